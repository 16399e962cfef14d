import type { AnyFrame, Frame, ItemOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import type { CalendarAnswer, CalendarValue, DataProvider, DataProviderListener } from "../ports/data-provider.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";

/** MT5 tries eight times, half a second apart, each of which may block: then nobody answers. */
const CALENDAR_MS = 60_000;
const SECOND_MS = 1_000;

/** Tells every listener. */
export type TellListeners = <K extends keyof DataProviderListener>(
  what: K,
  ...told: Parameters<NonNullable<DataProviderListener[K]>>
) => void;

/** A reading of the calendar that is under way. */
interface Reading {
  readonly link: TerminalLink;
  readonly request: number;
  readonly values: CalendarValue[];
  nextPart: number;
  readonly settle: (status: CalendarAnswer["status"]) => void;
}

/** One account's terminal as a provider: its EA has the books, its history service the calendar, which may block. */
export class TerminalProvider implements DataProvider {
  readonly id: AccountId;
  readonly name: string;
  readonly kind: "mt5" | "paper";
  readonly #clock: Clock;
  readonly #tell: TellListeners;
  readonly #links = new Set<TerminalLink>();
  #wanted: { readonly symbols: readonly string[]; readonly everyMs: number } = { symbols: [], everyMs: 0 };
  /** Symbols of the last BookFollow by their numbers, which are never used again: a late image of an old one is not taken. */
  #books = new Map<number, string>();
  #lastBook = 0;
  #request = 0;
  #reading: Reading | undefined;
  /** The request whose changes are followed, and by whom. */
  #following: { readonly link: TerminalLink; readonly request: number } | undefined;

  constructor(link: TerminalLink, clock: Clock, tell: TellListeners) {
    this.id = link.account.id;
    this.kind = link.kind;
    this.name = link.kind === "paper" ? link.terminalName : link.account.server;
    this.#clock = clock;
    this.#tell = tell;
  }

  get isEmpty(): boolean {
    return this.#links.size === 0;
  }

  opened(link: TerminalLink): void {
    this.#links.add(link);
    if (link.role === "ea") this.#follow();
  }

  closed(link: TerminalLink): void {
    this.#links.delete(link);
    if (this.#reading?.link === link) this.#reading.settle("silent");
    // The same login may be in another terminal, which goes on with the books.
    if (link.role === "ea") this.#follow();
    if (this.#following?.link !== link) return;
    this.#following = undefined;
    this.#tell("calendarLost", this);
  }

  followBooks(symbols: readonly string[], everyMs: number): void {
    this.#wanted = { symbols: [...symbols], everyMs };
    this.#follow();
  }

  async readCalendar(fromMs: number, toMs: number): Promise<CalendarAnswer> {
    const service = this.#linkOf("historyService");
    let answer = service && (await this.#ask(service, fromMs, toMs));
    // A paper terminal is its own service; an EA says who can answer.
    const ea = this.#linkOf("ea");
    if (answer === undefined && ea !== undefined) answer = await this.#ask(ea, fromMs, toMs);
    return answer ?? { status: "silent", values: [], offsetMs: 0 };
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (!this.#links.has(link)) return;
    switch (frame.name) {
      case "BookFollowed":
        for (const { book, status, error } of frame.items) {
          const symbol = this.#books.get(book);
          if (symbol !== undefined) this.#tell("bookStatus", this, symbol, status, error);
        }
        return;
      case "BookImage": {
        const symbol = this.#books.get(frame.fields.book);
        const { brokerMs, levels } = frame.fields;
        if (symbol !== undefined) this.#tell("book", this, symbol, { brokerMs, levels, items: frame.items });
        return;
      }
      case "CalendarValues":
        return this.#values(link, frame);
      case "CalendarEnd":
        this.#readingOf(link, frame.fields.request)?.settle(statusOf(frame.fields.status));
        return;
      case "CalendarChanged":
        if (this.#following?.link === link && this.#following.request === frame.fields.request)
          this.#tell("calendarChanged", this, frame.items);
        return;
      default:
    }
  }

  #follow(): void {
    const link = this.#linkOf("ea");
    if (link === undefined || link.reduceOnly) return;
    if (this.#wanted.symbols.length === 0 && this.#books.size === 0) return;
    const items = this.#wanted.symbols.map((symbol): ItemOf<"BookFollow"> => {
      this.#lastBook += 1;
      return { book: this.#lastBook, symbol };
    });
    this.#books = new Map(items.map(({ book, symbol }) => [book, symbol]));
    this.#request += 1;
    link.send("BookFollow", { fields: { request: this.#request, everyMs: this.#wanted.everyMs }, items });
  }

  #ask(link: TerminalLink, fromMs: number, toMs: number): Promise<CalendarAnswer> {
    // The newest request counts, here as in the program.
    this.#reading?.settle("silent");
    const offsetMs = link.utcOffsetS * SECOND_MS;
    this.#request += 1;
    const request = this.#request;
    return new Promise((resolve) => {
      const values: CalendarValue[] = [];
      const cancel = this.#clock.after(CALENDAR_MS, () => settle("silent"));
      const settle = (status: CalendarAnswer["status"]): void => {
        cancel();
        this.#reading = undefined;
        if (status === "complete") this.#following = { link, request };
        resolve({ status, values: status === "complete" ? values : [], offsetMs });
      };
      this.#reading = { link, request, values, nextPart: 0, settle };
      const fields = { request, fromMs: fromMs + offsetMs, toMs: toMs + offsetMs, follow: true };
      link.send("CalendarRequest", { fields });
    });
  }

  #values(link: TerminalLink, { fields, items }: Frame<"CalendarValues">): void {
    const reading = this.#readingOf(link, fields.request);
    if (reading === undefined) return;
    if (fields.part !== reading.nextPart) return reading.settle("failed");
    reading.nextPart += 1;
    reading.values.push(...items);
  }

  #readingOf(link: TerminalLink, request: number): Reading | undefined {
    return this.#reading?.link === link && this.#reading.request === request ? this.#reading : undefined;
  }

  #linkOf(role: TerminalLink["role"]): TerminalLink | undefined {
    return [...this.#links].find((link) => link.role === role && link.open);
  }
}

function statusOf(status: Frame<"CalendarEnd">["fields"]["status"]): CalendarAnswer["status"] {
  switch (status) {
    case "complete":
    case "timeout":
    case "notAvailable":
    case "serviceNeeded":
      return status;
    default:
      return "failed";
  }
}
