import type { AccountRule, Firing, SessionHappening } from "#shared/alerts/alert.ts";
import type { Moment, Watched } from "#shared/alerts/watched.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { SessionHappened } from "../../ports/alert-store.ts";
import type { AlertParts } from "./alert-ports.ts";
import type { AlertShelf } from "./alert-shelf.ts";
import { FeedSilence } from "./feed-silence.ts";

/** A link that comes back within this is not worth an alarm. */
const LINK_DOWN_MS = 10_000;
const DISK_FULL_BYTES = 200_000_000;
const SYNC_STUCK_MS = 300_000;
const EVENTS_AT_ONCE = 500;

const HAPPENINGS: Readonly<Record<string, SessionHappening>> = {
  RUNNING: "started",
  STOPPED: "stopped",
  RULE_FIRED: "ruleHit",
  TRADE_FAILED: "orderRejected",
};

interface SlowParts extends Pick<AlertParts, "store" | "facts" | "clock" | "ticks" | "passing"> {
  readonly shelf: AlertShelf;
  readonly fired: (source: string, firing: Firing) => void;
}

/** What a condition is judged by: met when it becomes true. */
const asValue = (holds: boolean): number => (holds ? 1 : -1);

/**
 * Alerts on what is no tick. Accounts, feeds and the platform are conditions: whether one held last is kept with the
 * alert, so a crash neither tells it twice nor forgets it, as long as it still holds. Sessions' events are read from the
 * ledger after a cursor.
 */
export class SlowSources {
  readonly #parts: SlowParts;
  readonly #silence: FeedSilence;
  #seenEvent: number;

  constructor(parts: SlowParts, seenEvent: number) {
    this.#parts = parts;
    this.#silence = new FeedSilence(parts);
    this.#seenEvent = seenEvent;
  }

  /** Takes up how long feeds have been silent; to be awaited before the first look. */
  async start(cursors: ReadonlyMap<string, unknown>): Promise<void> {
    const feeds = [...this.#parts.shelf.all()].flatMap(({ watched: { alert } }) =>
      alert.rule.kind === "feed" ? [alert.rule.instrument] : [],
    );
    await this.#silence.start(feeds, cursors);
  }

  /** What is kept of a source besides its alerts; undefined for one of which nothing is, or nothing new. */
  cursor(source: string): unknown {
    if (source === "sessions") return this.#seenEvent;
    return source.startsWith("feed:") ? this.#silence.unkept(source) : undefined;
  }

  /** Cursors of these are on disk. */
  written(sources: Iterable<string>): void {
    this.#silence.written(sources);
  }

  /** Session events up to now are no news. */
  skipSessionEvents(): void {
    this.#seenEvent = this.#parts.store.lastSessionEvent();
  }

  ticked(instrument: InstrumentId): void {
    this.#silence.ticked(instrument);
  }

  /** An account's figures are new. */
  figures(account: AccountId): void {
    const source = `account:${account}`;
    const { shelf, facts } = this.#parts;
    if (!shelf.has(source)) return;
    const figures = facts.figures(account);
    const equity = figures.find(({ figure }) => figure === "equity")?.value;
    for (const { watched } of shelf.of(source)) {
      const rule = watched.alert.rule as AccountRule;
      if (!watched.armed) continue;
      if (rule.figure === "drawdown") {
        if (equity !== undefined) this.#take(source, watched, drawdown(watched, equity), rule);
        continue;
      }
      const known = figures.find(({ figure }) => figure === rule.figure);
      if (known !== undefined) this.#take(source, watched, known.value, rule, known.detail);
    }
  }

  /** Once a second. */
  look(): void {
    this.#feeds();
    this.#platform();
    this.#sessions();
  }

  #feeds(): void {
    for (const { watched, source } of this.#parts.shelf.all()) {
      const { rule } = watched.alert;
      if (rule.kind !== "feed" || !watched.armed) continue;
      const silentMs = this.#silence.of(rule.instrument);
      const stale = silentMs >= rule.staleMs;
      if (stale && this.#silence.mayComeYet(rule.instrument, rule.staleMs)) continue;
      this.#condition(source, watched, stale, `${Math.floor(silentMs / 1_000)} s`);
    }
  }

  #platform(): void {
    const { shelf, facts } = this.#parts;
    if (!shelf.has("platform")) return;
    const lost = facts.lostLinks().filter(({ forMs }) => forMs >= LINK_DOWN_MS);
    const free = facts.freeBytes();
    const stuck = facts.syncStuckMs();
    for (const { watched, source } of shelf.of("platform")) {
      const { rule } = watched.alert;
      if (rule.kind !== "platform" || !watched.armed) continue;
      if (rule.trouble === "linkDown") {
        this.#condition(source, watched, lost.length > 0, lost.map(({ name }) => name).join(", "));
      } else if (rule.trouble === "diskFull") {
        if (free !== undefined)
          this.#condition(source, watched, free < DISK_FULL_BYTES, `${Math.floor(free / 1e6)} MB`);
      } else if (stuck !== undefined)
        this.#condition(source, watched, stuck >= SYNC_STUCK_MS, `${Math.floor(stuck / 60_000)} min`);
    }
  }

  #sessions(): void {
    const { shelf, store } = this.#parts;
    if (!shelf.has("sessions")) return;
    for (const event of store.sessionEvents(this.#seenEvent, EVENTS_AT_ONCE)) {
      this.#seenEvent = event.seq;
      for (const { watched, source } of shelf.of("sessions")) {
        const { rule } = watched.alert;
        if (rule.kind !== "session" || rule.happening !== HAPPENINGS[event.code]) continue;
        if (rule.session === null || rule.session === event.session)
          this.#tell(source, watched, momentOf(event), null, event.sessionName);
      }
    }
  }

  #condition(source: string, watched: Watched, holds: boolean, detail: string): void {
    if (watched.meets(asValue(holds), 0, "up")) this.#tell(source, watched, this.#now(), null, detail);
  }

  #take(source: string, watched: Watched, value: number, { level, direction }: AccountRule, detail = ""): void {
    if (watched.meets(value, level, direction)) this.#tell(source, watched, this.#now(), value, detail);
  }

  #tell(source: string, watched: Watched, at: Moment, value: number | null, detail: string): void {
    const firing = watched.fire(at, value, null, detail);
    if (firing !== undefined) this.#parts.fired(source, firing);
  }

  #now(): Moment {
    const utcMs = this.#parts.clock.utcMs();
    return { sourceMs: utcMs, utcMs };
  }
}

const momentOf = ({ atMs }: SessionHappened): Moment => ({ sourceMs: atMs, utcMs: atMs });

/** Percent below the highest equity since the alert was armed. */
function drawdown(watched: Watched, equity: number): number {
  const peak = Math.max(watched.state.peak ?? equity, equity);
  if (peak !== watched.state.peak) watched.set({ peak });
  return peak > 0 ? ((peak - equity) / peak) * 100 : 0;
}
