import type { Lots, MinorUnits } from "../../market/brands.ts";
import type { OrderRequest } from "../intent/intent.ts";
import { type SizeBy, type Sizing, type SizingRefusal, sizeOrder } from "../sizing/size-order.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { RuleId } from "../verdict/rule-ids.ts";
import { verdict } from "../verdict/verdict.ts";
import type { RiskAccount, RiskInstrument, VerdictInput } from "../verdict/verdict-input.ts";
import type { Verdict } from "../verdict/verdict-types.ts";
import { type GaleRule, galeFactor, galeSteps } from "./gale-rule.ts";

/** A session's gale as it would run from now on, each step losing its worst case. */
export interface LadderInput {
  readonly rule: GaleRule;
  /** Stake of the first trade. */
  readonly amount: SizeBy;
  /** The first trade's market order; its lots are worked out here. Entry at the quote, its stop set. */
  readonly request: Extract<OrderRequest, { action: "open" }>;
  /** Everything else that the verdict asks for, as it is now. */
  readonly now: Omit<VerdictInput, "request" | "account" | "instrument"> & {
    readonly account: RiskAccount;
    readonly instrument: RiskInstrument;
  };
  /** Loss at which the session ends, minor units; null = none. */
  readonly stopLoss: MinorUnits | null;
}

/** What keeps a step from being traded: a rule of the verdict, a size that cannot be, or the session's own stop. */
export type LadderBlock =
  | { readonly by: "rule"; readonly rule: RuleId }
  | { readonly by: "size"; readonly refusal: SizingRefusal }
  | { readonly by: "sessionStop" };

export interface LadderStep {
  /** 0 = the first trade. */
  readonly step: number;
  /** Times the first stake. */
  readonly factor: number;
  readonly sizing: Sizing;
  readonly lots: Lots | null;
  /** Loss at the stop, charges included; null = cannot be sized or valued. */
  readonly loss: MinorUnits | null;
  /** With all steps before it lost too. */
  readonly cumulativeLoss: MinorUnits | null;
  readonly margin: MinorUnits | null;
  /** Left of the daily and of the total loss limit when this step, too, is lost; null = no such limit. */
  readonly dailyRoom: MinorUnits | null;
  readonly totalRoom: MinorUnits | null;
  /** Left before the session's own stop loss. */
  readonly sessionRoom: MinorUnits | null;
  /** Null where the size is refused. */
  readonly verdict: Verdict | null;
  readonly block: LadderBlock | null;
}

/**
 * Every step with its lots, its loss and what stands in its way. A step is judged as if all before it had been lost at
 * their worst: balance and equity are lower by that, and the day has that many trades more. The verdict is the one
 * that is enforced, so the first blocked step is the one that would be blocked. Steps after it are shown all the same.
 */
export function galeLadder(input: LadderInput): readonly LadderStep[] {
  const steps: LadderStep[] = [];
  let lost: number | null = 0;
  for (let step = 0; step <= galeSteps(input.rule); step++) {
    const shown = ladderStep(input, step, lost);
    steps.push(shown);
    lost = shown.cumulativeLoss;
  }
  return steps;
}

/** The first step that cannot be traded, and why; null when all can. */
export const firstBlocked = (steps: readonly LadderStep[]): LadderStep | null =>
  steps.find(({ block }) => block !== null) ?? null;

function ladderStep(input: LadderInput, step: number, lost: number | null): LadderStep {
  const { rule, amount, request, stopLoss } = input;
  const now = after(input.now, lost ?? 0, step);
  const factor = galeFactor(rule, step);
  const side = request.kind;
  const quote = now.instrument.quote;
  const open = (side === "buy" ? quote?.ask : quote?.bid) ?? Number.NaN;
  const { currency, digits, balance: riskBase } = now.account;
  const { spec, charges } = now.instrument;
  const terms = { spec, quote, charges, currency, digits, rates: now.rates };
  const entry = { side, open, stop: request.stopLoss, slips: true };
  const sizing = sizeOrder({ amount, factor, entry, terms, riskBase });
  const said = sizing.ok ? verdict({ ...now, request: { ...request, lots: sizing.lots } }) : null;
  const loss = said?.worst.loss ?? null;
  const cumulativeLoss = loss === null || lost === null ? null : asMinor(lost + loss);
  const total = said?.rules.find((each) => each.rule === "limit.totalLoss")?.room ?? null;
  const sessionRoom = stopLoss === null || cumulativeLoss === null ? null : asMinor(stopLoss - cumulativeLoss);
  return {
    step,
    factor,
    sizing,
    lots: sizing.ok ? sizing.lots : null,
    loss,
    cumulativeLoss,
    margin: said?.margin ?? null,
    dailyRoom: said?.daily?.after ?? null,
    totalRoom: total === null ? null : asMinor(total),
    sessionRoom,
    verdict: said,
    block: blockOf(sizing, said, stopLoss !== null && lost !== null && lost >= stopLoss),
  };
}

function blockOf(sizing: Sizing, said: Verdict | null, sessionEnded: boolean): LadderBlock | null {
  if (sessionEnded) return { by: "sessionStop" };
  if (!sizing.ok) return { by: "size", refusal: sizing.refusal };
  const rule = said?.blocking ?? null;
  return rule === null ? null : { by: "rule", rule };
}

/** The same account after `step` trades that lost `lost` together and are closed. */
function after(now: LadderInput["now"], lost: number, step: number): LadderInput["now"] {
  const { account, risk } = now;
  const poorer = {
    ...account,
    balance: asMinor(account.balance - lost),
    equity: asMinor(account.equity - lost),
  };
  if (risk === null) return { ...now, account: poorer };
  const { record } = risk;
  const day = { ...record.day, trades: record.day.trades + step, realised: asMinor(record.day.realised - lost) };
  return { ...now, account: poorer, risk: { ...risk, record: { ...record, day } } };
}
