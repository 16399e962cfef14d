import { emptyColumns, type TradeColumns } from "./columns.ts";

/** Which costs of open positions come along: by their time, or all, or none. */
type OpenCostsPicked = "all" | "none" | ((timeMs: number) => boolean);

/**
 * Some of the trades, with what their entries cost.
 * @param rows ascending
 */
export function pickedColumns(all: TradeColumns, rows: Uint32Array, open: OpenCostsPicked): TradeColumns {
  if (rows.length === all.count && open === "all") return all;
  const isOpenPicked = typeof open === "function" ? open : () => open === "all";
  /** Where a trade stands among the picked ones; -1: left out. */
  const place = new Int32Array(all.count).fill(-1);
  for (let at = 0; at < rows.length; at += 1) place[rows[at] ?? 0] = at;
  const { costs } = all;
  const kept: number[] = [];
  for (let at = 0; at < costs.trade.length; at += 1) {
    const trade = costs.trade[at] ?? -1;
    if (trade === -1 ? isOpenPicked(costs.timeMs[at] ?? 0) : place[trade] !== -1) kept.push(at);
  }
  const picked = emptyColumns(rows.length, kept.length);
  for (let at = 0; at < rows.length; at += 1) copyTrade(all, rows[at] ?? 0, picked, at);
  let [passed, upTo] = [0, 0];
  for (let at = 0; at < kept.length; at += 1) {
    const from = kept[at] ?? 0;
    copyCost(all, from, picked, at);
    const trade = costs.trade[from] ?? -1;
    picked.costs.trade[at] = trade === -1 ? -1 : (place[trade] ?? -1);
    for (const after = costs.after[from] ?? 0; upTo < after; upTo += 1) if (place[upTo] !== -1) passed += 1;
    picked.costs.after[at] = passed;
  }
  return picked;
}

/** Copies a closed trade from one row of columns to another. */
export function copyTrade(from: TradeColumns, row: number, to: TradeColumns, at: number): void {
  to.ticket[at] = from.ticket[row] ?? 0n;
  to.openMs[at] = from.openMs[row] ?? 0;
  to.closeMs[at] = from.closeMs[row] ?? 0;
  to.result[at] = from.result[row] ?? 0;
  to.net[at] = from.net[row] ?? 0;
  to.risk[at] = from.risk[row] ?? 0;
  to.buy[at] = from.buy[row] ?? 0;
}

/** Copies a booking beside trades from one row of columns to another. */
export function copyCost({ costs: from }: TradeColumns, row: number, { costs: to }: TradeColumns, at: number): void {
  to.ticket[at] = from.ticket[row] ?? 0n;
  to.timeMs[at] = from.timeMs[row] ?? 0;
  to.amount[at] = from.amount[row] ?? 0;
  to.trade[at] = from.trade[row] ?? -1;
  to.after[at] = from.after[row] ?? 0;
}
