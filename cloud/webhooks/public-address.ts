import { BlockList, isIP } from "node:net";

/** IPv4 that is no public host's (IANA's special-purpose registry), metadata services among them. */
const SPECIAL_4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Of the global IPv6 unicast space: protocol assignments (Teredo, ORCHID, documentation), 6to4, documentation. */
const SPECIAL_6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const special = new BlockList();
for (const [net, bits] of SPECIAL_4) special.addSubnet(net, bits, "ipv4");
for (const [net, bits] of SPECIAL_6) special.addSubnet(net, bits, "ipv6");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an address is a public host's. IPv6 is public only within 2000::/3: loopback, link-local, unique-local, mapped
 * and translated IPv4 (::ffff:0:0/96, 64:ff9b::/96) are not.
 */
export function isPublicAddress(address: string): boolean {
  // A zone names an interface of this machine.
  if (address.includes("%")) return false;
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  return family === 6 && global6.check(address, "ipv6") && !special.check(address, "ipv6");
}

/** Networks of the operator's own that may be told as well, as the configuration has them: `10.1.0.0/16`, `fd00:1::/32`. */
export function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [net = "", bits] = text.split("/");
    list.addSubnet(net, Number(bits), isIP(net) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

/** Whether the cloud may connect to it on a user's word. */
export function mayReach(address: string, own: BlockList): boolean {
  if (isPublicAddress(address)) return true;
  const family = isIP(address);
  return family !== 0 && !address.includes("%") && own.check(address, family === 4 ? "ipv4" : "ipv6");
}
