import type { FieldsOf } from "#shared/link/frame.ts";
import type { Clock } from "../../../ports/clock.ts";
import { opposite, type TradeRequest } from "../../trade-server/engine/trade-request.ts";
import type { PositionRecord, TradeServer } from "../../trade-server/trade-server.ts";
import { intentKey } from "./trade.ts";

type Progress = FieldsOf<"FlattenState">;
export type FlattenWish = Pick<Progress, "id" | "cause" | "scope">;

/** Whether a position or order belongs to what is to be closed. */
export type InScope = (scope: Progress["scope"], of: { readonly magic: bigint }) => boolean;

/** A round that left something is repeated after this; after so many rounds without success it is called stuck. */
const ROUND_MS = 500;
const STUCK = 10;
/** An answer that has not come by then is not waited for any more. */
const ANSWER_MS = 5_000;

interface Run {
  progress: Progress;
  readonly beganUs: bigint;
  waiting: number;
  roundAtMs: number;
}

const DONE: ReadonlySet<Progress["stage"]> = new Set(["flat", "refused"]);

/** Closes positions and removes pending orders, all requests at once, round after round, until a fresh look finds none. */
export class Flattener {
  readonly #clock: Clock;
  readonly #server: TradeServer;
  readonly #inScope: InScope;
  readonly #tell: (state: Progress) => void;
  readonly #runs = new Map<string, Run>();

  constructor(clock: Clock, server: TradeServer, inScope: InScope, tell: (state: Progress) => void) {
    this.#clock = clock;
    this.#server = server;
    this.#inScope = inScope;
    this.#tell = tell;
  }

  /** Whether a run of this cause is under way. */
  isRunning(cause: Progress["cause"]): boolean {
    return [...this.#runs.values()].some(({ progress }) => progress.cause === cause && !DONE.has(progress.stage));
  }

  /** Whether anything in scope is open. */
  isOpen(scope: Progress["scope"]): boolean {
    const { positions, orders } = this.#look(scope);
    return positions.length + orders.length > 0;
  }

  /** Begins, or says again how far it has come when it was begun before. */
  begin(wish: FlattenWish, refused = false): void {
    const key = intentKey(wish.id);
    const known = this.#runs.get(key);
    if (known !== undefined) return this.#tell(known.progress);
    const { positions, orders } = this.#look(wish.scope);
    const run: Run = {
      progress: {
        ...wish,
        stage: refused ? "refused" : "started",
        positionsLeft: positions.length,
        ordersLeft: orders.length,
        requests: 0,
        rejections: 0,
        lastRetcode: 0,
        sentAllUs: 0n,
        round: 0,
        brokerMs: this.#server.now(),
        utcMs: this.#clock.utcMs(),
      },
      beganUs: this.#us(),
      waiting: 0,
      roundAtMs: 0,
    };
    this.#runs.set(key, run);
    this.#tell(run.progress);
    if (!refused) this.#round(run);
  }

  /** To be called several times a second. */
  step(): void {
    const now = this.#clock.monotonicMs();
    for (const run of this.#runs.values()) {
      if (DONE.has(run.progress.stage)) continue;
      const since = now - run.roundAtMs;
      if ((run.waiting === 0 && since >= ROUND_MS) || since >= ANSWER_MS || !this.isOpen(run.progress.scope))
        this.#round(run);
    }
  }

  #round(run: Run): void {
    const { scope } = run.progress;
    const { positions, orders } = this.#look(scope);
    if (positions.length + orders.length === 0)
      return this.#report(run, { stage: "flat", positionsLeft: 0, ordersLeft: 0 });
    const round = run.progress.round + 1;
    const requests = run.progress.requests + positions.length + orders.length;
    run.waiting = positions.length + orders.length;
    run.roundAtMs = this.#clock.monotonicMs();
    run.progress = { ...run.progress, round, requests };
    for (const position of positions) this.#send(run, closing(this.#server, position));
    for (const { ticket, symbol } of orders) this.#send(run, { ...BLANK, action: "remove", order: ticket, symbol });
    const sentAllUs = run.progress.sentAllUs === 0n ? this.#us() - run.beganUs + 1n : run.progress.sentAllUs;
    const left = this.#look(scope);
    const counts = { positionsLeft: left.positions.length, ordersLeft: left.orders.length };
    const flat = counts.positionsLeft + counts.ordersLeft === 0;
    this.#report(run, { sentAllUs, ...counts, stage: flat ? "flat" : round >= STUCK ? "stuck" : "closing" });
  }

  #send(run: Run, request: TradeRequest): void {
    const { round } = run.progress;
    this.#server.submit(request, { origin: "expert" }, ({ retcode }) => {
      const { progress } = run;
      if (progress.round === round) run.waiting--;
      const rejected = retcode < 10_008 || retcode > 10_010;
      run.progress = {
        ...progress,
        lastRetcode: retcode,
        rejections: progress.rejections + (rejected ? 1 : 0),
      };
    });
  }

  #report(run: Run, change: Partial<Progress>): void {
    const progress = { ...run.progress, ...change, brokerMs: this.#server.now(), utcMs: this.#clock.utcMs() };
    run.progress = progress;
    this.#tell(progress);
  }

  #look(scope: Progress["scope"]): {
    readonly positions: readonly PositionRecord[];
    readonly orders: readonly { readonly ticket: bigint; readonly symbol: string }[];
  } {
    return {
      positions: this.#server.positions().filter((position) => this.#inScope(scope, position)),
      orders: this.#server
        .orders()
        .filter((order) => order.kind !== "buy" && order.kind !== "sell" && this.#inScope(scope, order)),
    };
  }

  #us(): bigint {
    return BigInt(Math.round(this.#clock.monotonicMs() * 1_000));
  }
}

const BLANK: TradeRequest = {
  action: "deal",
  magic: 0n,
  order: 0n,
  symbol: "",
  volume: 0,
  price: 0,
  stopLimit: 0,
  stopLoss: 0,
  takeProfit: 0,
  deviation: 100_000,
  kind: "buy",
  filling: "ioc",
  life: "gtc",
  expiryMs: 0,
  comment: "flatten",
  position: 0n,
  positionBy: 0n,
};

/** The request that closes a position whole, without a magic: no intent asked for it. */
export function closing(server: TradeServer, { symbol, side, volume, ticket }: PositionRecord): TradeRequest {
  const flags = server.spec(symbol)?.fillingFlags ?? 0;
  const filling = (flags & 2) !== 0 ? "ioc" : (flags & 1) !== 0 ? "fok" : "return";
  const quote = server.lastQuote(symbol);
  const price = (side === "buy" ? quote?.bid : quote?.ask) ?? 0;
  return { ...BLANK, symbol, kind: opposite(side), volume, price, position: ticket, filling };
}
