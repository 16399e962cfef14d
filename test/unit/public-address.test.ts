import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressProblem, allowedAddresses } from "#bridge/market-monitor/alerts/deliveries/address-guard.ts";
import { networksOf } from "#cloud/webhooks/own-networks.ts";
import { targetOf } from "#cloud/webhooks/target-url.ts";
import { readIp } from "#shared/net/ip-address.ts";
import { isPublicAddress, SPECIAL_NETWORKS } from "#shared/net/public-address.ts";

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

test.each(
  words(`
  127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 100.100.100.200 192.0.0.192 192.0.2.1
  169.254.169.254 168.63.129.16 192.31.196.1 192.52.193.1 192.88.99.1 192.175.48.1 198.18.0.1 198.51.100.7 203.0.113.7 224.0.0.1
  255.255.255.255
  ::1 :: ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 100::1
  2001:0:1::1 2001:db8::1 2002:7f00:1:: 2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
  fe80::1%eth0 2606:4700::1111%eth0 8.8.8.8%1 2130706433 0x7f.0.0.1 127.1 010.8.8.8 8.8.8.8:80 [::1] localhost nonsense
`),
)("%s is no public host's", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(
  words("8.8.8.8 1.1.1.1 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 2A00:1450:4001::200e 2001:200::1"),
)("%s is a public host's", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("no IPv4 address becomes public by being mapped, translated or carried in IPv6", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
      const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
      const [front, back] = [hex(a, b), hex(c, d)];
      const forms = [
        `::ffff:${address}`,
        `::ffff:${front}:${back}`,
        `::${front}:${back}`,
        `::ffff:0:${address}`,
        `64:ff9b::${address}`,
        `64:ff9b:1::${front}:${back}`,
        `2002:${front}:${back}::1`,
        `2001::${hex(255 - a, 255 - b)}:${hex(255 - c, 255 - d)}`,
      ];
      expect(forms.filter(isPublicAddress)).toEqual([]);
    }),
  );
});

/** Addresses near the ends of every network of the table, and any others. */
const anyAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc
    .tuple(
      fc.constantFrom(...SPECIAL_NETWORKS, "2000::/3", "4000::/128"),
      fc.integer({ min: -2, max: 2 }),
      fc.boolean(),
    )
    .map(([network, beside, isEnd]) => {
      const [net = "", length] = network.split("/");
      const { family, bits } = readIp(net) ?? { family: 4, bits: 0n };
      const wide = family === 4 ? 32 : 128;
      const last = isEnd ? (1n << BigInt(wide - Number(length))) - 1n : 0n;
      return asText(BigInt.asUintN(wide, bits + last + BigInt(beside)), family);
    }),
);

function asText(bits: bigint, family: 4 | 6): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((by) => `${(bits >> by) & 255n}`).join(".");
  return [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((by) => ((bits >> by) & 65_535n).toString(16)).join(":");
}

test("an address is read as the system reads it, and judged as the system's own lists of the same networks do", () => {
  const [four, six, global6] = [new BlockList(), new BlockList(), new BlockList()];
  global6.addSubnet("2000::", 3, "ipv6");
  for (const network of SPECIAL_NETWORKS) {
    const [net = "", bits] = network.split("/");
    if (isIP(net) === 4) four.addSubnet(net, Number(bits), "ipv4");
    else six.addSubnet(net, Number(bits), "ipv6");
  }
  const mangled = fc
    .tuple(anyAddress, fc.nat(40), fc.constantFrom("", ":", "::", ".", "0", "1", "f", "g", " ", "/8", "-"))
    .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(anyAddress, mangled), (text) => {
      const family = isIP(text);
      expect(readIp(text)?.family ?? 0, text).toBe(family);
      const isPublic =
        family === 4
          ? !four.check(text, "ipv4")
          : family === 6 && global6.check(text, "ipv6") && !six.check(text, "ipv6");
      expect(isPublicAddress(text), text).toBe(isPublic);
    }),
    { numRuns: 2_000 },
  );
});

test("desktop and cloud refuse the same addresses, as a number and as what a name leads to", () => {
  const NOWHERE = { own: networksOf([]), plain: false };
  const cloudTakes = (url: string): boolean => {
    try {
      targetOf(url, NOWHERE);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(anyAddress, (address) => {
      const family = isIP(address);
      const url = `https://${family === 6 ? `[${address}]` : address}/hook`;
      const isPublic = isPublicAddress(address);
      expect(addressProblem(url, false), url).toBe(isPublic ? undefined : "private");
      expect(cloudTakes(url), url).toBe(isPublic);
      const found = [
        { address: "8.8.8.8", family: 4 },
        { address, family },
      ];
      expect(allowedAddresses(found, false)).toEqual(isPublic ? found : []);
    }),
    { numRuns: 500 },
  );
});
