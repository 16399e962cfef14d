import { asUtcMs } from "#shared/market/brands.ts";
import { exposureOf } from "#shared/trading/exposure/account-exposure.ts";
import type { HeldPosition } from "#shared/trading/exposure/risk-line.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { verdict } from "#shared/trading/verdict/verdict.ts";
import type { VerdictInput } from "#shared/trading/verdict/verdict-input.ts";
import {
  branded,
  buy,
  EURGBP,
  EURUSD,
  held,
  inputWith,
  lineTerms,
  minor,
  NOON,
  QUOTED,
  USDJPY,
  XAUUSD,
} from "#test/fixtures/risk/risk-builders.ts";
import { percentile, printRow } from "./support/row.ts";

/**
 * What a verdict takes with 200 open positions and every limit set, each sample timed by itself. Raw: the same samples
 * of an empty function, so what the clock itself costs. `risk.exposure` counts the 200 positions anew, which happens
 * once per account snapshot; `risk.both` is that and a verdict together.
 */
const POSITIONS = 200;
const SAMPLES = 100_000;
const WARM_UP = 20_000;
const REQUIRED_MS = 0.05;

const specs = [EURUSD, USDJPY, EURGBP, XAUUSD];
const price = new Map([
  ["EURUSD", 1.1],
  ["USDJPY", 150],
  ["EURGBP", 0.88],
  ["XAUUSD", 4_000],
]);
const own = { source: null } as const;

const positions: HeldPosition[] = Array.from({ length: POSITIONS }, (_, i) => {
  const { symbol } = specs[i % specs.length] ?? EURUSD;
  const open = price.get(symbol) ?? 1;
  const side = i % 3 === 0 ? "sell" : "buy";
  const stopLoss = side === "buy" ? open * 0.999 : open * 1.001;
  return held({ identifier: BigInt(i + 1), symbol, side, volume: 0.01 * (1 + (i % 5)), priceOpen: open, stopLoss });
});
const termsOf = new Map(specs.map((spec) => [spec.symbol, lineTerms(spec)]));
const count = () => exposureOf(positions, [], (symbol) => termsOf.get(symbol) ?? null);

const limits: RiskLimits = {
  ...limitsFrom(PRESETS.ftmoOneStep, minor(20_000_000)),
  orderRisk: { amount: { in: "percent", percent: 1, of: "balance" }, ...own },
  openRisk: { amount: { in: "percent", percent: 5, of: "equity" }, ...own },
  orderLots: { lots: 5, ...own },
  totalLots: { lots: 50, ...own },
  tradesPerDay: { count: 500, ...own },
  openTrades: { count: 500, ...own },
  currencyExposure: { amount: { in: "percent", percent: 900, of: "initialBalance" }, ...own },
  spread: { points: 20, bySymbol: {}, ...own },
  hours: {
    hours: { zone: "America/New_York", windows: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 0, toMinute: 1_440 }] },
    ...own,
  },
  stop: { required: true, points: 50, ...own },
  minimumBalance: { amount: { in: "percent", percent: 50, of: "initialBalance" }, ...own },
  freeMargin: { amount: { in: "percent", percent: 10, of: "equity" }, ...own },
};
const charges = { commissionIn: 3.5, commissionOut: 3.5, slippagePoints: 3 };
const base = inputWith(buy(), { limits, exposure: count(), instrument: { ...QUOTED, charges } });
const account = { ...base.account, balance: minor(20_000_000), equity: minor(19_900_000) };

/** No two samples ask the same: lots, stop, time and equity move. */
function sample(i: number): VerdictInput {
  const request = buy(0.01 * (1 + (i % 300)), { stopLoss: branded(1.09 - (i % 97) * 1e-5) });
  const equity = minor(19_900_000 - (i % 1_000) * 100);
  return {
    ...base,
    request,
    account: { ...account, equity } as VerdictInput["account"],
    nowMs: asUtcMs(NOON + i * 37),
  };
}

function timed(work: (i: number) => unknown, samples: number): number[] {
  let kept = 0;
  for (let i = 0; i < Math.min(WARM_UP, samples); i++) if (work(i) === null) kept++;
  const took: number[] = [];
  for (let i = 0; i < samples; i++) {
    const from = performance.now();
    const result = work(i);
    took.push(performance.now() - from);
    if (result === null) kept++;
  }
  if (kept > 0) throw new Error("a sample did no work");
  return took;
}

const inputs = Array.from({ length: SAMPLES }, (_, i) => sample(i));
const inputAt = (i: number): VerdictInput => inputs[i] ?? base;
const answers = new Set(inputs.slice(0, 1_000).map((input) => verdict(input).allowed));
if (answers.size !== 2) throw new Error("the samples should hold orders that pass and orders that are blocked");
if (base.exposure.positions !== POSITIONS) throw new Error("the positions were not counted");

const empty = timed((i) => inputAt(i), SAMPLES);
for (const { bench, work, samples } of [
  { bench: "risk.verdict.p99", work: (i: number) => verdict(inputAt(i)), samples: SAMPLES },
  { bench: "risk.exposure.p99", work: () => count(), samples: SAMPLES / 20 },
  {
    bench: "risk.both.p99",
    work: (i: number) => verdict({ ...inputAt(i), exposure: count() }),
    samples: SAMPLES / 20,
  },
]) {
  const took = timed(work, samples);
  printRow({
    bench,
    value: percentile(took, 0.99),
    unit: "ms",
    raw: percentile(empty, 0.99),
    p50: Number(percentile(took, 0.5).toPrecision(4)),
    positions: POSITIONS,
    ...(bench === "risk.verdict.p99" ? { required: REQUIRED_MS } : {}),
  });
}
