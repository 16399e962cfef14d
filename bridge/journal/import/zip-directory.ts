const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** A comment may follow the end. */
const MOST_COMMENT = 0xffff;

/**
 * The checksum (CRC-32) of each part of a zip file, by name, as the directory at its end tells them. Undefined: the file has
 * no directory, so it breaks off. Source: PKWARE APPNOTE 6.3.9, sections 4.3.12 and 4.3.16.
 */
export function zipChecksums(bytes: Uint8Array): ReadonlyMap<string, number> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_BYTES;
  const least = Math.max(0, end - MOST_COMMENT);
  while (end >= least && view.getUint32(end, true) !== END) end -= 1;
  if (end < least || end < 0) return undefined;
  const checksums = new Map<string, number>();
  const names = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    checksums.set(
      names.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)),
      view.getUint32(at + 16, true),
    );
    at += ENTRY_BYTES + name + extra + comment;
  }
  return checksums;
}
