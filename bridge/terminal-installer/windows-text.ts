/** Text as Windows programs write it: UTF-16 with its mark, UTF-8 with or without, else the old one-byte form. */
export function readWindowsText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes.subarray(2));
  // MetaEditor's logs have been seen without their mark: every other byte of plain text is then 0.
  const unmarked = bytes.length >= 4 && bytes.length % 2 === 0 && bytes[1] === 0 && bytes[3] === 0;
  if (unmarked) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** UTF-16 with its mark, as MetaTrader writes its own files. */
export const windowsText = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
