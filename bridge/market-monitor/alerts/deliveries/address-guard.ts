import type { LookupAddress } from "node:dns";
import { BlockList, isIP } from "node:net";

/** Addresses that are not the open internet: this computer, its network, and what is reserved (IANA special-purpose registries). */
const V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
/** All that IANA has given out as global unicast; everything else is this computer's, its network's, or nobody's. */
const GLOBAL_V6 = ["2000::", 3] as const;
/** Reserved in it. Also what carries an IPv4 address inside: where that leads is not to be seen from here. */
const V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

// Two lists: one alone takes every IPv4 address for its mapped form in IPv6, which is reserved.
const reserved4 = new BlockList();
for (const [net, prefix] of V4) reserved4.addSubnet(net, prefix, "ipv4");
const reserved6 = new BlockList();
for (const [net, prefix] of V6) reserved6.addSubnet(net, prefix, "ipv6");
const global6 = new BlockList();
global6.addSubnet(...GLOBAL_V6, "ipv6");

/** Whether an address is on the open internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const [plain = ""] = address.split("%");
  const family = isIP(plain);
  if (family === 4) return !reserved4.check(plain, "ipv4");
  return family === 6 && global6.check(plain, "ipv6") && !reserved6.check(plain, "ipv6");
}

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
