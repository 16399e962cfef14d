import { BlockList, isIP } from "node:net";
import { isPublicAddress } from "#shared/net/public-address.ts";

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
