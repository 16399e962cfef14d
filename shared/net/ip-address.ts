/** An address of the Internet Protocol. */
export interface IpAddress {
  readonly family: 4 | 6;
  /** Its 32 or 128 bits. */
  readonly bits: bigint;
}

const BYTE = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[\da-f]{1,4}$/i;

/**
 * Reads an address as RFC 4291 (section 2.2) writes it, IPv4 in four decimals without leading zeros.
 * @returns undefined for everything else: names, shortened or octal IPv4, ports, brackets, zones.
 */
export function readIp(text: string): IpAddress | undefined {
  if (!text.includes(":")) {
    const bytes = bytesOf(text);
    return bytes && { family: 4, bits: joined(bytes, 8n) };
  }
  const groups = groupsOf(text);
  return groups && { family: 6, bits: joined(groups, 16n) };
}

function bytesOf(text: string): number[] | undefined {
  const parts = text.split(".");
  const bytes = parts.map(Number);
  return parts.length === 4 && parts.every((part) => BYTE.test(part)) && bytes.every((byte) => byte < 256)
    ? bytes
    : undefined;
}

/** The eight groups of an IPv6 address. */
function groupsOf(text: string): number[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  // Only at the very end may two groups be written as IPv4.
  const left = partsOf(head, tail === undefined);
  const right = tail === undefined ? [] : partsOf(tail, true);
  if (left === undefined || right === undefined) return undefined;
  const zeros = 8 - left.length - right.length;
  // A gap stands for one group of zeros at least.
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  return [...left, ...Array.from({ length: zeros }, () => 0), ...right];
}

function partsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const quad = isEnd ? bytesOf(parts.at(-1) ?? "") : undefined;
  const plain = quad === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => GROUP.test(part))) return undefined;
  const groups = plain.map((part) => Number.parseInt(part, 16));
  const [a = 0, b = 0, c = 0, d = 0] = quad ?? [];
  return quad === undefined ? groups : [...groups, (a << 8) | b, (c << 8) | d];
}

const joined = (parts: readonly number[], bits: bigint): bigint =>
  parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
