import type { TickColumns } from "../market/tick.ts";

/** What one millisecond of a tick stream holds, short enough to compare with the other side's. */
export interface MsDigest {
  readonly timeMs: number;
  readonly count: number;
  /** FNV-1a 64 over the ticks' bytes (see {@link digestTicks}). */
  readonly hash: bigint;
}

const TICK_BYTES = 44;
const OFFSET_HIGH = 0xcbf2_9ce4;
const OFFSET_LOW = 0x8422_2325;
/** The FNV-1a 64 prime is 2^40 + 435 (datatracker.ietf.org/doc/html/draft-eastlake-fnv). */
const PRIME_TAIL = 435;

/**
 * Digests ticks [from, to) of `columns` by the millisecond, in order. Each tick enters the hash as the little-endian
 * bytes of bid (f64), ask (f64), last (f64), volume (u64), volumeReal (f64) and flags (u32): 44 bytes. The EA does the
 * same in MQL5 (`Digest.mqh`), so a difference is a difference of the data.
 */
export function digestTicks(columns: TickColumns, from = 0, to = columns.count): MsDigest[] {
  const digests: MsDigest[] = [];
  const octets = new Uint8Array(TICK_BYTES);
  const view = new DataView(octets.buffer);
  let start = from;
  while (start < to) {
    const timeMs = columns.timeMs[start] as number;
    let high = OFFSET_HIGH;
    let low = OFFSET_LOW;
    let end = start;
    for (; end < to && columns.timeMs[end] === timeMs; end++) {
      layTick(view, columns, end);
      for (let i = 0; i < TICK_BYTES; i++) {
        low = (low ^ (octets[i] as number)) >>> 0;
        const product = low * PRIME_TAIL;
        high = (high * PRIME_TAIL + Math.floor(product / 0x1_0000_0000) + low * 256) % 0x1_0000_0000;
        low = product % 0x1_0000_0000;
      }
    }
    digests.push({ timeMs, count: end - start, hash: (BigInt(high) << 32n) | BigInt(low) });
    start = end;
  }
  return digests;
}

function layTick(view: DataView, columns: TickColumns, i: number): void {
  view.setFloat64(0, columns.bid[i] as number, true);
  view.setFloat64(8, columns.ask[i] as number, true);
  view.setFloat64(16, columns.last[i] as number, true);
  view.setBigUint64(24, columns.volume[i] as bigint, true);
  view.setFloat64(32, columns.volumeReal[i] as number, true);
  view.setUint32(40, columns.flags[i] as number, true);
}
