import { closeSync, openSync, readSync } from "node:fs";
import type { Platform } from "./shipped.ts";

const PE_OFFSET = 0x3c;
const PE_X64 = 0x8664;
const ELF_X64 = 0x3e;
const ELF_ARM64 = 0xb7;
const MACH_O = [0xfeedfacf, 0xcafebabe];

/**
 * Which platform a program file is for, by its own header (PE, ELF or Mach-O), as `win32-x64`; `unknown` when by none.
 * A file's name says nothing: packers have shipped one platform's binary under another's.
 */
export function binaryKind(file: string): `${Platform}-${string}` | "unknown" {
  const head = Buffer.alloc(4096);
  const handle = openSync(file, "r");
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  if (head.toString("latin1", 0, 2) === "MZ") {
    const at = head.readUInt32LE(PE_OFFSET);
    if (at + 6 > head.length || head.toString("latin1", at, at + 4) !== "PE\0\0") return "unknown";
    return head.readUInt16LE(at + 4) === PE_X64 ? "win32-x64" : "win32-other";
  }
  if (head.toString("latin1", 0, 4) === "\x7fELF") {
    const machine = head.readUInt16LE(18);
    return machine === ELF_X64 ? "linux-x64" : machine === ELF_ARM64 ? "linux-arm64" : "linux-other";
  }
  if (MACH_O.includes(head.readUInt32LE(0)) || MACH_O.includes(head.readUInt32BE(0))) return "darwin-any";
  return "unknown";
}
