import fs from "node:fs";
import path from "node:path";

/** Text of an MQL5 file: UTF-16 or UTF-8, with or without a mark, else Latin-1. Line ends become `\n`. */
export function decodeSource(bytes: Buffer): string {
  return decode(bytes).replace(/\r\n?/g, "\n");
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString("utf8");
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0) return bytes.toString("utf16le");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

/** The file `name` below `base`, as Windows would find it: `\` or `/`, any case. Null when absent. */
export function findIgnoringCase(base: string, name: string): string | null {
  let at = base;
  for (const part of name.split(/[\\/]+/)) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      at = path.dirname(at);
      continue;
    }
    const exact = path.join(at, part);
    const hit = fs.existsSync(exact) ? part : entryIgnoringCase(at, part);
    if (hit === undefined) return null;
    at = path.join(at, hit);
  }
  return fs.existsSync(at) && fs.statSync(at).isFile() ? at : null;
}

function entryIgnoringCase(dir: string, part: string): string | undefined {
  if (!fs.existsSync(dir) || !fs.statSync(dir).isDirectory()) return undefined;
  return fs.readdirSync(dir).find((n) => n.toLowerCase() === part.toLowerCase());
}
