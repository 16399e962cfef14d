/** What a Windows program file says of itself. Names of libraries in lower case, as Windows compares them. */
export interface PeFile {
  readonly x64: boolean;
  /** Libraries that must be there for it to load, also those loaded on first use. */
  readonly imports: readonly string[];
  /** Names of the functions it offers. */
  readonly exports: readonly string[];
}

const SIGNATURE_AT = 0x3c;
const X64 = 0x8664;
const PE32_PLUS = 0x20b;
const SECTION_BYTES = 40;
const [EXPORTS, IMPORTS, DELAYED] = [0, 1, 13];

/**
 * Reads the headers, imports and exports of a 64-bit Windows program file (Microsoft's PE format, "PE32+").
 * @throws RangeError for a file that is none, or points outside itself
 */
export function readPeFile(bytes: Uint8Array): PeFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString("latin1", 0, 2) !== "MZ") throw new RangeError("no Windows program file");
  const header = file.readUInt32LE(SIGNATURE_AT);
  if (file.toString("latin1", header, header + 4) !== "PE\0\0") throw new RangeError("no Windows program file");
  const optional = header + 24;
  if (file.readUInt16LE(optional) !== PE32_PLUS) throw new RangeError("no 64-bit program file");
  const sections = optional + file.readUInt16LE(header + 20);
  const count = file.readUInt16LE(header + 6);
  const directories = file.readUInt32LE(optional + 108);

  /** Where an address of the loaded program lies in its file. */
  const place = (address: number): number => {
    for (let at = sections; at < sections + count * SECTION_BYTES; at += SECTION_BYTES) {
      const begins = file.readUInt32LE(at + 12);
      const within = address - begins;
      if (within >= 0 && within < file.readUInt32LE(at + 16)) return file.readUInt32LE(at + 20) + within;
    }
    throw new RangeError(`the address ${address} lies in no part of the file`);
  };
  const text = (address: number): string => {
    const from = place(address);
    return file.toString("latin1", from, file.indexOf(0, from));
  };
  const directory = (number: number): number =>
    number < directories ? file.readUInt32LE(optional + 112 + number * 8) : 0;
  /** The names in a table of imports, which ends with a row of zeros. */
  const named = (number: number, rowBytes: number, nameAt: number): string[] => {
    const names: string[] = [];
    if (directory(number) === 0) return names;
    for (let at = place(directory(number)); file.readUInt32LE(at + nameAt) !== 0; at += rowBytes)
      names.push(text(file.readUInt32LE(at + nameAt)).toLowerCase());
    return names;
  };
  const exported = (): string[] => {
    if (directory(EXPORTS) === 0) return [];
    const at = place(directory(EXPORTS));
    const names = file.readUInt32LE(at + 24);
    if (names > file.length) throw new RangeError("more names than the file could hold");
    const list = names === 0 ? 0 : place(file.readUInt32LE(at + 32));
    return Array.from({ length: names }, (_, index) => text(file.readUInt32LE(list + index * 4)));
  };
  return {
    x64: file.readUInt16LE(header + 4) === X64,
    imports: [...named(IMPORTS, 20, 12), ...named(DELAYED, 32, 4)],
    exports: exported(),
  };
}
