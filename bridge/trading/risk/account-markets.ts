import type { AnyFrame, ItemOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { type Rates, ratesOf } from "#shared/trading/valuation/rates.ts";
import type { TerminalLink, TerminalLinkListener } from "../../ports/terminal-link.ts";

/** The last quote of an instrument; `timeMs` is the broker's. */
export interface LastQuote {
  readonly bid: number;
  readonly ask: number;
  readonly timeMs: number;
}

type SymbolSession = ItemOf<"SymbolSessions">;

interface Market {
  readonly specs: Map<string, InstrumentSpec>;
  readonly sessions: Map<string, SymbolSession[]>;
}

const DAY_S = 86_400;

/** What each account's broker offers: specifications, trade sessions, and the rates that its quotes make. */
export class AccountMarkets implements TerminalLinkListener {
  readonly #quote: (account: AccountId, symbol: string) => LastQuote | null;
  readonly #remembered: (account: AccountId) => readonly InstrumentSpec[];
  readonly #markets = new Map<AccountId, Market>();

  /** @param remembered what the ledger knows of an account's instruments. */
  constructor(
    quote: (account: AccountId, symbol: string) => LastQuote | null,
    remembered: (account: AccountId) => readonly InstrumentSpec[],
  ) {
    this.#quote = quote;
    this.#remembered = remembered;
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    const { specs, sessions } = this.#of(link.account.id);
    if (frame.name === "SymbolSpecs") for (const spec of frame.items) specs.set(spec.symbol, spec);
    if (frame.name !== "SymbolSessions") return;
    for (const [symbol, told] of Map.groupBy(frame.items, (session) => session.symbol)) {
      const trade = told.filter(({ kind }) => kind === "trade");
      // A symbol's sessions may be split over parts; the first one begins them anew.
      sessions.set(symbol, frame.fields.part === 0 ? trade : [...(sessions.get(symbol) ?? []), ...trade]);
    }
  }

  spec(account: AccountId, symbol: string): InstrumentSpec | null {
    return this.#of(account).specs.get(symbol) ?? null;
  }

  quote(account: AccountId, symbol: string): LastQuote | null {
    return this.#quote(account, symbol);
  }

  /** Whether the broker takes orders at this hour of its clock; `unknown` until it has told its sessions. */
  market(account: AccountId, symbol: string, brokerMs: number | null): "open" | "closed" | "unknown" {
    const sessions = this.#of(account).sessions.get(symbol);
    if (sessions === undefined || sessions.length === 0 || brokerMs === null) return "unknown";
    const second = Math.floor(brokerMs / 1_000);
    // 1970-01-01 was a Thursday.
    const weekday = (Math.floor(second / DAY_S) + 4) % 7;
    const ofDay = second % DAY_S;
    return sessions.some((each) => each.weekday === weekday && each.fromS <= ofDay && ofDay < each.toS)
      ? "open"
      : "closed";
  }

  /** Conversion by every quoted pair of the account. */
  rates(account: AccountId): Rates {
    const pairs = [...this.#of(account).specs.values()].flatMap(({ symbol, currencyBase, currencyProfit }) => {
      if (currencyBase === currencyProfit) return [];
      const quote = this.#quote(account, symbol);
      return quote === null ? [] : [{ base: currencyBase, profit: currencyProfit, bid: quote.bid, ask: quote.ask }];
    });
    return ratesOf(pairs);
  }

  #of(account: AccountId): Market {
    const known = this.#markets.get(account);
    if (known !== undefined) return known;
    const specs = new Map(this.#remembered(account).map((spec) => [spec.symbol, spec]));
    const made: Market = { specs, sessions: new Map() };
    this.#markets.set(account, made);
    return made;
  }
}
