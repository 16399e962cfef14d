import type { Conversion } from "#shared/contract/journal-statistics.ts";
import type { CurrencyInput } from "./currency-statistics.ts";

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
  return {
    rates: used,
    input: {
      currency,
      digits: digitsOf(currency, inputs),
      accounts: parts.flatMap(({ accounts }) => accounts),
      trades: parts
        .flatMap(({ trades }) => trades)
        .toSorted((a, b) => a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : 1)),
      openCosts: parts.flatMap(({ openCosts }) => openCosts),
      cash: parts.flatMap(({ cash }) => cash),
      firstBalance: firsts.some((first) => first === null)
        ? null
        : firsts.reduce<number>((sum, first) => sum + (first ?? 0), 0),
      equity: [],
    },
  };
}

function scaled(input: CurrencyInput, rate: number): CurrencyInput {
  const costs = <T extends { readonly amount: number }>(list: readonly T[]): readonly T[] =>
    list.map((each) => ({ ...each, amount: each.amount * rate }));
  return {
    ...input,
    firstBalance: input.firstBalance === null ? null : input.firstBalance * rate,
    cash: costs(input.cash),
    openCosts: costs(input.openCosts),
    trades: input.trades.map((trade) => ({
      ...trade,
      result: trade.result * rate,
      net: trade.net * rate,
      risk: trade.risk === null ? null : trade.risk * rate,
      entryCosts: costs(trade.entryCosts),
    })),
  };
}
