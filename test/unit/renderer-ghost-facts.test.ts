import { expect, test } from "vitest";
import { levelOf } from "#renderer/chart/trade-lines.ts";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { ghostFacts } from "#renderer/panels/chart-lines/ghost-facts.ts";
import type { PendingOrder } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { Preview } from "#shared/contract/verdict.ts";
import { aPendingOrder, aPosition } from "#test/fixtures/window-lab/holdings.ts";

const EURUSD = { symbol: "EURUSD", digits: 5, point: 0.00001, pointsPerPip: 10 } as Instrument;
const told = (atStop: number | null, atTake: number | null = null): Preview => ({
  currency: "USD",
  digits: 2,
  order: { lots: null, price: null, stopLimit: null, stopLoss: null, takeProfit: null, problems: [] },
  levels: { entry: null, lots: null, atStop, atTake },
  verdict: null,
});
const words = (language: "en" | "id"): Text => {
  const i18n = createI18n(language);
  return (key, values) => i18n.t(key, values ?? {});
};

async function facts(
  order: Partial<PendingOrder>,
  role: "price" | "stopLimit" | "stopLoss",
  price: number,
  more: { preview?: Preview; market?: number; language?: "en" | "id" } = {},
): Promise<readonly string[]> {
  const held = levelOf({ kind: "order", order: aPendingOrder(order) }, role);
  const { preview, market, language = "en" } = more;
  return ghostFacts(words(language), { held, price, instrument: EURUSD, preview, market });
}

test("a pending price that is moved tells how far it is from the market, and what the order then loses at its stop", async () => {
  const moved = { preview: told(-5_000), market: 1.085 };
  expect(await facts({ stopLoss: 1.065 }, "price", 1.07, moved)).toEqual([
    "1.07000",
    "1500 pts · 150.0 pips from the market",
    "\u221250.00 USD at its S/L",
  ]);
  expect(await facts({ stopLoss: 1.065 }, "price", 1.07, { ...moved, language: "id" })).toContain(
    "\u221250.00 USD pada S/L",
  );
});

test("one without a stop says that nothing bounds its loss, and no distance is told before there is a quote", async () => {
  expect(await facts({}, "price", 1.07, { preview: told(null) })).toEqual(["1.07000", "no S/L: loss without bound"]);
});

test("the limit of a stop-limit is measured from its stop price, and opens the order", async () => {
  const order = { kind: "buyStopLimit", price: 1.09, stopLimit: 1.088, stopLoss: 1.08 } as const;
  expect(await facts(order, "stopLimit", 1.087, { preview: told(-7_000), market: 1.085 })).toEqual([
    "1.08700",
    "300 pts · 30.0 pips from the stop price",
    "\u221270.00 USD at its S/L",
  ]);
});

test("a stop is measured from where its order opens, with its result and R", async () => {
  const order = { kind: "buyStopLimit", price: 1.09, stopLimit: 1.088, stopLoss: 1.08 } as const;
  expect(await facts(order, "stopLoss", 1.084, { preview: told(-4_000) })).toEqual([
    "1.08400",
    "400 pts · 40.0 pips",
    "\u221240.00 USD",
    "\u22120.5 R",
  ]);
  const held = levelOf({ kind: "position", position: aPosition({ stopLoss: 1.08 }) }, "stopLoss");
  const text = words("en");
  expect(ghostFacts(text, { held, price: 1.08, instrument: EURUSD, preview: undefined, market: 1.1 })).toEqual([
    "1.08000",
    "500 pts · 50.0 pips",
    "\u22121.0 R",
  ]);
});
