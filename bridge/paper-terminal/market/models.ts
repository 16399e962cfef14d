import type { Pulse } from "./activity.ts";
import type { FactorName } from "./factors.ts";
import type { NewsFelt } from "./news.ts";
import type { SessionKindName } from "./sessions.ts";

type Loadings = Readonly<Partial<Record<FactorName, number>>>;

/** How a symbol's quotes come about. */
export interface QuoteModel {
  readonly name: string;
  readonly digits: number;
  /** Long-run price: exp(0) of its factors. */
  readonly price: number;
  readonly loadings: Loadings;
  readonly pulse: Pulse;
  readonly news: NewsFelt;
  readonly sessions: SessionKindName;
  /** Best spread of a busy hour, points. */
  readonly spread: number;
  /** Ticks a second in a usual hour. */
  readonly pace: number;
}

type Leg = Pick<QuoteModel, "price" | "loadings">;

/** A cross is its legs: `a` to the power 1 times `b` to the power `sign`. So no triangle can be earned from. */
function cross(a: Leg, b: Leg, sign: 1 | -1): Leg {
  const loadings: Partial<Record<FactorName, number>> = { ...a.loadings };
  for (const [name, load] of Object.entries(b.loadings) as [FactorName, number][]) {
    loadings[name] = (loadings[name] ?? 0) + sign * load;
  }
  return { price: a.price * b.price ** sign, loadings };
}

const eurusd: Leg = { price: 1.165, loadings: { dollar: 1, europe: 1, eur: 1 } };
const gbpusd: Leg = { price: 1.322, loadings: { dollar: 0.9, europe: 0.9, gbp: 1, risk: 0.05 } };
const usdjpy: Leg = { price: 153.2, loadings: { dollar: -0.8, jpy: -1, risk: 0.15 } };

const WEST: NewsFelt = { america: 1, europe: 0.7 };
const EAST: NewsFelt = { america: 0.8, asia: 1 };
const COINS: NewsFelt = { crypto: 1, america: 0.3 };

const forex = (
  name: string,
  digits: number,
  leg: Leg,
  pulse: Pulse,
  news: NewsFelt,
  spread: number,
  pace: number,
): QuoteModel => ({ name, digits, ...leg, pulse, news, sessions: "forex", spread, pace });

/** The simulated market's symbols, in the order of its Market Watch. */
export const QUOTE_MODELS: readonly QuoteModel[] = [
  forex("EURUSD", 5, eurusd, "europe", WEST, 7, 3.6),
  forex("GBPUSD", 5, gbpusd, "europe", WEST, 10, 3.4),
  forex("USDJPY", 3, usdjpy, "asia", EAST, 9, 3.6),
  forex(
    "AUDUSD",
    5,
    { price: 0.655, loadings: { dollar: 0.9, antipodes: 1, aud: 1, risk: 0.2 } },
    "asia",
    EAST,
    9,
    2.4,
  ),
  forex(
    "USDCHF",
    5,
    { price: 0.801, loadings: { dollar: -1, europe: -0.7, chf: -1, risk: 0.1 } },
    "europe",
    WEST,
    12,
    2,
  ),
  forex("USDCAD", 5, { price: 1.398, loadings: { dollar: -0.6, cad: -1, risk: -0.1 } }, "america", WEST, 12, 2.2),
  forex(
    "NZDUSD",
    5,
    { price: 0.578, loadings: { dollar: 0.85, antipodes: 1.05, nzd: 1, risk: 0.15 } },
    "asia",
    EAST,
    12,
    1.6,
  ),
  forex("EURJPY", 3, cross(eurusd, usdjpy, 1), "europe", { ...WEST, ...EAST }, 13, 3.6),
  forex("GBPJPY", 3, cross(gbpusd, usdjpy, 1), "europe", { ...WEST, ...EAST }, 19, 3.4),
  forex("EURGBP", 5, cross(eurusd, gbpusd, -1), "europe", { europe: 1 }, 10, 1.8),
  {
    name: "XAUUSD",
    digits: 2,
    price: 4_085,
    loadings: { dollar: 0.9, gold: 1, risk: -0.1 },
    pulse: "metals",
    news: { america: 1 },
    sessions: "metals",
    spread: 16,
    pace: 5,
  },
  {
    name: "XAGUSD",
    digits: 3,
    price: 50.2,
    loadings: { dollar: 1, gold: 1.1, silver: 1, risk: 0.1 },
    pulse: "metals",
    news: { america: 1 },
    sessions: "metals",
    spread: 18,
    pace: 2.4,
  },
  {
    name: "US500",
    digits: 1,
    price: 6_640,
    loadings: { risk: 1, us500: 1 },
    pulse: "america",
    news: { america: 1 },
    sessions: "usIndex",
    spread: 4,
    pace: 3,
  },
  {
    name: "US30",
    digits: 1,
    price: 46_400,
    loadings: { risk: 0.85, us30: 1 },
    pulse: "america",
    news: { america: 1 },
    sessions: "usIndex",
    spread: 18,
    pace: 3,
  },
  {
    name: "DE40",
    digits: 1,
    price: 23_450,
    loadings: { risk: 0.7, de40: 1 },
    pulse: "europe",
    news: { europe: 1, america: 0.5 },
    sessions: "germanIndex",
    spread: 12,
    pace: 2.4,
  },
  {
    name: "BTCUSD",
    digits: 2,
    price: 92_500,
    loadings: { coins: 1, btc: 1, risk: 0.6 },
    pulse: "crypto",
    news: COINS,
    sessions: "crypto",
    spread: 1_400,
    pace: 3,
  },
  {
    name: "ETHUSD",
    digits: 2,
    price: 3_050,
    loadings: { coins: 1.2, eth: 1, risk: 0.7 },
    pulse: "crypto",
    news: COINS,
    sessions: "crypto",
    spread: 160,
    pace: 2,
  },
];
