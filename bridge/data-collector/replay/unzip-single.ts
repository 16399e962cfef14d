import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import type { FileBytes } from "./file-bytes.ts";
import { malformedFile } from "./malformed.ts";
import { openedInto } from "./opened-into.ts";

// Record layouts: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 65_535;
/** A directory larger than this holds more than the one file we want. */
const MAX_DIRECTORY = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly headerAt: number;
}

/**
 * The one file inside a zip, unpacked as it is read and checked against its CRC at the end. Not with fflate, which packs
 * our diagnostics: its streaming reader compares no CRC, and a damaged recording must not become a market.
 * @throws FairleadError REPLAY_FILE_MALFORMED.
 */
export async function unzipSingle(path: string, pieceBytes: number): Promise<FileBytes> {
  const handle = await open(path, "r");
  try {
    const entry = soleEntry(path, await directory(path, handle));
    const local = await readAt(handle, entry.headerAt, LOCAL_BYTES);
    if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGNATURE) {
      throw malformedFile(path, "a whole zip file");
    }
    const start = entry.headerAt + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    return { name: entry.name, chunks: unpack(path, entry, start, pieceBytes) };
  } finally {
    await handle.close();
  }
}

async function* unpack(path: string, entry: ZipEntry, start: number, pieceBytes: number): AsyncGenerator<Uint8Array> {
  if (entry.packedBytes === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packedBytes - 1, highWaterMark: pieceBytes });
  let crc = 0;
  const source = entry.method === STORED ? packed : openedInto(packed, createInflateRaw());
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc) throw malformedFile(path, "a zip file whose checksum agrees (it is damaged)");
}

function soleEntry(path: string, view: DataView): ZipEntry {
  const files: ZipEntry[] = [];
  for (let at = 0; at + CENTRAL_BYTES <= view.byteLength; ) {
    if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) throw malformedFile(path, "a whole zip directory");
    const nameBytes = view.getUint16(at + 28, true);
    const end = at + CENTRAL_BYTES + nameBytes;
    if (end > view.byteLength) throw malformedFile(path, "a whole zip directory");
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + CENTRAL_BYTES, nameBytes));
    if (!name.endsWith("/")) {
      if ((view.getUint16(at + 8, true) & 1) !== 0) throw malformedFile(path, "a zip without a password");
      files.push({
        name,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packedBytes: view.getUint32(at + 20, true),
        headerAt: view.getUint32(at + 42, true),
      });
    }
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  const [entry] = files;
  if (entry === undefined || files.length !== 1) throw malformedFile(path, `a zip with one file, not ${files.length}`);
  if (entry.method !== STORED && entry.method !== DEFLATED) throw malformedFile(path, "a zip packed with deflate");
  return entry;
}

async function directory(path: string, handle: FileHandle): Promise<DataView> {
  const { size } = await handle.stat();
  const tailAt = Math.max(0, size - END_BYTES - MAX_COMMENT);
  const tail = await readAt(handle, tailAt, size - tailAt);
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    const bytes = tail.getUint32(at + 12, true);
    if (bytes > MAX_DIRECTORY) throw malformedFile(path, "a zip with one file");
    const view = await readAt(handle, tail.getUint32(at + 16, true), bytes);
    if (view.byteLength === bytes) return view;
    break;
  }
  throw malformedFile(path, "a whole zip file (its end is missing)");
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<DataView> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, position);
  return new DataView(buffer.buffer, 0, bytesRead);
}
