import fs from "node:fs";

/** A tick as MT5 gives it. Times are broker wall time in ms, encoded as an epoch. */
export interface HostTick {
  readonly msc: number;
  readonly bid: number;
  readonly ask: number;
  /** TICK_FLAG_* bits; default bid and ask changed. */
  readonly flags?: number;
  readonly last?: number;
  readonly volume?: number;
  readonly volumeReal?: number;
}

export const TICK_FLAG_BID = 2;
export const TICK_FLAG_ASK = 4;
const HEADER = 16;
const RECORD = 60;

/** `[msc, bid, ask, flags, last, volume, volumeReal]`, as control lines and the trade server carry it. */
export const tickRow = (t: HostTick): number[] => [
  t.msc,
  t.bid,
  t.ask,
  t.flags ?? TICK_FLAG_BID | TICK_FLAG_ASK,
  t.last ?? 0,
  t.volume ?? 0,
  t.volumeReal ?? 0,
];

/**
 * Writes ticks in the host's own format, which it maps and copies without conversion: `FLTICKS1`, 8 bytes reserved, then one 60-byte
 * MqlTick record each (pack 1, little-endian).
 */
export function writeTickFile(path: string, ticks: Iterable<HostTick>, count: number): void {
  const bytes = Buffer.alloc(HEADER + count * RECORD);
  bytes.write("FLTICKS1", 0, "latin1");
  let at = HEADER;
  for (const t of ticks) {
    bytes.writeBigInt64LE(BigInt(Math.floor(t.msc / 1000)), at);
    bytes.writeDoubleLE(t.bid, at + 8);
    bytes.writeDoubleLE(t.ask, at + 16);
    bytes.writeDoubleLE(t.last ?? 0, at + 24);
    bytes.writeBigUInt64LE(BigInt(t.volume ?? 0), at + 32);
    bytes.writeBigInt64LE(BigInt(t.msc), at + 40);
    bytes.writeUInt32LE(t.flags ?? TICK_FLAG_BID | TICK_FLAG_ASK, at + 48);
    bytes.writeDoubleLE(t.volumeReal ?? 0, at + 52);
    at += RECORD;
  }
  if (at !== bytes.length) throw new Error(`writeTickFile: ${count} ticks announced, ${(at - HEADER) / RECORD} given`);
  fs.writeFileSync(path, bytes);
}
