import type { AnyFrame, FieldsOf, Frame } from "#shared/link/frame.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PaperMarket } from "../market/paper-market.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import { AccountReporter } from "./account-reporter.ts";
import { BookDesk } from "./book-desk.ts";
import { CalendarDesk } from "./calendar-desk.ts";
import { DigestDesk } from "./digest-desk.ts";
import { HistoryDesk } from "./history-desk.ts";
import type { KeyChange } from "./key-change.ts";
import type { MarketFeed } from "./market-feed.ts";
import type { WireOutlet } from "./outlet.ts";
import { SubscriptionDesk } from "./subscription-desk.ts";
import { SymbolDesk } from "./symbol-desk.ts";
import { TickPump } from "./tick-pump.ts";
import type { TradeDesk } from "./trading/trade-desk.ts";

/** How often lease, account and clock are looked at; tick values once a minute. */
const WATCH_MS = 200;
const SPECS_MS = 60_000;

export interface OpenSessionPorts {
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly server: TradeServer;
  readonly feed: MarketFeed;
  readonly desk: TradeDesk;
  readonly outlet: WireOutlet;
  readonly keys: KeyChange;
  /** Resolves when the server has quotes to value by. */
  readonly primed: Promise<void>;
  /** Ends the session: begin a new one after `waitMs`. */
  readonly again: (why: string, waitMs: number) => void;
}

/** A session from Attached until its end: everything that a terminal's program does on the link. */
export class OpenSession {
  readonly #ports: OpenSessionPorts;
  readonly #welcome: FieldsOf<"Welcome">;
  readonly #pump: TickPump;
  readonly #subscriptions: SubscriptionDesk;
  readonly #digests: DigestDesk;
  readonly #history: HistoryDesk;
  readonly #symbols: SymbolDesk;
  readonly #books: BookDesk;
  readonly #calendar: CalendarDesk;
  readonly #account: AccountReporter;
  readonly #cancels: (() => void)[];
  #heardMs: number;
  #loopMs: number;
  #worstLoopMs = 0;
  #offsetS: number;

  constructor(ports: OpenSessionPorts, welcome: FieldsOf<"Welcome">) {
    const { clock, market, server, feed, outlet } = ports;
    this.#ports = ports;
    this.#welcome = welcome;
    const failed = (error: unknown): void => ports.again(`the paper terminal failed: ${String(error)}`, 1_000);
    this.#pump = new TickPump({ data: feed.data, outlet, maxUnackedFrames: welcome.maxUnackedFrames, failed });
    this.#digests = new DigestDesk(feed.data, outlet);
    this.#symbols = new SymbolDesk(server, outlet);
    this.#subscriptions = new SubscriptionDesk({
      ...ports,
      pump: this.#pump,
      symbols: this.#symbols,
      data: feed.data,
      failed,
    });
    this.#history = new HistoryDesk(feed.data, market, outlet, () => feed.oldestMs);
    this.#books = new BookDesk(server, outlet, clock);
    this.#calendar = new CalendarDesk(market.calendar, outlet, clock);
    this.#account = new AccountReporter(clock, server, outlet);
    this.#offsetS = market.utcOffsetS();
    this.#heardMs = clock.monotonicMs();
    this.#loopMs = this.#heardMs;
    feed.serve(this.#pump, () => ports.again("the market moved on while this computer slept", 0));
    this.#heartbeat();
    ports.desk.attach({ outlet, reduceOnly: welcome.reduceOnly });
    void ports.primed.then(() => this.#account.report(), failed);
    this.#cancels = [
      clock.every(welcome.heartbeatMs, () => this.#heartbeat()),
      clock.every(WATCH_MS, () => this.#watch()),
      clock.every(SPECS_MS, () => this.#symbols.refresh()),
    ];
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#subscriptions.close();
    this.#history.close();
    this.#books.close();
    this.#calendar.close();
    this.#ports.feed.leave(this.#pump);
    this.#ports.desk.detach(this.#ports.outlet);
  }

  /** The wire may take frames again. */
  retry(): void {
    this.#ports.outlet.flush();
    this.#pump.pump();
    this.#history.wake();
  }

  frame(frame: AnyFrame): void {
    this.#heardMs = this.#ports.clock.monotonicMs();
    switch (frame.name) {
      case "TickAck":
        return this.#acknowledged(frame);
      case "Subscribe":
        return this.#subscriptions.subscribe(frame);
      case "Unsubscribe":
        return this.#subscriptions.unsubscribe(frame);
      case "DigestRequest":
        return this.#subscriptions.inLine(() => this.#digests.asked(frame.fields));
      case "SymbolListRequest":
        return this.#symbols.list(frame.fields.request);
      case "HistoryTicksRequest":
        return this.#history.ticks(frame.fields);
      case "HistoryBarsRequest":
        return this.#history.bars(frame.fields);
      case "HistoryCredit":
        return this.#history.credit(frame.fields);
      case "BookFollow":
        return this.#books.follow(frame);
      case "CalendarRequest":
        return this.#calendar.asked(frame.fields, () => this.#ports.market.utcOffsetS() * 1_000);
      case "Ping":
        return this.#ports.outlet.post("Pong", { fields: frame.fields });
      case "RotateKey":
        return this.#ports.keys.asked(frame.fields);
      case "NewKeyKept":
        if (this.#ports.keys.kept(frame.fields)) this.#ports.again("the key was changed", 0);
        return;
      case "BridgeBye":
        return this.#ports.again("the bridge stopped", frame.fields.retryAfterMs);
      case "Refused":
        return this.#refused(frame.fields);
      default:
        this.#ports.desk.frame(frame);
    }
  }

  #acknowledged({ items }: Frame<"TickAck">): void {
    for (const item of items) this.#pump.acknowledge(item);
    this.#pump.pump();
    this.#ports.feed.relax();
  }

  /** A refused frame was this program's mistake, or the bridge has forgotten the session: it begins anew. */
  #refused({ reason, message }: FieldsOf<"Refused">): void {
    this.#ports.again(message, reason === "helloRequired" || reason === "wrongSession" ? 0 : 3_000);
  }

  #watch(): void {
    const { clock, again } = this.#ports;
    const now = clock.monotonicMs();
    this.#worstLoopMs = Math.max(this.#worstLoopMs, now - this.#loopMs);
    // After standing still itself, the program first reads what came meanwhile.
    const stalled = now - this.#loopMs > this.#welcome.silenceMs / 2;
    this.#loopMs = now;
    if (stalled) this.#heardMs = Math.max(this.#heardMs, now - this.#welcome.silenceMs / 2);
    if (now - this.#heardMs > this.#welcome.silenceMs) return again("the bridge has fallen silent", 0);
    this.#account.report();
    this.#watchOffset();
  }

  #watchOffset(): void {
    const { market, outlet } = this.#ports;
    const newOffsetS = market.utcOffsetS();
    const oldOffsetS = this.#offsetS;
    if (newOffsetS === oldOffsetS) return;
    this.#offsetS = newOffsetS;
    const brokerMs = market.now();
    outlet.post("OffsetChanged", {
      fields: { oldOffsetS, newOffsetS, brokerMs, utcMs: brokerMs - newOffsetS * 1_000 },
    });
  }

  #heartbeat(): void {
    const { clock, market, feed, outlet } = this.#ports;
    const brokerMs = market.now();
    outlet.post("Heartbeat", {
      fields: {
        sentUs: BigInt(Math.round(clock.monotonicMs() * 1_000)),
        brokerMs,
        utcMs: brokerMs - market.utcOffsetS() * 1_000,
        lastQuoteMs: feed.data.lastQuoteMs,
        brokerConnected: this.#ports.server.connected,
        algoTradingAllowed: true,
        brokerPingUs: -1,
        worstLoopMs: Math.round(this.#worstLoopMs),
        unacked: this.#pump.unacked,
      },
    });
    this.#worstLoopMs = 0;
  }
}
