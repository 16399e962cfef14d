import { hash, unit } from "../../market/random.ts";
import { type Conditions, FAIR } from "../engine/dealing.ts";
import type { TradeRequest } from "../engine/trade-request.ts";
import type { DeathPoint, FaultPlan, RequestFault, TransactionFault, When } from "./fault-plan.ts";

/** What becomes of one request. */
export interface Fate {
  readonly latencyMs: number;
  readonly conditions: Conditions;
  readonly lose: "before" | "after" | null;
  readonly cut: { readonly at: "before" | "after"; readonly forMs: number } | null;
  readonly retcode: number | null;
  readonly late: Extract<RequestFault, { kind: "late" }> | null;
  readonly answerDelayMs: number;
  readonly lagMs: number;
  readonly die: DeathPoint | null;
}

/** A transaction as it is told: how often, how late, and whether after its batch. */
export interface Telling {
  readonly times: 0 | 1 | 2;
  readonly delayMs: number;
  readonly last: boolean;
}

const JITTER = 0x10000;
const SLIP = 0x20000;
const REQUESTS = 0x30000;
const TRANSACTIONS = 0x40000;
const MARKET = 0x50000;

/** Draws from a plan what happens to each request and transaction, by count: the same plan gives the same fates. */
export class Fates {
  readonly #plan: FaultPlan;
  #requests = 0;
  #transactions = 0;
  #triggers = 0;

  constructor(plan: FaultPlan) {
    this.#plan = plan;
  }

  request({ action }: TradeRequest): Fate {
    const n = ++this.#requests;
    const { seed, latencyMs, jitterMs, requests } = this.#plan;
    const struck = requests
      .filter(({ when, actions }, rule) => {
        const meant = actions === undefined || (actions as readonly string[]).includes(action);
        return meant && strikes(when, n, hash(seed, REQUESTS + rule, n));
      })
      .map(({ fault }) => fault);
    const of = <K extends RequestFault["kind"]>(kind: K): Extract<RequestFault, { kind: K }> | undefined =>
      struck.find((fault): fault is Extract<RequestFault, { kind: K }> => fault.kind === kind);
    const lose = of("lose");
    return {
      latencyMs: latencyMs + jitterMs * unit(hash(seed, JITTER, n)),
      conditions: {
        slipPoints: of("slip")?.points ?? this.#slip(SLIP, n),
        liquidity: of("partial")?.fraction ?? 1,
        comment: commenting(of("comment")),
      },
      lose: lose === undefined ? null : lose.executed ? "after" : "before",
      cut: of("cut") ?? null,
      retcode: of("reject")?.retcode ?? null,
      late: of("late") ?? null,
      answerDelayMs: of("delay")?.ms ?? 0,
      lagMs: of("lag")?.ms ?? 0,
      die: of("die")?.at ?? null,
    };
  }

  /** How the market treats what a quote sets off. */
  trigger(): Conditions {
    if (this.#plan.slippage === undefined) return FAIR;
    return { ...FAIR, slipPoints: this.#slip(MARKET, ++this.#triggers) };
  }

  transaction(): Telling {
    const n = ++this.#transactions;
    const { seed, transactions } = this.#plan;
    let telling: Telling = { times: 1, delayMs: 0, last: false };
    for (const [rule, { when, fault }] of transactions.entries()) {
      if (strikes(when, n, hash(seed, TRANSACTIONS + rule, n))) telling = worsen(telling, fault);
    }
    return telling;
  }

  #slip(purpose: number, n: number): number {
    const { seed, slippage } = this.#plan;
    if (slippage === undefined || unit(hash(seed, purpose, n, 1)) >= slippage.chance) return 0;
    return Math.round(unit(hash(seed, purpose, n, 2)) * slippage.points);
  }
}

function strikes(when: When, n: number, drawn: number): boolean {
  if ("nth" in when) return when.nth.includes(n);
  if ("every" in when) return n >= when.from && (n - when.from) % when.every === 0;
  return unit(drawn) < when.chance;
}

function worsen(telling: Telling, fault: TransactionFault): Telling {
  switch (fault.kind) {
    case "drop":
      return { ...telling, times: 0 };
    case "duplicate":
      return telling.times === 0 ? telling : { ...telling, times: 2 };
    case "delay":
      return { ...telling, delayMs: fault.ms };
    case "reorder":
      return { ...telling, last: true };
  }
}

function commenting(fault: Extract<RequestFault, { kind: "comment" }> | undefined): Conditions["comment"] {
  switch (fault?.as) {
    case "truncated":
      return (text) => text.slice(0, fault.length);
    case "replaced":
      return () => fault.text.slice(0, 31);
    case "empty":
      return () => "";
    default:
      return FAIR.comment;
  }
}
