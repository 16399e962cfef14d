import { createHash } from "node:crypto";

/** Below it a peer can crash or take over a program before CURVE has proven anybody (CVE-2019-13132, CVE-2020-15166). */
const LEAST = [4, 3, 3] as const;

export type LibraryProblem = "checksum" | "unversioned" | "unsafe";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** VS_FIXEDFILEINFO begins with this, and its structure's version; the file's version follows in two words. */
const SIGNATURE = Buffer.from([0xbd, 0x04, 0xef, 0xfe, 0x00, 0x00, 0x01, 0x00]);

/** The version that a Windows library bears in its resources; undefined: none, or no Windows program file at all. */
export function libraryVersion(bytes: Uint8Array): readonly [number, number, number] | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 64 || file.readUInt16LE(0) !== 0x5a4d) return undefined;
  const at = file.indexOf(SIGNATURE);
  if (at < 0 || at + 16 > file.length) return undefined;
  const [high, low] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
  return [high >>> 16, high & 0xffff, low >>> 16];
}

/** What speaks against installing this library; undefined: nothing. @param expected its SHA-256, as built and pinned */
export function libraryProblem(bytes: Uint8Array, expected: string): LibraryProblem | undefined {
  if (sha256(bytes) !== expected.toLowerCase()) return "checksum";
  const version = libraryVersion(bytes);
  if (version === undefined) return "unversioned";
  for (const [at, least] of LEAST.entries()) {
    const part = version[at] ?? 0;
    if (part !== least) return part < least ? "unsafe" : undefined;
  }
  return undefined;
}
