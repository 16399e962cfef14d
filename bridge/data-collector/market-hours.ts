import type { ItemOf } from "#shared/link/frame.ts";

type SymbolSession = ItemOf<"SymbolSessions">;

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

const DAY_S = 86_400;
/** MT5's programs name sixteen a day; more would only take time. */
const MOST_SESSIONS = 7 * 16;

/** When a broker quotes a symbol: MT5's quote sessions, broker time. */
export class MarketHours {
  readonly #sessions: readonly SymbolSession[];

  constructor(sessions: readonly SymbolSession[]) {
    this.#sessions = sessions
      .filter(({ kind, weekday, toS }) => kind === "quote" && weekday < 7 && toS <= DAY_S)
      .slice(0, MOST_SESSIONS);
  }

  /** How long of [fromMs, toMs] the market was open; all of it while the hours are unknown. */
  openMs(fromMs: number, toMs: number): number {
    if (this.#sessions.length === 0) return Math.max(0, toMs - fromMs);
    // Every week has the same hours: a program may name ticks that lie a thousand years apart.
    const weeks = Math.max(0, Math.floor((toMs - fromMs) / WEEK_MS));
    const inAWeek = weeks === 0 ? 0 : this.#openMs(fromMs, fromMs + WEEK_MS);
    return weeks * inAWeek + this.#openMs(fromMs + weeks * WEEK_MS, toMs);
  }

  #openMs(fromMs: number, toMs: number): number {
    let open = 0;
    for (let day = Math.floor(fromMs / DAY_MS) * DAY_MS; day < toMs; day += DAY_MS) {
      // 1970-01-01 was a Thursday.
      const weekday = (day / DAY_MS + 4) % 7;
      for (const { weekday: on, fromS, toS } of this.#sessions) {
        if (on !== weekday) continue;
        open += Math.max(0, Math.min(toMs, day + toS * 1_000) - Math.max(fromMs, day + fromS * 1_000));
      }
    }
    return open;
  }
}
