import { unreadable } from "./report-error.ts";

export interface Decoded {
  readonly encoding: string;
  readonly text: string;
}

const decode = (bytes: Uint8Array, encoding: string, fatal = false): string =>
  new TextDecoder(encoding, { fatal }).decode(bytes);

/**
 * Text of a file that MetaTrader or a mail program wrote: by its byte order mark, by where its zero bytes stand (UTF-16
 * without a mark), by the charset that it declares, else UTF-8 if it is, else the code page that its bytes look like.
 * Bytes that a declared code page does not know become U+FFFD; they can only be in names and comments.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", text: decode(bytes, "utf-16le") };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", text: decode(bytes, "utf-16be") };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", text: decode(bytes, "utf-8") };
  const wide = wideOrder(bytes.subarray(0, 4_096));
  if (wide !== undefined) return { encoding: wide, text: decode(bytes, wide) };
  const utf8 = tryDecode(bytes, "utf-8");
  // ASCII is UTF-8 too, whatever it declares.
  if (utf8 !== undefined) return { encoding: "utf-8", text: utf8 };
  const declared = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(decode(bytes.subarray(0, 4_096), "latin1"))?.[1];
  const encoding = known(declared) ?? guessed(bytes);
  return { encoding, text: decode(bytes, encoding) };
}

/** Markup is mostly ASCII: in UTF-16 every other byte of it is 0. */
function wideOrder(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  let [even, odd] = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = head.length / 8;
  if (odd > many && even < odd / 4) return "utf-16le";
  if (even > many && odd < even / 4) return "utf-16be";
  if (even + odd > many) throw unreadable("it holds binary data");
  return undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return decode(bytes, encoding, true);
  } catch {
    return undefined;
  }
}

function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    // The file is neither: it would have been read by now.
    return encoding.startsWith("utf-") ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/** Cyrillic words are rows of bytes from 0xC0 on; Western text has single ones; Chinese comes in pairs. */
function guessed(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 65_536);
  let [high, letters, pairs] = [0, 0, 0];
  for (const [at, byte] of head.entries()) {
    // A space that does not break stands in numbers, in every language.
    if (byte < 0x80 || (byte === 0xa0 && (head[at + 1] ?? 0) < 0x80)) continue;
    high += 1;
    if (byte >= 0xc0) letters += 1;
    if ((head[at + 1] ?? 0) >= 0x80) pairs += 1;
  }
  if (pairs < high / 3) return "windows-1252";
  return letters > 0.9 * high || tryDecode(bytes, "gb18030") === undefined ? "windows-1251" : "gb18030";
}
