/** UTF-8 without TextEncoder: `shared` runs where neither Node's nor the browser's types are at hand. */

/** Bytes that `text` takes in UTF-8, or -1 when it holds a lone surrogate and so has no UTF-8 form. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else return -1;
  }
  return bytes;
}

/** Writes well-formed `text` at `offset`; the caller has made room with {@link utf8Length}. */
export function writeUtf8(text: string, target: Uint8Array, offset: number): void {
  let at = offset;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    if (point < 0x80) target[at++] = point;
    else {
      const tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      target[at++] = ((0xff00 >> (tail + 1)) & 0xff) | (point >> (6 * tail));
      for (let left = tail - 1; left >= 0; left--) target[at++] = 0x80 | ((point >> (6 * left)) & 0x3f);
    }
  }
}

/** Reads strict UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF); null when malformed. */
export function readUtf8(bytes: Uint8Array, start: number, end: number): string | null {
  let text = "";
  let at = start;
  while (at < end) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const tail =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (tail === 0 || at + tail > end) return null;
    let point = lead & (0x3f >> tail);
    for (let i = 0; i < tail; i++) {
      const byte = bytes[at++] as number;
      if ((byte & 0xc0) !== 0x80) return null;
      point = (point << 6) | (byte & 0x3f);
    }
    const least = tail === 1 ? 0x80 : tail === 2 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    text += String.fromCodePoint(point);
  }
  return text;
}

/** The longest beginning of `text` that fits `size` bytes of UTF-8; unpaired surrogates and NUL become U+FFFD. */
export function fitUtf8(text: string, size: number): string {
  const whole = text.toWellFormed().replaceAll("\0", "\ufffd");
  let bytes = 0;
  let units = 0;
  for (const char of whole) {
    bytes += utf8Length(char);
    if (bytes > size) break;
    units += char.length;
  }
  return whole.slice(0, units);
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
