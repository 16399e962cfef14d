import { createHmac } from "node:crypto";
import type { LookupAddress } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import { request as plainRequest, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import { type AddressProblem, addressProblem, allowedAddresses } from "./address-guard.ts";

/** How long a receiver may take from the first byte to the last. */
const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1024;

export interface WebhookCall {
  readonly url: string;
  readonly privateToo: boolean;
  readonly secret: string;
  /** The same for each try of a firing: a receiver that knows it has been told already. */
  readonly key: string;
  readonly body: string;
  readonly nowMs: number;
}

/** `again`: it may help to try later. `told` never has the address's path, query or secret in it. */
export interface WebhookOutcome {
  readonly state: "done" | "again" | "failed";
  readonly told: string;
}

const PROBLEMS: Readonly<Record<AddressProblem, string>> = {
  notHttps: "not called: the address is not https",
  notAnAddress: "not called: the address cannot be read",
  hasPassword: "not called: the address has a name or password in it",
  private: "not called: the address is on this computer or its network",
  unknownHost: "the host was not found",
};

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 with the secret over `SECONDS.BODY`, so that neither can be changed or told later. */
export function signatureOf(secret: string, nowMs: number, body: string): string {
  const seconds = Math.floor(nowMs / 1_000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

/** One POST. The name is looked up once and that address is called: what it would lead to a moment later does not matter. Follows no redirect. */
export async function callWebhook(call: WebhookCall, resolve = lookUpAll): Promise<WebhookOutcome> {
  const problem = addressProblem(call.url, call.privateToo);
  if (problem !== undefined) return { state: "failed", told: PROBLEMS[problem] };
  const url = new URL(call.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = await resolve(host).catch(() => []);
  if (found.length === 0) return { state: "again", told: PROBLEMS.unknownHost };
  const [target] = allowedAddresses(found, call.privateToo);
  if (target === undefined) return { state: "failed", told: PROBLEMS.private };
  return post(url, target, call);
}

const lookUpAll = (host: string): Promise<readonly LookupAddress[]> => lookUp(host, { all: true });

function post(
  url: URL,
  { address, family }: LookupAddress,
  { secret, key, body, nowMs }: WebhookCall,
): Promise<WebhookOutcome> {
  const request = url.protocol === "https:" ? tlsRequest : plainRequest;
  const options: RequestOptions = {
    method: "POST",
    agent: false,
    lookup: (_host, wanted, done) => {
      if (wanted.all === true) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "User-Agent": "Fairlead",
      "Idempotency-Key": key,
      "Fairlead-Signature": signatureOf(secret, nowMs, body),
    },
  };
  return new Promise((done) => {
    const failed = (error: unknown): void => done({ state: "again", told: reasonOf(error) });
    const call = request(url, options, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_ANSWER_BYTES) answer.destroy();
      });
      answer.on("error", failed);
      answer.on("close", () => done(outcomeOf(answer.statusCode ?? 0)));
    });
    call.on("error", failed);
    call.end(body);
  });
}

function outcomeOf(status: number): WebhookOutcome {
  const told = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { state: "done", told };
  return { state: status >= 500 || status === 408 || status === 425 || status === 429 ? "again" : "failed", told };
}

/** A system's code, never its message: that may have the address in it. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "no answer in time";
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no connection";
}
