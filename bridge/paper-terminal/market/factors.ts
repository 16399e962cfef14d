import type { Pulse } from "./activity.ts";
import type { NewsFelt } from "./news.ts";

/** One cause of price movement. A symbol's log price is a sum of factors, so what shares causes moves together. */
export interface Factor {
  readonly name: string;
  /** Standard deviation of a usual weekday's move, as a fraction of the price. */
  readonly dailyVolatility: number;
  /** How much of the distance to its long-run level is left after a week; below 1, so that prices stay in sight of it. */
  readonly weeklyMemory: number;
  readonly pulse: Pulse;
  readonly news: NewsFelt;
}

const fx = (name: string, dailyVolatility: number, pulse: Pulse, news: NewsFelt): Factor => ({
  name,
  dailyVolatility,
  weeklyMemory: 0.96,
  pulse,
  news,
});

/**
 * The world's moving parts. Daily volatilities are of the size seen in 2023-2025 (EURUSD about 0.45 %, gold 1 %,
 * S&P 500 0.9 %, Bitcoin 2.6 %) once the loadings in `loadings.ts` are summed.
 */
export const FACTORS = {
  /** Strength of everything against the dollar. */
  dollar: fx("dollar", 0.0032, "europe", { america: 1, europe: 0.25 }),
  /** What moves Europe's currencies together. */
  europe: fx("europe", 0.0022, "europe", { europe: 1 }),
  /** What moves Australia and New Zealand together. */
  antipodes: fx("antipodes", 0.0036, "asia", { asia: 1, america: 0.2 }),
  eur: fx("eur", 0.0016, "europe", { europe: 0.5 }),
  gbp: fx("gbp", 0.003, "europe", { europe: 1 }),
  chf: fx("chf", 0.0026, "europe", { europe: 0.5 }),
  jpy: fx("jpy", 0.0042, "asia", { asia: 1, america: 0.6 }),
  aud: fx("aud", 0.0018, "asia", { asia: 0.7 }),
  nzd: fx("nzd", 0.002, "asia", { asia: 0.7 }),
  cad: fx("cad", 0.0028, "america", { america: 0.6 }),
  /** Appetite for risk: shares up, yen and franc down. */
  risk: {
    name: "risk",
    dailyVolatility: 0.0075,
    weeklyMemory: 0.96,
    pulse: "america",
    news: { america: 1, europe: 0.2 },
  },
  us500: { name: "us500", dailyVolatility: 0.002, weeklyMemory: 0.97, pulse: "america", news: { america: 0.3 } },
  us30: { name: "us30", dailyVolatility: 0.003, weeklyMemory: 0.97, pulse: "america", news: { america: 0.3 } },
  de40: { name: "de40", dailyVolatility: 0.006, weeklyMemory: 0.975, pulse: "europe", news: { europe: 1 } },
  gold: { name: "gold", dailyVolatility: 0.0085, weeklyMemory: 0.97, pulse: "metals", news: { america: 0.8 } },
  silver: { name: "silver", dailyVolatility: 0.011, weeklyMemory: 0.975, pulse: "metals", news: { america: 0.4 } },
  coins: {
    name: "coins",
    dailyVolatility: 0.022,
    weeklyMemory: 0.95,
    pulse: "crypto",
    news: { crypto: 1, america: 0.3 },
  },
  btc: { name: "btc", dailyVolatility: 0.01, weeklyMemory: 0.95, pulse: "crypto", news: { crypto: 0.4 } },
  eth: { name: "eth", dailyVolatility: 0.02, weeklyMemory: 0.95, pulse: "crypto", news: { crypto: 0.4 } },
} as const satisfies Readonly<Record<string, Factor>>;

export type FactorName = keyof typeof FACTORS;
