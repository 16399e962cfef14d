import { contract } from "#shared/contract/contract.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { MonitorPorts } from "./monitor-ports.ts";
import { SourceBoard } from "./source-board.ts";
import { SymbolWatch } from "./symbol-watch.ts";

const EVERY_MS = 1_000;
/**
 * Reads that may be under way at once, of ticks and of days apart: a watch over hundreds of symbols must not hold up a
 * chart, and days may wait for a broker's cold history, which no row's ticks are to wait for.
 */
const MOST_READS = 2;

type Wanted = "ticks" | "days";

/**
 * Measures the market for whoever looks: while nobody does, a tick costs it one look into an empty table and nothing is
 * kept. Each watched instrument holds a bounded window, and its figures are told at most once a second.
 */
export class MarketMonitor {
  readonly symbols = topicOf(contract.monitor.symbols);
  readonly sources = topicOf(contract.monitor.sources);
  readonly #ports: MonitorPorts;
  readonly #board: SourceBoard;
  readonly #watches = new Map<InstrumentId, SymbolWatch>();
  readonly #viewers = new Map<AccountId, number>();
  #comparing = 0;
  #timer: (() => void) | undefined;
  readonly #reads = { ticks: 0, days: 0 };

  constructor(ports: MonitorPorts) {
    this.#ports = ports;
    this.#board = new SourceBoard(ports, this.sources);
  }

  /** Instruments under observation. */
  get watched(): number {
    return this.#watches.size;
  }

  /** Begins to measure an account's instruments. Every `watch` needs an `unwatch`. */
  watch(account: AccountId): void {
    this.#viewers.set(account, (this.#viewers.get(account) ?? 0) + 1);
    this.#begin();
  }

  unwatch(account: AccountId): void {
    const left = (this.#viewers.get(account) ?? 0) - 1;
    if (left > 0) this.#viewers.set(account, left);
    else {
      this.#viewers.delete(account);
      for (const [id, { instrument }] of this.#watches) {
        if (instrument.accountId !== account) continue;
        this.#watches.delete(id);
        this.symbols.delete(id);
      }
    }
    this.#endIfUnseen();
  }

  /** Begins to compare accounts. Every `compare` needs an `uncompare`. */
  compare(): void {
    this.#comparing += 1;
    this.#begin();
  }

  uncompare(): void {
    this.#comparing -= 1;
    if (this.#comparing === 0) this.#board.clear();
    this.#endIfUnseen();
  }

  /** Every live frame; on the hot path. */
  readonly ticks = (instrument: InstrumentId, ticks: TickColumns, count: number): void => {
    if (this.#comparing > 0) this.#board.ticked(instrument);
    this.#watches.get(instrument)?.ticks(ticks, count);
  };

  stop(): void {
    this.#timer?.();
    this.#timer = undefined;
  }

  #begin(): void {
    this.#timer ??= this.#ports.clock.every(EVERY_MS, () => this.#look());
    this.#look();
  }

  #endIfUnseen(): void {
    if (this.#viewers.size === 0 && this.#comparing === 0) this.stop();
  }

  #look(): void {
    if (this.#viewers.size > 0) this.#lookAtSymbols();
    if (this.#comparing > 0) this.#board.look();
  }

  #lookAtSymbols(): void {
    for (const instrument of this.#ports.instruments.values()) {
      const known = this.#watches.get(instrument.id);
      // Another point (the broker changed the symbol) makes other spreads.
      if (!this.#viewers.has(instrument.accountId) || known?.instrument.point === instrument.point) continue;
      this.#watches.set(instrument.id, new SymbolWatch(instrument, this.#ports));
    }
    for (const watch of this.#watches.values()) this.#tell(watch);
    this.#fill("ticks");
    this.#fill("days");
  }

  #tell(watch: SymbolWatch): void {
    const news = watch.news();
    if (news !== undefined) this.symbols.set(news);
  }

  #fill(kind: Wanted): void {
    while (this.#reads[kind] < MOST_READS) {
      const watch = kind === "ticks" ? this.#withoutTicks() : this.#longestWithoutDays();
      if (watch === undefined) return;
      void this.#read(kind, watch);
    }
  }

  #withoutTicks(): SymbolWatch | undefined {
    return [...this.#watches.values()].find(({ lacksTicks }) => lacksTicks);
  }

  /** In turn: who asks often because its history is cold must not keep the others from theirs. */
  #longestWithoutDays(): SymbolWatch | undefined {
    let found: SymbolWatch | undefined;
    for (const watch of this.#watches.values())
      if (watch.lacksDays && (found === undefined || watch.daysAskedMs < found.daysAskedMs)) found = watch;
    return found;
  }

  async #read(kind: Wanted, watch: SymbolWatch): Promise<void> {
    this.#reads[kind] += 1;
    await (kind === "ticks" ? watch.readTicks() : watch.readDays());
    this.#reads[kind] -= 1;
    if (this.#watches.get(watch.instrument.id) === watch) this.#tell(watch);
    this.#fill(kind);
  }
}
