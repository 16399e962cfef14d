import { type BlockList, isIP } from "node:net";
import { Problem } from "../http/problem.ts";
import { mayReach } from "./own-networks.ts";

/** Below 1024 only the web's own ports: a webhook is no way to speak to mail or name servers. */
const LOW_PORTS = new Set(["", "443"]);
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|home\.arpa|onion)\.?$/i;

/** What may be told where. */
export interface Reach {
  /** Networks of the operator's own. */
  readonly own: BlockList;
  /** http:// as well: development. */
  readonly plain: boolean;
}

/**
 * Reads where a webhook goes. Names are looked up when it is told, not here: what they mean may change.
 * @throws Problem WEBHOOK_URL_REFUSED, in words.
 */
export function targetOf(text: string, { own, plain }: Reach): URL {
  const refuse = (why: string): never => {
    throw new Problem("WEBHOOK_URL_REFUSED", why, { extra: { errors: [{ field: "url", message: why }] } });
  };
  if (!URL.canParse(text)) return refuse("It is no address.");
  const url = new URL(text);
  if (url.protocol !== "https:" && !(plain && url.protocol === "http:"))
    return refuse("It does not begin with https://.");
  if (url.username !== "" || url.password !== "") return refuse("It has a user or password in it.");
  if (url.hash !== "") return refuse("It has a # in it.");
  const low = LOW_PORTS.has(url.port) || (plain && url.port === "80");
  if (!low && Number(url.port) < 1024) return refuse("Its port is neither 443 nor above 1023.");
  const host = hostOf(url);
  if (isIP(host) !== 0 ? !mayReach(host, own) : LOCAL_NAMES.test(host) || !host.includes("."))
    return refuse("It is not a public host's.");
  return url;
}

/** The host as sockets take it: without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}
