import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { isPublicAddress } from "#shared/net/public-address.ts";

/** Why an address for a webhook is not called. */
export type AddressProblem = "notHttps" | "notAnAddress" | "hasPassword" | "private" | "unknownHost";

/** What can be said of a webhook's address before its name is looked up. @param privateToo whether this computer and its network may be called, without TLS too. */
export function addressProblem(text: string, privateToo: boolean): AddressProblem | undefined {
  const url = URL.parse(text);
  if (url === null || url.hostname === "") return "notAnAddress";
  if (url.protocol !== "https:" && !(privateToo && url.protocol === "http:")) return "notHttps";
  if (url.username !== "" || url.password !== "") return "hasPassword";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !privateToo && !isPublicAddress(host) ? "private" : undefined;
}

/** The addresses of a host that may be called. One that leads inside spoils them all: the name is not to be trusted. */
export function allowedAddresses(found: readonly LookupAddress[], privateToo: boolean): readonly LookupAddress[] {
  return privateToo || found.every(({ address }) => isPublicAddress(address)) ? found : [];
}
