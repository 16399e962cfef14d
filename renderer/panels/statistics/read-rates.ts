import type { Conversion } from "#shared/contract/journal-statistics.ts";
import { parseDecimal, toNumber } from "#shared/trading/input/parse-decimal.ts";

/** Rates as typed, one for each currency; undefined while one is lacking, unclear or not above 0. A dot is decimal. */
export function readRates(
  currencies: readonly string[],
  typed: Readonly<Record<string, string>>,
): Conversion["rates"] | undefined {
  const rates = currencies.flatMap((from) => {
    const read = parseDecimal(typed[from] ?? "", true);
    const rate = read.ok ? toNumber(read.value) : 0;
    return rate > 0 ? [{ from, rate }] : [];
  });
  return rates.length === currencies.length ? rates : undefined;
}
