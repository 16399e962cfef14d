import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import type { KnownClose } from "#shared/trading/trades/assign-positions.ts";

export type ReportKind = "mt5Account" | "mt5Tester" | "mt4Account" | "mt4Tester";

/** A figure as the report prints it. */
export interface PrintedFigure {
  readonly id: MetricId;
  readonly value: number;
  readonly text: string;
  readonly decimals: number;
}

export type SkippedRow = "openPosition" | "pendingOrder" | "cancelledOrder" | "emptyRow";

/** What a list of a report holds, before anything is known of the account. */
export interface ReadDeals {
  readonly deals: readonly BrokerDeal[];
  readonly closes: readonly KnownClose[];
  /** Balance before the first deal; null where the report does not tell. */
  readonly firstBalance: number | null;
  /** Most decimals that money was written with. */
  readonly decimals: number;
  readonly skipped: ReadonlyMap<SkippedRow, number>;
  /** Where a running balance did not follow from the one before. */
  readonly break: { readonly place: string; readonly expected: string; readonly found: string } | null;
}

/** A report, understood. Deals have their positions. */
export interface Report {
  readonly kind: ReportKind;
  readonly encoding: string;
  /** `login@server`, or one of its own for a tester's run. */
  readonly account: string;
  readonly title: string;
  readonly serverNamed: boolean;
  readonly currency: string;
  readonly digits: number;
  readonly netting: boolean;
  readonly deals: readonly BrokerDeal[];
  /** Exits whose entry was worked out. */
  readonly worked: ReadonlySet<bigint>;
  readonly firstBalance: number | null;
  readonly printed: readonly PrintedFigure[];
  readonly skipped: ReadonlyMap<SkippedRow, number>;
}
