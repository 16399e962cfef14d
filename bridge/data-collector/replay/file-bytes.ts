import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { FairleadError } from "#shared/contract/errors.ts";
import { openedInto } from "./opened-into.ts";
import { unzipSingle } from "./unzip-single.ts";

/** The bytes of a recording, unpacked as they are read, and the name of what was inside. */
export interface FileBytes {
  /** Name of the file, or of the file inside a zip. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Small, so that the most that one piece of a packed file can unpack to stays small too. */
const PIECE_BYTES = 16 * 1024;

const startsWith = (head: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => head[i] === byte);

/**
 * Opens a recording: plain, zstd, gzip, or a zip with one file, told apart by content, never by name.
 * @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED.
 */
export async function openFileBytes(path: string): Promise<FileBytes> {
  const head = await readHead(path);
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return unzipSingle(path, PIECE_BYTES);
  if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) return { name: path, chunks: unpacked(path, createZstdDecompress()) };
  if (startsWith(head, 0x1f, 0x8b)) return { name: path, chunks: unpacked(path, createGunzip()) };
  return { name: path, chunks: createReadStream(path, { highWaterMark: PIECE_BYTES }) };
}

function unpacked(path: string, unpack: Transform): AsyncIterable<Uint8Array> {
  const packed = createReadStream(path, { highWaterMark: PIECE_BYTES });
  return openedInto(packed, unpack);
}

async function readHead(path: string): Promise<Uint8Array> {
  try {
    await mustBeFile(path);
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FairleadError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new FairleadError("REPLAY_FILE_UNREADABLE", `${path} could not be read: ${why}.`, { file: path });
  }
}

/** A pipe that nobody writes into would be waited for without end. @throws FairleadError REPLAY_FILE_UNREADABLE; Error of the file system. */
export async function mustBeFile(path: string): Promise<void> {
  if (!(await stat(path)).isFile()) {
    throw new FairleadError("REPLAY_FILE_UNREADABLE", `${path} could not be read: it is no file.`, { file: path });
  }
}
