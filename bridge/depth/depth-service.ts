import type { BookView } from "#shared/contract/depth.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { sidesOf } from "#shared/market/depth/sides.ts";
import type { Clock } from "../ports/clock.ts";
import type { BookTold, DataProvider, DataProviderListener, DataProviders } from "../ports/data-provider.ts";

/** An EA that knows of depth answers at once; one that is older never does. */
const SILENT_MS = 5_000;
/** More books at once than any screen shows, and than one frame names. */
const MOST_BOOKS = 200;

/** An instrument whose depth can be asked for. */
export interface DepthInstrument {
  readonly id: InstrumentId;
  readonly accountId: AccountId;
  readonly symbol: string;
}

/** Keeps the images that it is given; must not throw. */
export interface BookRecorder {
  record(instrument: InstrumentId, atUtcMs: number, book: BookTold): void;
}

export interface DepthParts {
  readonly providers: DataProviders;
  readonly clock: Clock;
  readonly instrument: (id: InstrumentId) => DepthInstrument | undefined;
  readonly instruments: () => Iterable<DepthInstrument>;
  readonly everyMs: () => number;
  /** Names of the symbols that are recorded. */
  readonly recorded: () => readonly string[];
  readonly recorder: BookRecorder;
  readonly show: (view: BookView) => void;
  readonly hide: (instrument: InstrumentId) => void;
}

/** Books are asked of a broker while somebody looks at them, or records them, and of no other symbol. */
export class DepthService implements DataProviderListener {
  readonly #parts: DepthParts;
  readonly #watchers = new Map<InstrumentId, number>();
  readonly #views = new Map<InstrumentId, BookView>();
  readonly #asked = new Map<AccountId, string>();
  /** Instruments of which the EA has said how they stand. */
  readonly #answered = new Set<InstrumentId>();
  readonly #unlisten: () => void;
  #cancelLook: (() => void) | undefined;

  constructor(parts: DepthParts) {
    this.#parts = parts;
    this.#unlisten = parts.providers.listen(this);
    this.#follow();
  }

  stop(): void {
    this.#unlisten();
    this.#cancelLook?.();
  }

  /** Every `watch` needs an `unwatch`. */
  watch(id: InstrumentId): void {
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    this.#follow();
    this.#showNow(id);
  }

  unwatch(id: InstrumentId): void {
    const left = (this.#watchers.get(id) ?? 0) - 1;
    if (left > 0) this.#watchers.set(id, left);
    else {
      this.#watchers.delete(id);
      this.#parts.hide(id);
      this.#follow();
    }
  }

  /** The settings, or the instruments, are others now. */
  settingsChanged(): void {
    this.#asked.clear();
    this.#follow();
    for (const id of this.#watchers.keys()) this.#showNow(id);
  }

  /** Instruments became known, or are specified anew: only those that nobody has been asked for are news. */
  instrumentsChanged(): void {
    if (this.#watchers.size > 0 || this.#parts.recorded().length > 0) this.#follow();
  }

  came(provider: DataProvider): void {
    this.#asked.delete(provider.id);
    // What was told before it went is no book of now.
    for (const id of this.#views.keys()) if (this.#parts.instrument(id)?.accountId === provider.id) this.#forget(id);
    this.#follow();
    this.#showAll(provider.id);
  }

  went(provider: DataProvider): void {
    this.#asked.delete(provider.id);
    for (const [id, view] of this.#views) {
      if (this.#parts.instrument(id)?.accountId === provider.id) this.#put({ ...view, status: "away" });
    }
  }

  bookStatus(provider: DataProvider, symbol: string, status: BookView["status"], error: number): void {
    const view = this.#viewOf(provider, symbol);
    if (view === undefined) return;
    this.#answered.add(view.instrumentId);
    // The first image says that it is live: until then there is nothing to show.
    const waits = status === "live" && view.heardMs === null;
    this.#put({ ...view, error, status: waits ? "waiting" : status });
  }

  book(provider: DataProvider, symbol: string, book: BookTold): void {
    const view = this.#viewOf(provider, symbol);
    if (view === undefined) return;
    const heardMs = this.#parts.clock.utcMs();
    if (view.recording) this.#parts.recorder.record(view.instrumentId, heardMs, book);
    this.#put({ ...view, status: "live", error: 0, heardMs, levels: book.levels, ...sidesOf(book.items) });
  }

  /** Names each provider's symbols anew where they are others than it was told. */
  #follow(): void {
    const { providers, everyMs } = this.#parts;
    const wanted = this.#wanted();
    for (const id of this.#views.keys()) {
      if (!wanted.has(id)) this.#forget(id);
    }
    for (const provider of providers.all()) {
      const symbols = [...wanted.values()]
        .filter(({ accountId }) => accountId === provider.id)
        .map(({ symbol }) => symbol);
      const asked = `${everyMs()} ${symbols.join()}`;
      const before = this.#asked.get(provider.id);
      if (asked === before || (before === undefined && symbols.length === 0)) continue;
      this.#asked.set(provider.id, asked);
      provider.followBooks(symbols, everyMs());
      for (const { id, accountId } of wanted.values()) if (accountId === provider.id) this.#begin(id);
    }
    this.#lookForSilence();
  }

  /** Instruments whose depth is wanted: looked at first, then recorded. */
  #wanted(): Map<InstrumentId, DepthInstrument> {
    const { instrument, instruments, recorded } = this.#parts;
    const wanted = new Map<InstrumentId, DepthInstrument>();
    for (const id of this.#watchers.keys()) {
      const known = instrument(id);
      if (known !== undefined) wanted.set(id, known);
    }
    const names = new Set(recorded());
    if (names.size > 0) for (const known of instruments()) if (names.has(known.symbol)) wanted.set(known.id, known);
    return new Map([...wanted].slice(0, MOST_BOOKS));
  }

  #begin(id: InstrumentId): void {
    const known = this.#views.get(id);
    this.#put({ ...(known ?? emptyView(id)), recording: this.#records(id) });
  }

  #forget(id: InstrumentId): void {
    this.#views.delete(id);
    this.#answered.delete(id);
  }

  #records(id: InstrumentId): boolean {
    const symbol = this.#parts.instrument(id)?.symbol;
    return symbol !== undefined && this.#parts.recorded().includes(symbol);
  }

  /** Whoever has not said a word after a while knows nothing of depth. */
  #lookForSilence(): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#parts.clock.after(SILENT_MS, () => {
      for (const view of this.#views.values()) {
        if (view.status === "waiting" && !this.#answered.has(view.instrumentId))
          this.#put({ ...view, status: "silent" });
      }
    });
  }

  #viewOf({ id: accountId }: DataProvider, symbol: string): BookView | undefined {
    return this.#views.get(`${accountId}/${symbol}` as InstrumentId);
  }

  #showAll(account: AccountId): void {
    for (const id of this.#watchers.keys()) if (this.#parts.instrument(id)?.accountId === account) this.#showNow(id);
  }

  #showNow(id: InstrumentId): void {
    this.#parts.show(this.#views.get(id) ?? { ...emptyView(id), status: "away" });
  }

  #put(view: BookView): void {
    this.#views.set(view.instrumentId, view);
    if (this.#watchers.has(view.instrumentId)) this.#parts.show(view);
  }
}

const emptyView = (instrumentId: InstrumentId): BookView => ({
  instrumentId,
  status: "waiting",
  error: 0,
  heardMs: null,
  bids: [],
  asks: [],
  marketBuy: 0,
  marketSell: 0,
  levels: 0,
  recording: false,
});
