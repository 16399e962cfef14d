import { type IpAddress, readIp } from "./ip-address.ts";

/**
 * Networks that are no public host's: IANA's special-purpose registries for IPv4 and, within the global unicast space, for
 * IPv6 (RFC 6890 and its successors; iana.org/assignments/iana-ipv4-special-registry and -ipv6-, read 2026-11-21). What
 * carries an IPv4 address inside (6to4, Teredo) is here as well: where that leads is not to be seen from here. Metadata
 * services of the large clouds lie in 169.254.0.0/16, 192.0.0.0/24, 100.64.0.0/10 and fc00::/7; Azure's has a number of its own.
 */
export const SPECIAL_NETWORKS: readonly string[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
];

/** All that IANA has given out as global unicast: loopback, link-local, unique-local, mapped and translated IPv4 lie outside. */
const GLOBAL_IPV6 = "2000::/3";

interface Network extends IpAddress {
  /** Bits that an address of it has in front of the mask's end. */
  readonly free: bigint;
}

const special = SPECIAL_NETWORKS.map(networkOf);
const global6 = networkOf(GLOBAL_IPV6);

/**
 * Whether an address, as text without brackets, is a public host's: the one guard of every program of ours that connects
 * where a user said. What is no address is not, and neither is one with a zone, which names an interface of this machine.
 */
export function isPublicAddress(text: string): boolean {
  const address = readIp(text);
  if (address === undefined || (address.family === 6 && !isIn(address, global6))) return false;
  return !special.some((network) => isIn(address, network));
}

function networkOf(text: string): Network {
  const [net = "", length] = text.split("/");
  const address = readIp(net);
  if (address === undefined) throw new RangeError(`${text} is no network`);
  return { ...address, free: BigInt((address.family === 4 ? 32 : 128) - Number(length)) };
}

const isIn = (address: IpAddress, { family, bits, free }: Network): boolean =>
  address.family === family && address.bits >> free === bits >> free;
