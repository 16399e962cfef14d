import type { CalendarState, Release } from "#shared/contract/calendar.ts";
import { releaseOf } from "#shared/market/calendar/release.ts";
import type { Clock } from "../ports/clock.ts";
import type { CalendarValue, DataProvider, DataProviderListener, DataProviders } from "../ports/data-provider.ts";

const DAY = 86_400_000;
/** What is kept: the week behind and two weeks ahead. */
const BEHIND_MS = 7 * DAY;
const AHEAD_MS = 14 * DAY;
/** The window moves on, and what a change may have missed comes with it. */
const READ_EVERY_MS = 6 * 3_600_000;
/** A calendar that could not be had is asked for again. */
const AGAIN_MS = 60_000;

export interface CalendarParts {
  readonly providers: DataProviders;
  readonly clock: Clock;
  readonly show: (state: CalendarState) => void;
}

/**
 * The economic calendar of the providers that are there: MT5's, or the paper market's where there is no MT5. It is read when
 * somebody first looks; from then on changes come by themselves.
 */
export class CalendarService implements DataProviderListener {
  readonly #parts: CalendarParts;
  readonly #unlisten: () => void;
  #state: CalendarState = { status: "none", source: null, kind: null, readMs: null, revision: 0 };
  #releases = new Map<string, Release>();
  #provider: DataProvider | undefined;
  #offsetMs = 0;
  #wanted = false;
  #turn = 0;
  #cancel: (() => void) | undefined;

  constructor(parts: CalendarParts) {
    this.#parts = parts;
    this.#unlisten = parts.providers.listen(this);
  }

  stop(): void {
    this.#unlisten();
    this.#cancel?.();
    this.#turn += 1;
  }

  /** Somebody looks: from now on it is kept up to date. */
  want(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#read();
  }

  get state(): CalendarState {
    return this.#state;
  }

  /** Releases in [fromMs, toMs], UTC, oldest first. */
  releases(fromMs: number, toMs: number): Release[] {
    return [...this.#releases.values()]
      .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
      .toSorted((a, b) => a.atMs - b.atMs || a.name.localeCompare(b.name));
  }

  came(provider: DataProvider): void {
    // A service that joins may have what its EA could not give; MT5's calendar is worth more than a made-up one.
    const better = this.#state.kind === "paper" && provider.kind === "mt5";
    if (this.#wanted && (better || this.#state.status !== "ready")) void this.#read();
  }

  went(provider: DataProvider): void {
    if (provider === this.#provider && this.#wanted) void this.#read();
  }

  calendarLost(provider: DataProvider): void {
    if (provider === this.#provider) void this.#read();
  }

  calendarChanged(provider: DataProvider, values: readonly CalendarValue[]): void {
    if (provider !== this.#provider) return;
    this.#keep(values);
    this.#tell({ revision: this.#state.revision + 1 });
  }

  async #read(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#cancel?.();
    const { clock, providers } = this.#parts;
    const nowMs = clock.utcMs();
    // Beside a broker nobody wants made-up releases: then it is MT5's, of several the one that came first, or none.
    const real = providers.all().filter(({ kind }) => kind === "mt5");
    const ranked = real.length > 0 ? real : providers.all();
    if (real.length > 0 && this.#state.kind === "paper") {
      this.#releases = new Map();
      this.#tell({ source: null, kind: null, revision: this.#state.revision + 1 });
    }
    if (ranked.length === 0) {
      this.#provider = undefined;
      return this.#tell({ status: "none", source: null, kind: null });
    }
    if (this.#releases.size === 0) this.#tell({ status: "reading" });
    let worst: CalendarState["status"] = "unavailable";
    for (const provider of ranked) {
      const { status, values, offsetMs } = await provider.readCalendar(nowMs - BEHIND_MS, nowMs + AHEAD_MS);
      if (turn !== this.#turn) return;
      if (status === "complete") {
        this.#provider = provider;
        this.#offsetMs = offsetMs;
        this.#releases = new Map();
        this.#keep(values);
        const { name: source, kind } = provider;
        this.#tell({ status: "ready", source, kind, readMs: nowMs, revision: this.#state.revision + 1 });
        this.#again(READ_EVERY_MS);
        return;
      }
      if (status === "serviceNeeded" || status === "timeout") worst = status;
    }
    this.#provider = undefined;
    this.#tell({ status: worst });
    this.#again(AGAIN_MS);
  }

  #again(ms: number): void {
    this.#cancel = this.#parts.clock.after(ms, () => void this.#read());
  }

  #keep(values: readonly CalendarValue[]): void {
    for (const value of values) {
      const release = releaseOf(value, this.#offsetMs);
      this.#releases.set(release.id, release);
    }
  }

  #tell(change: Partial<CalendarState>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.show(this.#state);
  }
}
