import { DeskClient } from "#bridge/store/worker/desk-client.ts";
import { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { EditedTrade } from "#shared/contract/journal.ts";
import type { ExportReady, ExportRequest } from "#shared/contract/journal-files.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { AccountState } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { EditWish, JournalStore, TradeKey } from "../ports/journal-store.ts";
import type { KeptDeal } from "../ports/trade-events.ts";
import type { DeskClock, JournalDesk } from "./desk/journal-desk.ts";
import type { JournalWorkerData } from "./desk/journal-worker.ts";
import type { Balances, Stale } from "./desk/shelf.ts";
import { tradeIdOf, tradeKeyOf } from "./desk/shelf-trade.ts";
import { ExportDesk } from "./export/export-desk.ts";
import { ImportDesk } from "./import/import-desk.ts";
import { EquityMinutes } from "./measure/equity-minutes.ts";
import { type MeasurePorts, Measurer } from "./measure/measurer.ts";
import { isWholePng } from "./picture/whole-png.ts";

/** Beside this module both as a source and as a built file. */
const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "./desk/journal-worker.ts" : "./journal-worker.js",
  import.meta.url,
);
/** Deals come in groups: the shelf is put in order once for all of them. */
const SETTLE_MS = 250;
const MEASURED_AT_ONCE = 50;

export interface JournalPorts {
  readonly profile: string;
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly measure: Omit<MeasurePorts, "store" | "now" | "draw">;
  /** Balances and broker clocks of the accounts that are connected. */
  readonly balances: () => Balances;
  readonly brokerClocks: () => Readonly<Record<string, number>>;
  /** The account whose deals are in no file, and its deals. */
  readonly passing: { readonly account: AccountId; readonly deals: () => readonly BrokerDeal[] } | undefined;
}

/**
 * The journal: what deals come to is computed in a thread of its own, which reads the ledger; what people say of it is
 * written here, on disk before it is acknowledged. The thread starts with the first question or closed trade.
 */
export class JournalService {
  readonly state = topicOf(contract.journal.state);
  readonly imports: ImportDesk;
  readonly exports: ExportDesk;
  readonly #ports: JournalPorts;
  readonly #equity: EquityMinutes;
  readonly #measurer: Measurer;
  readonly #named = new Set<AccountId>();
  #desk: Promise<DeskClient<JournalDesk>> | undefined;
  #stale: Stale = {};
  #isStale = false;
  #passingChanged: boolean;
  #settling: (() => void) | undefined;
  #closedNow: string[] = [];
  #revision = 0;
  #trades = 0;
  #measuring = false;
  #stopped = false;

  constructor(ports: JournalPorts) {
    this.#ports = ports;
    const { store, profile, clock } = ports;
    this.imports = new ImportDesk({ store, profile, clock, changed: () => this.#changed({ imports: true }) });
    this.exports = new ExportDesk(clock);
    this.#equity = new EquityMinutes((minutes) => store.addEquity(minutes));
    this.#measurer = new Measurer({
      ...ports.measure,
      store,
      now: () => clock.utcMs(),
      draw: async (bars, trade) => (await (await this.#open()).call("picture", [bars, trade])).png,
    });
    this.#passingChanged = ports.passing !== undefined;
    this.state.set({ revision: 0, trades: 0, measuring: 0 });
  }

  /** A deal was booked: a trade may have closed. */
  dealt({ account, deal, revision }: KeptDeal): void {
    if (account === this.#ports.passing?.account) this.#passingChanged = true;
    const closes = deal.entry !== "in" && deal.entry !== "other" && (deal.kind === "buy" || deal.kind === "sell");
    if (closes && revision === 1) this.#closedNow.push(tradeIdOf(account, deal.ticket));
    this.#changed();
  }

  /** An account told its figures. A replay's equity is kept in no file. */
  seen(state: AccountState): void {
    const { id, server, name, currency, currencyDigits, tradeMode } = state.account;
    if (id !== this.#ports.passing?.account) this.#equity.seen(state);
    if (this.#named.has(id)) return;
    this.#named.add(id);
    this.#ports.store.keepAccount({ id, server, title: name, currency, digits: currencyDigits, tradeMode });
    this.#changed();
  }

  /** Asks the thread, after it has taken in whatever is new. */
  async ask<T>(question: (desk: DeskClient<JournalDesk>, clock: DeskClock) => Promise<T>): Promise<T> {
    const desk = await this.#open();
    this.#equity.flush();
    this.#refresh(desk);
    return question(desk, { utcMs: this.#ports.clock.utcMs(), broker: this.#ports.brokerClocks() });
  }

  async edit(tradeId: string, wish: EditWish): Promise<EditedTrade> {
    const key = await this.#key(tradeId);
    const { note, tags, revision, overwrote } = this.#ports.store.edit(key, wish, this.#ports.clock.utcMs());
    this.#changed();
    return { tradeId, note, tags: [...tags], revision, overwrote };
  }

  edits(tradeId: string): ReturnType<JournalStore["edits"]> {
    const key = tradeKeyOf(tradeId);
    return key === null ? [] : this.#ports.store.edits(key);
  }

  async keepPicture(tradeId: string, png: Uint8Array): Promise<void> {
    if (!isWholePng(png)) throw new FairleadError("BAD_REQUEST", "The picture is no PNG.");
    const key = await this.#key(tradeId);
    this.#ports.store.keepPicture(key, png, this.#ports.clock.utcMs());
    this.#changed();
  }

  picture(tradeId: string): Uint8Array | null {
    const key = tradeKeyOf(tradeId);
    return key === null ? null : this.#ports.store.picture(key);
  }

  get upcoming(): Pick<JournalStore, "upcoming" | "setUpcoming"> {
    return this.#ports.store;
  }

  async export(request: ExportRequest): Promise<ExportReady> {
    return this.exports.keep(await this.ask((desk, clock) => desk.call("export", [request, clock])));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#settling?.();
    this.#equity.flush();
    this.exports.stop();
    await this.imports.stop();
    const desk = await this.#desk?.catch(() => undefined);
    await desk?.stop();
  }

  async #key(tradeId: string): Promise<TradeKey> {
    const key = tradeKeyOf(tradeId);
    if (key === null || !(await this.ask((desk) => desk.call("has", [tradeId])))) {
      throw new FairleadError("NOT_FOUND", undefined, { trade: tradeId });
    }
    return key;
  }

  #open(): Promise<DeskClient<JournalDesk>> {
    if (this.#stopped) return Promise.reject(new FairleadError("STORE_UNAVAILABLE", "The journal is closed."));
    this.#desk ??= this.#start();
    return this.#desk;
  }

  async #start(): Promise<DeskClient<JournalDesk>> {
    const data: JournalWorkerData = { profile: this.#ports.profile };
    const desk = new DeskClient<JournalDesk>({
      entry: WORKER,
      data: () => {
        // A thread that starts again has read everything but what is in no file.
        this.#passingChanged = this.#ports.passing !== undefined;
        return data;
      },
      trouble: ({ code, message, details }) => this.#ports.events.report({ severity: "error", code, message, details }),
    });
    await desk.open();
    // Balances have not been told to it.
    this.#isStale = true;
    return desk;
  }

  #changed(stale: Stale = {}): void {
    this.#stale = bothOf(this.#stale, stale);
    this.#isStale = true;
    if (this.#stopped) return;
    this.#settling ??= this.#ports.clock.after(SETTLE_MS, () => {
      this.#settling = undefined;
      void this.#settle().catch((error: unknown) => this.#trouble(error));
    });
  }

  #refresh(desk: DeskClient<JournalDesk>): void {
    const { passing } = this.#ports;
    if (this.#passingChanged && passing !== undefined) {
      this.#passingChanged = false;
      void desk.call("passing", [passing.account, passing.deals()]).catch(() => undefined);
    }
    if (!this.#isStale) return;
    const stale = this.#stale;
    this.#stale = {};
    this.#isStale = false;
    // Questions that follow are answered after it: the thread takes its calls in order.
    void desk.call("refresh", [stale, this.#ports.balances()]).then(
      (trades) => this.#told(trades),
      () => {
        this.#stale = bothOf(stale, this.#stale);
        this.#isStale = true;
      },
    );
  }

  async #settle(): Promise<void> {
    await this.#tagNew();
    const desk = await this.#open();
    this.#refresh(desk);
    await this.#measureNew();
  }

  /** Tags that wait for an account's or a session's trades are put on those that have just closed, once. */
  async #tagNew(): Promise<void> {
    const ids = this.#closedNow.splice(0);
    const waiting = this.#ports.store.upcoming();
    if (ids.length === 0 || waiting.length === 0) return;
    for (const { id, account, session } of await this.ask((desk) => desk.call("untagged", [ids]))) {
      const fits = waiting.filter(
        (one) => (one.account === null || one.account === account) && (one.session === null || one.session === session),
      );
      const addTags = [...new Set(fits.flatMap(({ tags }) => tags))];
      const key = tradeKeyOf(id);
      if (addTags.length === 0 || key === null) continue;
      this.#ports.store.edit(key, { id: `upcoming ${id}`, basedOn: 0, addTags }, this.#ports.clock.utcMs());
      this.#isStale = true;
    }
  }

  /** Measures what nobody has measured, a few trades at a time; ticks are read by the store's own thread. */
  async #measureNew(): Promise<void> {
    if (this.#measuring) return;
    this.#measuring = true;
    const except = this.#ports.passing?.account ?? null;
    try {
      for (;;) {
        const open = await this.ask((desk) => desk.call("unmeasured", [MEASURED_AT_ONCE, except]));
        if (open.length === 0 || this.#stopped) return;
        for (const trade of open) {
          if (this.#stopped) return;
          await this.#measurer.measure(trade);
        }
        this.#stale = bothOf(this.#stale, { measured: open.map(({ account, ticket }) => tradeIdOf(account, ticket)) });
        this.#isStale = true;
      }
    } finally {
      this.#measuring = false;
      this.state.set({ revision: this.#revision, trades: this.#trades, measuring: 0 });
    }
  }

  #told(trades: number): void {
    this.#revision += 1;
    this.#trades = trades;
    this.state.set({ revision: this.#revision, trades, measuring: this.#measuring ? 1 : 0 });
  }

  #trouble(error: unknown): void {
    if (this.#stopped) return;
    const why = error instanceof Error ? error.message : String(error);
    this.#ports.events.report({
      severity: "warning",
      code: "JOURNAL_BEHIND",
      message: `The journal could not take in what is new: ${why}`,
      details: { why },
    });
  }
}

const bothOf = (a: Stale, b: Stale): Stale => ({
  imports: a.imports === true || b.imports === true,
  measured: [...(a.measured ?? []), ...(b.measured ?? [])],
});
