/**
 * What a slot says once one of its bits is turned so that `read` takes it; undefined if no single one does. A write that
 * was cut short differs in many, so this tells the two apart but for one case in a hundred thousand (some 30,000 bits tried
 * against a checksum of 32). The slot is as it was when this returns.
 * @param head bytes before the text; the third of its 32-bit numbers is the text's length.
 */
export function meantText(slot: Buffer, head: number, read: () => Buffer | undefined): string | undefined {
  // A length that is itself wrong is put right by a bit of the head.
  const end = Math.min(slot.length, head + slot.readUInt32LE(8));
  for (let at = 0; at < end; at++) {
    const byte = slot.readUInt8(at);
    for (let bit = 0; bit < 8; bit++) {
      slot.writeUInt8(byte ^ (1 << bit), at);
      const meant = read()?.toString("utf8");
      slot.writeUInt8(byte, at);
      if (meant !== undefined) return meant;
    }
  }
  return undefined;
}
