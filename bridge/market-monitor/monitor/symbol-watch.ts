import type { Instrument } from "#shared/contract/market.ts";
import type { SymbolMeasures } from "#shared/contract/monitor.ts";
import { FeedWindow, SPREAD_TICKS } from "#shared/market/monitor/feed-window.ts";
import { marketHours } from "#shared/market/monitor/session-calendar.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { ATR_DAYS, DAYS, type Days, dailyFigures, daysOf } from "./daily-figures.ts";
import type { MonitorPorts } from "./monitor-ports.ts";

/** Daily bars are read anew this often while somebody looks. */
const DAYS_EVERY_MS = 60_000;
/** Sooner while the broker still fetches them: MT5 may take its time over a cold history. */
const FEW_DAYS_EVERY_MS = 5_000;

/** One instrument under observation: its last minutes, and its days as the store has them. */
export class SymbolWatch {
  readonly instrument: Instrument;
  readonly #ports: MonitorPorts;
  readonly #window: FeedWindow;
  /** Live ticks that came while the stored ones were read: they are newer. */
  #meanwhile: [number, number, number][] | undefined = [];
  #days: Days | undefined;
  #told = "";
  #readsTicks = false;
  #readsDays = false;
  /** Monotonic ms at which its days were asked for last; -Infinity before that. */
  daysAskedMs = Number.NEGATIVE_INFINITY;

  constructor(instrument: Instrument, ports: MonitorPorts) {
    this.instrument = instrument;
    this.#ports = ports;
    this.#window = new FeedWindow(instrument.point > 0 ? instrument.point : 1);
  }

  /** Its stored ticks have not been asked for. */
  get lacksTicks(): boolean {
    return this.#meanwhile !== undefined && !this.#readsTicks;
  }

  /** Its days have grown old. */
  get lacksDays(): boolean {
    const everyMs = (this.#days?.closed.count ?? 0) > ATR_DAYS ? DAYS_EVERY_MS : FEW_DAYS_EVERY_MS;
    return !this.#readsDays && this.#ports.clock.monotonicMs() - this.daysAskedMs >= everyMs;
  }

  ticks({ timeMs, bid, ask }: TickColumns, count: number): void {
    for (let i = 0; i < count; i++) this.#take(timeMs[i] ?? 0, bid[i] ?? 0, ask[i] ?? 0);
  }

  /** Reads the last minutes that are stored. Never rejects: without them the row begins with what comes live. */
  async readTicks(): Promise<void> {
    this.#readsTicks = true;
    try {
      const { timeMs, bid, ask, count } = await this.#ports.tail(this.instrument.id, SPREAD_TICKS);
      const until = this.#meanwhile?.[0]?.[0] ?? Number.POSITIVE_INFINITY;
      for (let i = 0; i < count; i++) {
        const at = timeMs[i] ?? 0;
        if (at < until) this.#window.add(at, bid[i] ?? 0, ask[i] ?? 0);
      }
    } catch {
      // The store has said what is wrong.
    } finally {
      const meanwhile = this.#meanwhile ?? [];
      this.#meanwhile = undefined;
      for (const tick of meanwhile) this.#window.add(...tick);
    }
  }

  /** Reads its daily bars. Never rejects: the row goes on with what it has and asks again. */
  async readDays(): Promise<void> {
    this.#readsDays = true;
    this.daysAskedMs = this.#ports.clock.monotonicMs();
    try {
      const { id, accountId } = this.instrument;
      const days = await this.#ports.days(id, DAYS);
      this.#days = daysOf(days, this.#ports.brokerNow(accountId) ?? days.at(-1)?.timeMs ?? 0);
    } catch {
      // The store has said what is wrong.
    } finally {
      this.#readsDays = false;
    }
  }

  /** @returns the figures when they differ from those told last. */
  news(): SymbolMeasures | undefined {
    const measures = this.#measures();
    const said = JSON.stringify(measures);
    if (said === this.#told) return undefined;
    this.#told = said;
    return measures;
  }

  #take(timeMs: number, bid: number, ask: number): void {
    if (this.#meanwhile === undefined) this.#window.add(timeMs, bid, ask);
    else if (this.#meanwhile.length < SPREAD_TICKS) this.#meanwhile.push([timeMs, bid, ask]);
  }

  #measures(): SymbolMeasures {
    const { id, accountId } = this.instrument;
    const { sessions, brokerNow, holidays, limits, quotes } = this.#ports;
    const window = this.#window;
    const nowMs = Math.max(brokerNow(accountId) ?? 0, window.lastTickMs ?? 0);
    const told = sessions.ofInstrument(accountId, id);
    const closed = holidays();
    const hours = told === undefined || told.length === 0 ? undefined : marketHours(told, nowMs, closed);
    // Silence is no sign of a stale feed before the stored ticks were read.
    const nothing = window.lastTickMs === undefined && (hours === undefined || this.#meanwhile !== undefined);
    const day = Math.floor(nowMs / DAY_MS);
    return {
      instrumentId: id,
      feed: nothing ? "unknown" : window.state(nowMs, hours?.open ?? true, limits()),
      lastTickMs: window.lastTickMs ?? null,
      hours:
        hours === undefined
          ? null
          : {
              open: hours.open,
              changesMs: hours.changesMs ?? null,
              holiday: closed.some((time) => Math.floor(time / DAY_MS) === day),
            },
      spread: window.spread(nowMs) ?? null,
      rate: window.rate(nowMs),
      daily: this.#days === undefined ? null : dailyFigures(this.#days, quotes.get(id)?.bid),
    };
  }
}

const DAY_MS = 86_400_000;
