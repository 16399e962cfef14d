import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** How a plane is kept: one byte that all of it has, the bytes as they are, or zstd. */
const PLANE = { constant: 0, raw: 1, zstd: 2 } as const;

/** Level 1 packs planes of a few thousand bytes as small as level 9 does, four times as fast (docs/TICK-STORE.md). */
export const SEAL_LEVEL = 1;
/** Planes as they are: for what is read far more often than it is kept. */
export const PLAIN_LEVEL = 0;
/** What zlib takes for the least; a piece as long as the plane saves it a larger one. */
const LEAST_CHUNK = 64;
/** A plane is packed by itself: what zstd may look back over need not be longer. 2^14 = MOST_TICKS. */
const WINDOW_LOG = 14;
/** Room beside a plane that zstd cannot make smaller: the result then comes in one piece. */
const SPARE = 256;
const optionsOf = (level: number, bytes: number) => ({
  params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_windowLog]: WINDOW_LOG },
  chunkSize: bytes + SPARE,
});

/** Writes a plane: the same byte of every value of a column. @param level of zstd, or {@link PLAIN_LEVEL}. */
export function writePlane(into: ByteWriter, plane: Uint8Array, level: number): void {
  if (isConstant(plane)) {
    into.u8(PLANE.constant);
    into.u8(plane[0] ?? 0);
    return;
  }
  const packed = level === PLAIN_LEVEL ? plane : zstdCompressSync(plane, optionsOf(level, plane.length));
  if (packed.length + 2 < plane.length) {
    into.u8(PLANE.zstd);
    into.varint(packed.length);
    into.bytes(packed);
  } else {
    into.u8(PLANE.raw);
    into.bytes(plane);
  }
}

/**
 * Reads a plane of `count` bytes; the result may be a view on the block.
 * @returns a number when all bytes are that one.
 * @throws BlockFault.
 */
export function readPlane(from: ByteReader, count: number): Uint8Array | number {
  const kind = from.u8();
  if (kind === PLANE.constant) return from.u8();
  if (kind === PLANE.raw) return from.bytes(count);
  if (kind !== PLANE.zstd) throw new BlockFault(`a plane is of the unknown kind ${kind}`);
  const plane = unpack(from.bytes(from.varint()), count);
  if (plane.length !== count) throw new BlockFault(`a plane unpacks to ${plane.length} bytes instead of ${count}`);
  return plane;
}

function unpack(packed: Uint8Array, count: number): Uint8Array {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: count, chunkSize: Math.max(count, LEAST_CHUNK) });
  } catch (cause) {
    throw new BlockFault("a plane cannot be unpacked", { cause });
  }
}

function isConstant(plane: Uint8Array): boolean {
  const first = plane[0];
  for (const byte of plane) if (byte !== first) return false;
  return true;
}
