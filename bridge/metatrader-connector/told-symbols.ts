import type { AnyFrame, Frame } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { specProblem } from "#shared/market/spec-problem.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Session } from "./session.ts";
import type { SessionBook } from "./session-book.ts";

/** More than any collector subscribes to; each is kept for the windows. */
const MOST_SYMBOLS = 4_096;

/**
 * What programs say of a broker's symbols, before anybody acts on it. Of several terminals with one login the one is
 * believed whose ticks are collected, and a specification only when it can be true: windows, sizes and risk rest on it.
 */
export class ToldSymbols {
  readonly #sessions: SessionBook;
  readonly #events: EventSink;
  readonly #known = new Map<AccountId, Set<string>>();

  constructor(sessions: SessionBook, events: EventSink) {
    this.#sessions = sessions;
    this.#events = events;
  }

  /** @returns the frame as far as it is believed; undefined = not at all. */
  believed(session: Session, frame: AnyFrame): AnyFrame | undefined {
    if (frame.name !== "SymbolSpecs" && frame.name !== "SymbolSessions") return frame;
    if (!this.#sessions.leads(session)) return undefined;
    return frame.name === "SymbolSpecs" ? this.#possible(session, frame) : frame;
  }

  #possible(session: Session, frame: Frame<"SymbolSpecs">): Frame<"SymbolSpecs"> {
    const items = frame.items.filter((spec) => {
      const why = specProblem(spec) ?? (this.#hasRoom(session, spec.symbol) ? undefined : "there are too many symbols");
      if (why !== undefined) this.#refused(session, spec.symbol, why);
      return why === undefined;
    });
    return items.length === frame.items.length ? frame : { ...frame, items };
  }

  #hasRoom({ account }: Session, symbol: string): boolean {
    const known = this.#known.get(account.id) ?? new Set();
    this.#known.set(account.id, known);
    if (known.size < MOST_SYMBOLS) known.add(symbol);
    return known.has(symbol);
  }

  #refused({ terminal, terminalName, account }: Session, symbol: string, why: string): void {
    const details = { terminal, account: account.id, name: terminalName, symbol, why };
    this.#events.report(eventNotice("warning", "SPEC_REFUSED", details));
  }
}
