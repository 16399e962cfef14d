import { z } from "zod";
import { CloudFault } from "../durable/sync-connection.ts";

const PATIENCE_MS = 15_000;
const MOST_BYTES = 1_048_576;

const ProblemBody = z.object({
  code: z.string().max(64),
  detail: z.string().max(500).optional(),
  /** Of EMAIL_UNVERIFIED: lets the address be confirmed, and nothing else. */
  token: z.string().max(2_000).optional(),
});

/** A refusal of the REST API; `token` never goes further than the sign-in. */
export class CloudProblem extends CloudFault {
  readonly token: string | undefined;

  constructor(code: string, detail: string, token?: string) {
    super(code, detail);
    this.token = token;
  }
}

export interface CloudCall {
  readonly token?: string;
  readonly body?: unknown;
  /** For what must not happen twice when its answer is lost. */
  readonly idempotencyKey?: string;
}

/** The cloud's REST API as this desktop uses it. Answers are parsed: what does not fit is a fault, not a value. */
export class CloudApi {
  readonly #base: string;

  /** @param base https, or http on this computer. */
  constructor(base: string) {
    this.#base = base;
  }

  get url(): string {
    return this.#base;
  }

  /** @throws CloudProblem, CloudFault UNREACHABLE, TIMEOUT, PROTOCOL. */
  async call<T>(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    answer: z.ZodType<T>,
    call: CloudCall = {},
  ): Promise<T> {
    const url = path.startsWith("/.well-known/") ? `${this.#base}${path}` : `${this.#base}/api/v1${path}`;
    const { token, body, idempotencyKey } = call;
    let reply: Response;
    let text: string;
    try {
      reply = await fetch(url, {
        method,
        // A cloud that has moved says so to its operator; a sign-in is never carried to where an answer points.
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await bounded(reply);
    } catch (fault) {
      if (fault instanceof CloudFault) throw fault;
      const late = fault instanceof Error && fault.name === "TimeoutError";
      throw new CloudFault(late ? "TIMEOUT" : "UNREACHABLE", whyOf(fault), { cause: fault });
    }
    const content = parsed(text);
    if (!reply.ok) {
      const problem = ProblemBody.safeParse(content);
      if (!problem.success) throw new CloudFault("PROTOCOL", `The cloud answered ${reply.status} without saying why.`);
      const { code, detail = code, token: registration } = problem.data;
      throw new CloudProblem(code, detail, registration);
    }
    const read = answer.safeParse(content);
    if (!read.success) throw new CloudFault("PROTOCOL", `The cloud's answer to ${method} ${path} does not fit.`);
    return read.data;
  }
}

async function bounded(reply: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of reply.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new CloudFault("PROTOCOL", "The cloud's answer is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system's own word (ECONNREFUSED, ENOTFOUND) where there is one. */
function whyOf(fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === "string" ? cause.code : "";
  return code === "" ? "The cloud does not answer." : `The cloud does not answer (${code}).`;
}
