import type { Conversion } from "#shared/contract/journal-statistics.ts";
import type { TradeColumns } from "#shared/trading/statistics/columns.ts";
import { NO_EQUITY } from "#shared/trading/statistics/input.ts";
import { joinedColumns } from "#shared/trading/statistics/joined-columns.ts";
import type { CurrencyInput } from "./currency-statistics.ts";
import type { ShelfTrade } from "./shelf-trade.ts";

type Rates = Conversion["rates"];

/** Digits that most accounts of a currency are kept in. */
const digitsOf = (currency: string, inputs: readonly CurrencyInput[]): number =>
  inputs.find((input) => input.currency === currency)?.digits ?? (currency === "JPY" ? 0 : 2);

/**
 * All currencies in one, at the rates that the user gave, and the rates that were used. Null when a rate is missing:
 * nothing is added up then.
 */
export function converted(
  inputs: readonly CurrencyInput[],
  { currency, rates }: Conversion,
): { readonly input: CurrencyInput; readonly rates: Rates } | null {
  const used = rates.filter(({ from }) => from !== currency && inputs.some((input) => input.currency === from));
  const rateOf = (from: string): number | undefined =>
    from === currency ? 1 : used.find((rate) => rate.from === from)?.rate;
  if (inputs.length === 0 || inputs.some((input) => rateOf(input.currency) === undefined)) return null;
  const parts = inputs.map((input) => scaled(input, rateOf(input.currency) ?? 1));
  const firsts = parts.map(({ firstBalance }) => firstBalance);
  const { columns, places } = joinedColumns(parts.map((part) => part.columns));
  const trades: ShelfTrade[] = [];
  for (const [of, part] of parts.entries()) {
    for (const [row, trade] of part.trades.entries()) trades[places[of]?.[row] ?? 0] = trade;
  }
  return {
    rates: used,
    input: {
      currency,
      digits: digitsOf(currency, inputs),
      accounts: parts.flatMap(({ accounts }) => accounts),
      trades,
      columns,
      cash: parts.flatMap(({ cash }) => cash),
      firstBalance: firsts.some((first) => first === null)
        ? null
        : firsts.reduce<number>((sum, first) => sum + (first ?? 0), 0),
      equity: NO_EQUITY,
      noEquity: "oneAccount",
    },
  };
}

function scaled(input: CurrencyInput, rate: number): CurrencyInput {
  return {
    ...input,
    firstBalance: input.firstBalance === null ? null : input.firstBalance * rate,
    cash: input.cash.map((flow) => ({ ...flow, amount: flow.amount * rate })),
    columns: rate === 1 ? input.columns : scaledColumns(input.columns, rate),
  };
}

function scaledColumns(columns: TradeColumns, rate: number): TradeColumns {
  const times = (column: Float64Array): Float64Array => column.map((value) => value * rate);
  const { result, net, risk, costs } = columns;
  return {
    ...columns,
    result: times(result),
    net: times(net),
    risk: times(risk),
    costs: { ...costs, amount: times(costs.amount) },
  };
}
