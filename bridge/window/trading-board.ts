import { randomUUID } from "node:crypto";
import { contract } from "#shared/contract/contract.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { DealView, IntentView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { LogRing } from "#shared/rpc/log.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { RuleResult } from "#shared/trading/verdict/verdict-types.ts";
import type { AccountState } from "../ports/account-state.ts";
import type { Latch } from "../ports/safety-book.ts";
import type { KeptDeal, TradeEventListener } from "../ports/trade-events.ts";
import type { FlattenProgress } from "../trading/kill-switch/flatten-run.ts";
import { type Currency, dealView, flattenView, intentView } from "./trading-views.ts";

const KEPT = 4_096;

/** What windows see of trading: the logs of intents and deals, and the latest of latches, flattens and limits. */
export class TradingBoard implements TradeEventListener {
  readonly intents = new LogRing<IntentView>(randomUUID(), KEPT);
  readonly deals = new LogRing<DealView>(randomUUID(), KEPT);
  readonly latches = topicOf(contract.trading.latches);
  readonly flattening = topicOf(contract.trading.flattening);
  readonly risk = topicOf(contract.risk.state);
  readonly #currency: (account: AccountId) => Currency | undefined;
  readonly #intentOf: (magic: bigint) => IntentId | undefined;

  constructor(
    currency: (account: AccountId) => Currency | undefined,
    intentOf: (magic: bigint) => IntentId | undefined,
  ) {
    this.#currency = currency;
    this.#intentOf = intentOf;
  }

  /** What earlier runs left, newest first. */
  remember(records: readonly IntentRecord[]): void {
    for (const record of records.toReversed()) this.intent(record);
  }

  intent(record: IntentRecord): void {
    this.intents.append(intentView(record, this.intents.lastSeq + 1));
  }

  deal(kept: KeptDeal): void {
    const view = this.dealView(kept, this.deals.lastSeq + 1);
    if (view !== undefined) this.deals.append(view);
  }

  /** Undefined while nobody knows in which money the account counts. */
  dealView(kept: Omit<KeptDeal, "seq">, seq: number): DealView | undefined {
    const currency = this.#currency(kept.account);
    return currency && dealView(kept, seq, currency, this.#intentOf(kept.deal.magic));
  }

  latched(accountId: AccountId, { latches, confirmed }: { latches: readonly Latch[]; confirmed: boolean }): void {
    const shown = latches.map(({ account, verb, setMs, cause }) => ({
      verb,
      global: account === null,
      sinceMs: setMs,
      cause,
    }));
    this.latches.set({ accountId, latches: shown, confirmed });
  }

  flattened(progress: FlattenProgress): void {
    this.flattening.set(flattenView(progress));
  }

  judged(
    { account }: Pick<AccountState, "account">,
    limits: RiskView["limits"],
    rules: readonly RuleResult[],
    day: RiskView["day"],
  ): void {
    const { id: accountId, currency, currencyDigits: digits } = account;
    const shown = rules.map((rule) => ({
      ...rule,
      params: { ...rule.params },
      source: rule.source && { ...rule.source },
    }));
    this.risk.set({ accountId, currency, digits, limits, rules: shown, day });
  }
}
