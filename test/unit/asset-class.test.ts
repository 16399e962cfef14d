import fc from "fast-check";
import { expect, test } from "vitest";
import { ASSET_CLASSES, assetClass } from "#shared/market/asset-class.ts";

const of = (path: string, currencyBase = "", calculation = "cfd") => assetClass({ path, currencyBase, calculation });

test.each([
  ["Forex\\Majors\\EURUSD", "forex"],
  ["Paper\\Forex\\Minors\\EURGBP", "forex"],
  ["Retail\\FX\\EURUSD.r", "forex"],
  ["Forex\\Metals\\XAUUSD", "metals"],
  ["CFD\\Spot_Metals\\XAGUSD", "metals"],
  ["CFD-Indices\\Cash\\US30", "indices"],
  ["Indices\\DE40", "indices"],
  ["Commodities\\Energies\\XTIUSD", "commodities"],
  ["Crypto CFD\\Majors\\BTCUSD", "crypto"],
  ["Stocks\\US\\Energy\\XOM", "stocks"],
  ["Shares\\Metals & Mining\\RIO", "stocks"],
  ["Futures\\FORTS\\Si-12.26", "futures"],
  ["Futures\\Indices\\ES_Z6", "indices"],
  ["Bonds\\BUND", "bonds"],
])("a broker's folder says what %s is", (path, wanted) => {
  expect(of(path)).toBe(wanted);
});

test("a symbol's own name is no folder, and where folders say nothing its base currency or its reckoning does", () => {
  expect(of("GoldmanIndexForex")).toBe("other");
  expect(of("Main\\XAUUSD", "XAU", "forex")).toBe("metals");
  expect(of("Main\\BTCUSD", "BTC")).toBe("crypto");
  expect(of("EURUSD", "EUR", "forex")).toBe("forex");
  expect(of("Main\\SBER", "RUB", "exchangeStocks")).toBe("stocks");
  expect(of("Main\\US30", "USD", "cfdIndex")).toBe("indices");
  expect(of("Main\\X", "", "constructor")).toBe("other");
});

test("whatever a broker calls its folders, an instrument has one class", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (path, base, calculation) => {
      expect(ASSET_CLASSES).toContain(of(path, base, calculation));
    }),
  );
});
