import type { TickColumns } from "#shared/market/tick.ts";
import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { MOST_TICKS, WholeNumbers } from "./whole-numbers.ts";

const KIND = { same: 0, guessed: 1 } as const;
/** Ticks differ in which of bid, ask and last changed: a broker's flags nearly always say just that. */
const CLASSES = 8;

/** Flags, kept as what they are beside the usual flags of a tick whose prices changed so. */
export class FlagColumn {
  readonly #numbers = new WholeNumbers();
  readonly #usual = new Uint32Array(CLASSES);
  readonly #votes = new Uint32Array(CLASSES);
  readonly #classes = new Uint8Array(MOST_TICKS);

  write(into: ByteWriter, ticks: TickColumns, from: number, count: number, level: number): void {
    const { flags } = ticks;
    const first = flags[from] as number;
    if (isSame(flags, from, count)) {
      into.u8(KIND.same);
      into.u32(first);
      return;
    }
    this.#choose(ticks, from, count);
    const numbers = this.#numbers;
    numbers.wide = false;
    const { low } = numbers;
    for (let i = 0; i < count; i++) {
      low[i] = (flags[from + i] as number) ^ (this.#usual[this.#classes[i] as number] as number);
    }
    into.u8(KIND.guessed);
    for (const usual of this.#usual) into.u32(usual);
    numbers.write(into, count, level);
  }

  /**
   * Reads into `ticks`, whose prices are there already and whose flags are 0.
   * @param dealt whether any `last` may differ from 0: a column of zeros need not be looked at, nor its memory touched.
   * @throws BlockFault.
   */
  read(from: ByteReader, ticks: TickColumns, at: number, count: number, dealt: boolean): void {
    const kind = from.u8();
    const { flags, bid, ask, last } = ticks;
    if (kind === KIND.same) {
      const same = from.u32();
      // Memory that nobody has touched yet costs nothing; writing zeros to it does.
      if (same !== 0) flags.fill(same, at, at + count);
      return;
    }
    if (kind !== KIND.guessed) throw new BlockFault(`the flags are of the unknown kind ${kind}`);
    for (let i = 0; i < CLASSES; i++) this.#usual[i] = from.u32();
    this.#numbers.read(from, count);
    const { low } = this.#numbers;
    const usual = this.#usual;
    flags[at] = (low[0] as number) ^ (usual[CLASSES - 1] as number);
    for (let i = 1; i < count; i++) {
      const to = at + i;
      const quotes = (bid[to] === bid[to - 1] ? 0 : 1) | (ask[to] === ask[to - 1] ? 0 : 2);
      const prices = dealt && last[to] !== last[to - 1] ? quotes | 4 : quotes;
      flags[to] = (low[i] as number) ^ (usual[prices] as number);
    }
  }

  /** The flags that most ticks of a class have, where more than half of them have the same (Boyer and Moore's vote). */
  #choose(ticks: TickColumns, from: number, count: number): void {
    this.#usual.fill(0);
    this.#votes.fill(0);
    for (let i = 0; i < count; i++) {
      const kind = classOf(ticks, from, i);
      this.#classes[i] = kind;
      const flags = ticks.flags[from + i] as number;
      const votes = this.#votes[kind] as number;
      if (votes === 0) this.#usual[kind] = flags;
      this.#votes[kind] = this.#usual[kind] === flags ? votes + 1 : votes - 1;
    }
  }
}

/** Which prices tick `from + i` changed; the first of a block counts as all, for it is read without the one before. */
function classOf({ bid, ask, last }: TickColumns, from: number, i: number): number {
  if (i === 0) return CLASSES - 1;
  const at = from + i;
  return (bid[at] === bid[at - 1] ? 0 : 1) | (ask[at] === ask[at - 1] ? 0 : 2) | (last[at] === last[at - 1] ? 0 : 4);
}

function isSame(flags: Uint32Array, from: number, count: number): boolean {
  for (let i = from + 1; i < from + count; i++) if (flags[i] !== flags[from]) return false;
  return true;
}
