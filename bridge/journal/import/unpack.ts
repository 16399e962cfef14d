import { crc32 } from "node:zlib";
import { Unzip, UnzipInflate } from "fflate";
import { damaged, tooLarge, unreadable } from "./report-error.ts";
import { LIMITS } from "./report-rows.ts";
import { zipChecksums } from "./zip-directory.ts";

/** Deflate cannot do better than some 1,030 to 1; a sheet of a report packs to a twentieth at most. */
const MOST_RATIO = 250;
const CHUNK = 64 * 1024;

/**
 * Unpacks the parts of a zip file that `wanted` names. Sizes are counted as they come out, whatever the file declares:
 * one that unpacks to far more than a report is refused before it is held. Each part is held to its checksum.
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  const checksums = zipChecksums(bytes);
  const parts = new Map<string, Uint8Array[]>();
  let unpacked = 0;
  const found: { fault: Error | null } = { fault: null };
  const most = Math.min(LIMITS.unpackedBytes, Math.max(1 << 20, bytes.length * MOST_RATIO));
  const unzip = new Unzip((file) => {
    if (!wanted(file.name)) return;
    if (parts.has(file.name)) found.fault ??= unreadable("the workbook holds a part twice");
    if (parts.size >= LIMITS.unpackedFiles) found.fault ??= tooLarge("it holds too many parts");
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error) found.fault ??= unreadable(`the workbook cannot be unpacked (${error.message})`);
      unpacked += chunk?.length ?? 0;
      if (unpacked > most) found.fault ??= tooLarge("it unpacks to far more than a report has");
      if (found.fault === null && chunk) chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && found.fault === null; at += CHUNK) {
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    }
  } catch (error) {
    found.fault ??= unreadable(
      `the workbook cannot be unpacked (${error instanceof Error ? error.message : "no reason given"})`,
    );
  }
  if (found.fault !== null) throw found.fault;
  if (checksums === undefined) throw unreadable("the workbook breaks off");
  const whole = new Map(Array.from(parts, ([name, chunks]) => [name, joined(chunks)] as const));
  for (const [name, part] of whole) {
    if (crc32(part) !== checksums.get(name))
      throw damaged(`the workbook's part ${name}`, "what its checksum says", "something else");
  }
  return whole;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
