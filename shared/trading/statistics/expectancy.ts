import type { TradeColumns } from "./columns.ts";
import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/** Net of a trade in multiples of what its first stop loss put at risk; null when that is not known. */
export const multipleOf = ({ risk, net }: Pick<StatTrade, "risk" | "net">): number | null =>
  risk !== null && risk > 0 ? net / risk : null;

/** Mean multiple of the trades whose risk is known. */
export class Expectancy {
  readonly #sum = new Sum();
  #sample = 0;

  /** @param risk NaN = not known */
  add(net: number, risk: number): void {
    if (!(risk > 0)) return;
    this.#sum.add(net / risk);
    this.#sample += 1;
  }

  get sample(): number {
    return this.#sample;
  }

  /** Null without a trade whose risk is known. */
  get r(): number | null {
    return this.#sample === 0 ? null : this.#sum.value / this.#sample;
  }
}

/** Mean result in R, net of costs, over the trades whose first risk is known. */
export function expectancyMetric({ count, net, risk }: TradeColumns): Metric {
  const expectancy = new Expectancy();
  for (let at = 0; at < count; at += 1) expectancy.add(net[at] ?? 0, risk[at] ?? Number.NaN);
  return metric("expectancyR", expectancy.r ?? "noRisk", expectancy.sample);
}
