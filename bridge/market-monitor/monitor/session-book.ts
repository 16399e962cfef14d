import type { AnyFrame, ItemOf } from "#shared/link/frame.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { TradeSession } from "#shared/market/monitor/session-calendar.ts";
import type { TerminalLink, TerminalLinkListener } from "../../ports/terminal-link.ts";

type Told = ItemOf<"SymbolSessions">;

/** Symbols of an account whose hours are kept: what is beyond was never subscribed. */
const MOST_SYMBOLS = 4_096;

/** Trading sessions of every symbol, as its broker told them last. */
export class SessionBook implements TerminalLinkListener {
  readonly #sessions = new Map<AccountId, Map<string, readonly TradeSession[]>>();

  /** Trading sessions of a week, broker time; undefined where the broker has told none. */
  of(account: AccountId, symbol: string): readonly TradeSession[] | undefined {
    return this.#sessions.get(account)?.get(symbol);
  }

  /** @param instrument `login@server/symbol`; a server's name may hold a slash. */
  ofInstrument(account: AccountId, instrument: InstrumentId): readonly TradeSession[] | undefined {
    return this.of(account, instrument.slice(account.length + 1));
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (frame.name !== "SymbolSessions") return;
    const { id } = link.account;
    const known = this.#sessions.get(id) ?? new Map<string, readonly TradeSession[]>();
    this.#sessions.set(id, known);
    // A frame holds whole symbols as a rule; one that is split over two adds to what the first brought.
    const { part } = frame.fields;
    for (const [symbol, items] of Map.groupBy(frame.items, (item) => item.symbol)) {
      if (known.size >= MOST_SYMBOLS && !known.has(symbol)) continue;
      const told = items.filter(({ kind }) => kind === "trade").map(sessionOf);
      const before = part > 0 ? (known.get(symbol) ?? []) : [];
      known.set(symbol, [...before.filter((old) => !told.some((now) => same(old, now))), ...told]);
    }
  }
}

const sessionOf = ({ weekday, fromS, toS }: Told): TradeSession => ({
  day: weekday,
  fromMs: fromS * 1_000,
  toMs: toS * 1_000,
});

const same = (a: TradeSession, b: TradeSession): boolean =>
  a.day === b.day && a.fromMs === b.fromMs && a.toMs === b.toMs;
