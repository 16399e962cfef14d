import { randomBytes } from "node:crypto";
import type { AnyFrame, Body, FieldsOf, Frame } from "#shared/link/frame.ts";
import type { Clock } from "../../../ports/clock.ts";
import { Retcode } from "../../trade-server/engine/retcode.ts";
import type { TradeResult } from "../../trade-server/engine/trade-request.ts";
import type { TradeServer } from "../../trade-server/trade-server.ts";
import { LeaseHolder } from "../lease-holder.ts";
import type { Outlet, ProgramMessage } from "../outlet.ts";
import { DealReporter } from "./deal-reporter.ts";
import { Duties } from "./duties.ts";
import { Flattener } from "./flattener.ts";
import { GuardKeeper } from "./guard-keeper.ts";
import { Ownership } from "./ownership.ts";
import {
  type Command,
  intentKey,
  isFinal,
  newState,
  newTrade,
  type Refusal,
  sameWish,
  type Trade,
  withState,
  words,
} from "./trade.ts";
import { TradeEvidence } from "./trade-evidence.ts";
import { gate } from "./trade-gate.ts";
import type { TradeMemory } from "./trade-memory.ts";
import { isRefusal, requestOf } from "./trade-request-of.ts";

const STEP_MS = 100;
/** What was sent and left no trace for so long is unknown. */
const NO_TRACE_MS = 15_000;
const INSTALLATION_BITS = 35n;
const TAKEN: ReadonlySet<number> = new Set([Retcode.placed, Retcode.done, Retcode.donePartial]);
/** Answers that say nothing about what the server did. */
const UNCERTAIN: ReadonlySet<number> = new Set([Retcode.error, Retcode.timeout]);

export interface TradeDeskPorts {
  readonly clock: Clock;
  readonly server: TradeServer;
  readonly memory: TradeMemory;
}

/** The session whose bridge is told. */
interface Session {
  readonly outlet: Outlet;
  readonly reduceOnly: boolean;
}

/**
 * Everything of a terminal's program that trades. It outlives the sessions: with the bridge dead it goes on watching its
 * guard, its lease, and the duties of its trades. No intent is ever sent twice: it stands in memory before it is sent.
 */
export class TradeDesk {
  readonly lease: LeaseHolder;
  readonly #ports: TradeDeskPorts;
  readonly #ownership: Ownership;
  readonly #guard: GuardKeeper;
  readonly #evidence: TradeEvidence;
  readonly #deals: DealReporter;
  readonly #flattener: Flattener;
  readonly #duties: Duties;
  /** Not final yet. */
  readonly #open = new Set<string>();
  readonly #sentAtMs = new Map<string, number>();
  #session: Session | null = null;
  #connectedSinceMs: number;
  #sending = false;
  #cancels: (() => void)[] = [];

  constructor(ports: TradeDeskPorts) {
    const { clock, server, memory } = ports;
    this.#ports = ports;
    this.lease = new LeaseHolder(
      clock,
      server.terms,
      (fields) => this.#post("LeaseState", fields),
      (noticeCode, message) => this.#post("Notice", { severity: "error", noticeCode, message }),
    );
    this.#connectedSinceMs = clock.monotonicMs();
    this.#ownership = new Ownership(server.terms, memory);
    this.#guard = new GuardKeeper(server, memory, (fields) => this.#post("GuardState", fields));
    this.#evidence = new TradeEvidence(server);
    this.#deals = new DealReporter(server, () => this.#connectedForMs());
    this.#flattener = new Flattener(
      clock,
      server,
      (scope, { magic }) => this.#inScope(scope, magic),
      (fields) => this.#post("FlattenState", fields),
    );
    this.#duties = new Duties({
      clock,
      server,
      memory,
      keep: (trade) => this.#remember(() => memory.keepTrade(trade)),
      alarm: (noticeCode, message) => this.#post("Notice", { severity: "warning", noticeCode, message }),
    });
  }

  /** Takes up what memory holds; what was being sent when the program died is unknown, and is looked for. */
  start(): void {
    const { clock, server, memory } = this.#ports;
    for (const [key, trade] of memory.trades) {
      if (isFinal(trade)) continue;
      this.#open.add(key);
      if (trade.state.status === "sending") this.#keep(withState(trade, { status: "unknown" }));
    }
    this.#cancels = [
      clock.every(STEP_MS, () => this.#step()),
      server.listen({
        changed: (changes) => {
          this.#evidence.take(changes);
          if (!this.#sending) this.#lookAll();
          if (this.#session !== null) this.#deals.news(this.#session.outlet, changes);
        },
        events: () => {},
        connected: () => {
          this.#connectedSinceMs = clock.monotonicMs();
        },
      }),
    ];
    this.#lookAll();
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  /** A session is open: it is told how things stand. */
  attach(session: Session): void {
    this.#session = session;
    this.#post("LeaseState", this.lease.state);
    this.#guard.tell();
    this.#deals.recent(session.outlet);
    for (const key of this.#open) this.#tell(key);
  }

  detach(outlet: Outlet): void {
    if (this.#session?.outlet === outlet) this.#session = null;
  }

  /** @returns false when the frame is none of trading. */
  frame(frame: AnyFrame): boolean {
    switch (frame.name) {
      case "Lease":
        this.lease.renew(frame.fields);
        return true;
      case "TradeOwner":
        this.#remember(() => this.#post("TradeOwnerTaken", this.#ownership.take(frame.fields)));
        return true;
      case "TradeCommand":
        this.#command(frame.fields);
        return true;
      case "TradeQuery":
        this.#query(frame.fields);
        return true;
      case "TradeHistoryRequest":
        this.#history(frame);
        return true;
      case "Guard":
        this.#takeGuard(frame.fields);
        return true;
      case "Flatten":
        this.#flatten(frame.fields);
        return true;
      default:
        return false;
    }
  }

  #command(command: Command): void {
    const { clock, memory, server } = this.#ports;
    const key = intentKey(command.intent);
    const known = memory.trades.get(key);
    if (known !== undefined) {
      if (sameWish(known.command, command)) return this.#tell(key);
      const state = newState(command, this.#us(), server.now());
      return this.#post("TradeState", { ...state, status: "refused", refusal: "reusedIntent" });
    }
    const trade = newTrade(command, this.#us(), server.now());
    const now = {
      utcMs: clock.utcMs(),
      reduceOnly: this.#session?.reduceOnly ?? true,
      waitingLots: this.#waitingLots(),
    };
    const verdict = gate({ server, lease: this.lease, guard: this.#guard, ownership: this.#ownership }, command, now);
    if (verdict.refusal !== "none") return this.#refuse(trade, verdict.refusal, verdict.words);
    const request = requestOf(server, command);
    if (isRefusal(request)) return this.#refuse(trade, request.refusal, request.words);
    const sent = { ...withState(trade, { calledUs: this.#us() }), calledMs: server.now() };
    try {
      memory.keepTrade(sent);
    } catch (error) {
      return this.#refuse(trade, "journalUnwritable", String(error));
    }
    this.#open.add(key);
    this.#sentAtMs.set(key, clock.monotonicMs());
    this.#sending = true;
    server.submit(request, { origin: "expert", requestId: command.magic.toString() }, (result) =>
      this.#answered(key, result),
    );
    this.#sending = false;
    this.#look(key);
    if (this.#ports.memory.trades.get(key)?.state.status === "sending") this.#tell(key);
  }

  #refuse(trade: Trade, refusal: Refusal, why: string): void {
    const refused = withState(trade, { status: "refused", refusal, words: words(why) });
    this.#remember(() => this.#ports.memory.keepTrade(refused));
    this.#post("TradeState", refused.state);
  }

  #answered(key: string, result: TradeResult): void {
    const trade = this.#ports.memory.trades.get(key);
    if (trade === undefined) return;
    const { retcode, order, deal, comment } = result;
    const seen = withState(trade, { retcode, answeredUs: this.#us(), words: words(comment) });
    if (isFinal(trade)) return this.#keep(seen);
    if (TAKEN.has(retcode)) {
      // Taken is not done: orders, deals and positions tell the rest.
      const taken = withState(seen, { status: "accepted", order: order === 0n ? seen.state.order : order, deal });
      this.#keep(this.#evidence.read(taken));
    } else if (UNCERTAIN.has(retcode)) this.#keep(this.#evidence.read(withState(seen, { status: "unknown" })));
    else this.#keep(withState(seen, { status: "rejected", order }));
  }

  #lookAll(): void {
    for (const key of this.#open) this.#look(key);
  }

  #look(key: string): void {
    const trade = this.#ports.memory.trades.get(key);
    if (trade === undefined || isFinal(trade)) return;
    const found = this.#evidence.read(trade);
    if (found.state !== trade.state) return this.#keepIfNews(found, trade);
    const { status, order } = trade.state;
    const silentMs = this.#ports.clock.monotonicMs() - (this.#sentAtMs.get(key) ?? 0);
    const traceless = status === "sending" || (status === "accepted" && order === 0n);
    if (traceless && silentMs >= NO_TRACE_MS) this.#keep(withState(trade, { status: "unknown" }));
  }

  #keepIfNews(found: Trade, before: Trade): void {
    const { state } = before;
    const { status, volume, order, price } = found.state;
    if (status !== state.status || volume !== state.volume || order !== state.order || price !== state.price)
      this.#keep(found);
  }

  #keep(trade: Trade): void {
    const key = intentKey(trade.command.intent);
    const stamped = withState(trade, { brokerMs: this.#ports.server.now() });
    this.#remember(() => this.#ports.memory.keepTrade(stamped));
    if (isFinal(stamped)) {
      this.#open.delete(key);
      this.#sentAtMs.delete(key);
    }
    this.#duties.watch(stamped);
    if (!this.#sending || isFinal(stamped) || stamped.state.status !== "sending") this.#tell(key);
  }

  /** What cannot be written holds until the program ends; the trader is told. */
  #remember(keep: () => void): void {
    try {
      keep();
    } catch (error) {
      const message = `What became of an order could not be written down: ${String(error)}`.slice(0, 150);
      this.#post("Notice", { severity: "error", noticeCode: "TRADES_NOT_KEPT", message });
    }
  }

  #tell(key: string): void {
    const trade = this.#ports.memory.trades.get(key);
    if (trade !== undefined) this.#post("TradeState", trade.state);
  }

  #query({ intent, magic, login, server }: FieldsOf<"TradeQuery">): void {
    const { terms } = this.#ports.server;
    // Of another account's intents nothing is known here: saying absent would be a claim.
    if (login !== terms.login || server !== terms.server) return;
    const trade = this.#ports.memory.trades.get(intentKey(intent));
    if (trade !== undefined) return this.#post("TradeState", trade.state);
    const blank = newState({ intent, magic }, 0n, this.#ports.server.now());
    this.#post("TradeState", { ...blank, status: "absent" });
  }

  #history({ fields: { id, login, server, fromMs, toMs } }: Frame<"TradeHistoryRequest">): void {
    const { terms } = this.#ports.server;
    if (login !== terms.login || server !== terms.server || this.#session === null) return;
    this.#deals.window(this.#session.outlet, id, fromMs, toMs);
  }

  #takeGuard(fields: FieldsOf<"Guard">): void {
    const { terms } = this.#ports.server;
    if (fields.login !== terms.login || fields.server !== terms.server) {
      const message = "A guard for another account was refused.";
      return this.#post("Notice", { severity: "error", noticeCode: "GUARD_WRONG_ACCOUNT", message });
    }
    if (fields.bridgeEpoch >= this.lease.state.highestEpoch) this.#remember(() => this.#guard.take(fields));
    else this.#guard.tell();
    this.#watch();
  }

  #flatten({ id, bridgeEpoch, login, server, scope }: FieldsOf<"Flatten">): void {
    const { terms } = this.#ports.server;
    const mine = login === terms.login && server === terms.server && bridgeEpoch >= this.lease.state.highestEpoch;
    this.#flattener.begin({ id, scope, cause: "command" }, !mine);
  }

  #step(): void {
    this.#ports.server.passTime();
    const held = this.lease.state.status === "held";
    this.lease.check();
    if (
      held &&
      this.lease.state.status === "lapsed" &&
      this.lease.flattenOnLapse &&
      this.#flattener.isOpen("automated")
    )
      this.#flattener.begin({ id: randomBytes(16), cause: "leaseLapsed", scope: "automated" });
    this.#watch();
    this.#duties.step();
    this.#flattener.step();
    this.#lookAll();
  }

  /** What the guard wants closed is closed, and stays so. */
  #watch(): void {
    if (this.#guard.breached && !this.#guard.flattened) this.#remember(() => this.#guard.latch("guardLoss"));
    const { cause } = this.#guard;
    if (!this.#guard.flattened || this.#flattener.isRunning(cause) || !this.#flattener.isOpen("account")) return;
    this.#flattener.begin({ id: randomBytes(16), cause, scope: "account" });
  }

  #inScope(scope: FieldsOf<"FlattenState">["scope"], magic: bigint): boolean {
    if (scope === "account") return true;
    for (const { command } of this.#ports.memory.trades.values()) {
      if (
        scope === "automated"
          ? command.automated && command.magic === magic
          : command.magic >> INSTALLATION_BITS === magic >> INSTALLATION_BITS
      )
        return true;
    }
    return false;
  }

  /** Lots that were sent and are not seen at the broker yet. */
  #waitingLots(): number {
    let lots = 0;
    for (const key of this.#open) {
      const trade = this.#ports.memory.trades.get(key);
      const opens =
        trade?.command.action === "pending" || (trade?.command.action === "deal" && trade.command.position === 0n);
      if (trade !== undefined && opens && trade.state.order === 0n) lots += trade.command.volume;
    }
    return lots;
  }

  #connectedForMs(): number {
    const { server, clock } = this.#ports;
    return server.connected ? Math.max(1, Math.round(clock.monotonicMs() - this.#connectedSinceMs)) : 0;
  }

  #post<N extends Exclude<ProgramMessage, "TradeDeals" | "TradeOrders">>(name: N, fields: FieldsOf<N>): void {
    this.#session?.outlet.post(name, { fields } as Body<N>);
  }

  #us(): bigint {
    return BigInt(Math.round(this.#ports.clock.monotonicMs() * 1_000));
  }
}
