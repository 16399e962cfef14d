import { crc32, inflateSync } from "node:zlib";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Larger pictures are none of a chart. */
const MOST_SIDE = 4_096;
/** Bytes of a pixel by colour type, at 8 bits: grey, colour, palette, grey and cover, colour and cover. */
const PIXEL_BYTES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Whether these bytes are a PNG from its head to its end, with the checksums and just the pixels that it tells: what makes
 * PDFs of pictures ends its thread over one that is not. Eight bits a sample, not interlaced. Source: W3C PNG, third edition.
 */
export function isWholePng(png: Uint8Array): boolean {
  if (!SIGNATURE.every((byte, at) => png[at] === byte)) return false;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let pixels = 0;
  const data: Uint8Array[] = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > png.length || crc32(png.subarray(at + 4, end)) !== view.getUint32(end)) return false;
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    const content = png.subarray(at + 8, end);
    if (type === "IHDR") pixels = pixelBytes(content);
    if (pixels === 0) return false;
    if (type === "IDAT") data.push(content);
    if (type === "IEND") return inflatesTo(data, pixels);
    at = end + 4;
  }
  return false;
}

/** Bytes of all rows, each with its filter in front; 0: not a head that we take. */
function pixelBytes(head: Uint8Array): number {
  if (head.length !== 13) return 0;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bits, colour, , , interlace] = head.subarray(8);
  const each = PIXEL_BYTES[colour ?? -1];
  if (bits !== 8 || interlace !== 0 || each === undefined) return 0;
  return width > MOST_SIDE || height > MOST_SIDE ? 0 : height * (1 + width * each);
}

function inflatesTo(data: readonly Uint8Array[], bytes: number): boolean {
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: bytes }).length === bytes;
  } catch {
    return false;
  }
}
