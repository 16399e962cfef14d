import { crc32 } from "node:zlib";
import { BlockFault } from "./block-fault.ts";
import type { ByteWriter } from "./byte-writer.ts";

const CHECKSUM_BYTES = 4;

/** What was written, with its CRC-32 behind it, as bytes of its own. */
export function sealedBytes(into: ByteWriter): Uint8Array {
  into.u32(crc32(into.view()));
  return into.view().slice();
}

/** The block without its checksum, which agrees. @throws BlockFault. */
export function checkedBody(block: Uint8Array): Uint8Array {
  if (block.length <= CHECKSUM_BYTES) throw new BlockFault("it is cut off");
  const body = block.subarray(0, -CHECKSUM_BYTES);
  const view = new DataView(block.buffer, block.byteOffset + body.length, CHECKSUM_BYTES);
  if (view.getUint32(0, true) !== crc32(body)) throw new BlockFault("its checksum does not agree");
  return body;
}
