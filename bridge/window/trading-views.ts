import type { DealView, FlattenView, IntentView } from "#shared/contract/trading.ts";
import type { VerdictView } from "#shared/contract/verdict.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { Verdict } from "#shared/trading/verdict/verdict-types.ts";
import type { KeptDeal } from "../ports/trade-events.ts";
import type { FlattenProgress } from "../trading/kill-switch/flatten-run.ts";

/** An absent field, not one that is undefined: the contract knows the difference. */
const given = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value === null || value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

const ticket = <K extends string>(key: K, value: bigint | null): { [P in K]?: string } =>
  given(key, value === null ? null : `${value}`);

/** An order's intent as windows see it. @param seq its place in the stream of views. */
export function intentView({ intent, outcome }: IntentRecord, seq: number): IntentView {
  const { id, account, source, request } = intent;
  return {
    seq,
    intentId: id,
    accountId: account,
    source: source.kind,
    ...(source.kind === "session" ? { sessionId: source.session } : {}),
    action: request.action,
    symbol: request.symbol,
    ...given("kind", "kind" in request ? request.kind : "side" in request ? request.side : null),
    ...given("lots", "lots" in request ? request.lots : null),
    ...given("price", "price" in request ? request.price : null),
    ...given("stopLoss", "stopLoss" in request ? request.stopLoss : null),
    ...given("takeProfit", "takeProfit" in request ? request.takeProfit : null),
    state: outcome.state,
    ...given("reason", outcome.reason),
    ...given("retcode", outcome.retcode),
    ...ticket("order", outcome.order),
    ...ticket("position", outcome.position),
    executedLots: outcome.lots,
    ...given("executedPrice", outcome.price),
    createdMs: intent.createdMs,
    changedMs: outcome.changedMs,
    adopted: outcome.adopted,
  };
}

/** In which money an account counts. */
export interface Currency {
  readonly currency: string;
  readonly currencyDigits: number;
}

/** A deal as windows see it. @param intentId of the order it came from, where that was ours. */
export function dealView(
  { account, revision, deal }: Omit<KeptDeal, "seq">,
  seq: number,
  { currency, currencyDigits }: Currency,
  intentId: IntentId | undefined,
): DealView {
  const money = (value: number): DealView["profit"] => moneyFromDouble(value, currency, currencyDigits);
  const { ticket: number, order, position, symbol, kind, entry, volume, price, timeMs, origin, comment } = deal;
  return {
    seq,
    accountId: account,
    ticket: `${number}`,
    order: `${order}`,
    position: `${position}`,
    symbol,
    kind,
    entry,
    lots: volume,
    price,
    profit: money(deal.profit),
    swap: money(deal.swap),
    commission: money(deal.commission),
    fee: money(deal.fee),
    timeMs,
    origin,
    ...given("intentId", intentId),
    comment,
    revision,
  };
}

/** How far a flatten is, as windows see it. */
export function flattenView({ run, stage, positionsLeft, ordersLeft, positions }: FlattenProgress): FlattenView {
  return {
    accountId: run.account,
    flattenId: run.id,
    cause: run.cause,
    stage,
    startedMs: run.askedMs,
    ...given("flatMs", run.flatMs),
    positionsLeft,
    ordersLeft,
    positions: positions.map(({ position, symbol, lots, closed, reason }) => ({
      position: `${position}`,
      symbol,
      lots,
      closed,
      ...given("reason", reason),
    })),
  };
}

/** A verdict as the wire carries it: the same, with lists that a window may keep. */
export const verdictView = ({ rules, worst, daily, ...rest }: Verdict): VerdictView => ({
  ...rest,
  worst: { ...worst },
  daily: daily === null ? null : { ...daily },
  rules: rules.map((rule) => ({ ...rule, params: { ...rule.params }, source: rule.source && { ...rule.source } })),
});
