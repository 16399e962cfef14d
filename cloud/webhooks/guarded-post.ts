import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { mayReach } from "./own-networks.ts";
import { hostOf, type Reach } from "./target-url.ts";

/** All of it: connecting, sending, the answer's head. */
const MOST_MS = 10_000;
const MOST_HEAD_BYTES = 16_384;

/** Why nothing was delivered; `code` is one of few, so that it tells nobody what our network looks like. */
export class DeliveryFault extends Error {
  readonly code: "NAME_UNKNOWN" | "ADDRESS_REFUSED" | "TLS" | "TIMEOUT" | "UNREACHABLE";

  constructor(code: DeliveryFault["code"]) {
    super(code);
    this.code = code;
  }
}

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Asks name servers themselves: this machine's own file of names is nobody's business outside. */
export const resolvePublic: Resolve = async (host) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return found.flatMap((one, index) =>
    one.status === "fulfilled" ? one.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })) : [],
  );
};

/**
 * Posts to an address that a user named. The name is looked up once, every address it has must be one we may reach, and the
 * connection goes to the one that was looked at: a name that means something else a moment later gains nothing. No
 * redirect is followed, and nothing of the answer but its status is read.
 * @returns the status. @throws DeliveryFault.
 */
export async function guardedPost(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  reach: Reach,
  resolve: Resolve = resolvePublic,
  mostMs: number = MOST_MS,
): Promise<number> {
  const end = AbortSignal.timeout(mostMs);
  const address = await checkedAddress(hostOf(url), reach, resolve);
  const pinned: LookupFunction = (_host, { all }, tell) => {
    const { address: to, family } = address;
    if (all === true) tell(null, [{ address: to, family }]);
    else tell(null, to, family);
  };
  const send = url.protocol === "https:" ? tlsRequest : plainRequest;
  return new Promise<number>((settle, reject) => {
    const post = send(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      // A connection of its own: none that was opened under another check is used again.
      agent: false,
      lookup: pinned,
      signal: end,
      maxHeaderSize: MOST_HEAD_BYTES,
      insecureHTTPParser: false,
    });
    post.once("socket", (socket) =>
      socket.once("connect", () => {
        if (!mayReach(plainOf(socket.remoteAddress ?? ""), reach.own))
          post.destroy(new DeliveryFault("ADDRESS_REFUSED"));
      }),
    );
    post.once("response", (answer) => {
      settle(answer.statusCode ?? 0);
      // However much it would say, it is not read.
      answer.destroy();
    });
    post.once("error", (fault) => reject(end.aborted ? new DeliveryFault("TIMEOUT") : faultOf(fault)));
    post.end(body);
  });
}

async function checkedAddress(host: string, { own }: Reach, resolve: Resolve): Promise<LookupAddress> {
  const family = isIP(host);
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }];
  const [first] = found;
  if (first === undefined) throw new DeliveryFault("NAME_UNKNOWN");
  // One that is ours among public ones is no accident.
  if (!found.every(({ address }) => mayReach(address, own))) throw new DeliveryFault("ADDRESS_REFUSED");
  return first;
}

/** A socket of both families says `::ffff:1.2.3.4` for IPv4. */
function plainOf(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function faultOf(fault: Error & { readonly code?: string }): DeliveryFault {
  if (fault instanceof DeliveryFault) return fault;
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/.test(
    fault.code ?? "",
  );
  return new DeliveryFault(isTls ? "TLS" : "UNREACHABLE");
}
