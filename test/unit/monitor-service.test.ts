import { expect, test } from "vitest";
import { MarketMonitor } from "#bridge/market-monitor/monitor/market-monitor.ts";
import { monitorMethods } from "#bridge/market-monitor/monitor/monitor-methods.ts";
import type { MonitorPorts } from "#bridge/market-monitor/monitor/monitor-ports.ts";
import { SessionBook } from "#bridge/market-monitor/monitor/session-book.ts";
import { contract } from "#shared/contract/contract.ts";
import type { BarUpdate } from "#shared/contract/market.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { columnsOf } from "#test/fixtures/plain-ticks.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 18, 12);
const HARBOUR = "1@Harbour" as AccountId;
const BAY = "2@Bay" as AccountId;
const EURUSD = `${HARBOUR}/EURUSD` as InstrumentId;

/** Two brokers; daily closes that rise by a tenth of a per cent a day. */
function room() {
  const clock = new VirtualClock(NOW);
  const instruments = topicOf(contract.market.instruments);
  const quotes = topicOf(contract.market.quotes);
  const asked = { days: 0, tails: 0 };
  const holidays: number[] = [];
  const add = (accountId: AccountId, symbol: string, bid: number) => {
    const id = `${accountId}/${symbol}` as InstrumentId;
    const shape = {
      description: "",
      assetClass: "forex" as const,
      digits: 5,
      point: 0.00001,
      pointsPerPip: 10,
      currencyProfit: symbol.slice(3, 6),
    };
    const lots = { tickSize: 0.00001, volumeMin: 0.01, volumeStep: 0.01, stopsLevel: 0, freezeLevel: 0 };
    instruments.set({ id, accountId, symbol, ...shape, ...lots });
    quotes.set({ instrumentId: id, bid, ask: bid + 0.0001, timeMs: NOW, previousClose: bid / 1.01 });
    return id;
  };
  const days = (_: InstrumentId, limit: number): Promise<readonly BarUpdate[]> => {
    asked.days += 1;
    const first = Math.floor(NOW / DAY) - limit + 1;
    return Promise.resolve(
      Array.from({ length: limit }, (_unused, i) => {
        const close = 1.1 * 1.001 ** i;
        const price = { open: close, high: close + 0.002, low: close - 0.002, close };
        const rest = { tickVolume: 1, spread: 1, timeframe: "D1" as const, instrumentId: EURUSD };
        return { ...price, ...rest, timeMs: (first + i) * DAY };
      }),
    );
  };
  const ports: MonitorPorts = {
    clock,
    instruments,
    quotes,
    sessions: new SessionBook(),
    brokerNow: () => NOW,
    tail: () => {
      asked.tails += 1;
      return Promise.resolve(columnsOf([{ timeMs: NOW - 1_000, bid: 1.1, ask: 1.1001, flags: 6 }]));
    },
    days,
    baseOf: (_account, symbol) => symbol.slice(0, 3),
    limits: () => ({ staleMs: 60_000, frozenMs: 300_000 }),
    holidays: () => holidays,
    names: () => [],
  };
  const monitor = new MarketMonitor(ports);
  return { clock, monitor, methods: monitorMethods(monitor, ports), add, asked, ports };
}

const tick = (bid: number, ask: number, timeMs = NOW) => columnsOf([{ timeMs, bid, ask, flags: 6 }]);
const call = (signal: AbortSignal) => ({ signal, peer: "test" });

test("nothing is watched, read or kept until somebody looks, and nothing after they are gone", async () => {
  const { monitor, methods, add, asked, clock } = room();
  add(HARBOUR, "EURUSD", 1.1);
  monitor.ticks(EURUSD, tick(1.1, 1.1001), 1);
  await clock.advance(5_000);
  expect([monitor.watched, asked.days, asked.tails, monitor.symbols.size]).toEqual([0, 0, 0, 0]);
  const window = new AbortController();
  await methods.symbols({ accountId: HARBOUR }, call(window.signal));
  await clock.advance(2_000);
  expect([monitor.watched, asked.days, asked.tails]).toEqual([1, 1, 1]);
  window.abort();
  expect([monitor.watched, monitor.symbols.size]).toEqual([0, 0]);
  await clock.advance(120_000);
  expect(asked.days).toBe(1);
});

test("two windows share a measurement, which ends with the second", async () => {
  const { monitor, methods, add, clock } = room();
  add(HARBOUR, "EURUSD", 1.1);
  const [one, two] = [new AbortController(), new AbortController()];
  await methods.symbols({ accountId: HARBOUR }, call(one.signal));
  await methods.symbols({ accountId: HARBOUR }, call(two.signal));
  one.abort();
  await clock.advance(1_000);
  expect(monitor.watched).toBe(1);
  two.abort();
  expect(monitor.watched).toBe(0);
});

test("a symbol's figures come from stored ticks, live ticks and closed days, and name their samples", async () => {
  const { monitor, methods, add, clock } = room();
  add(HARBOUR, "EURUSD", 1.2);
  await methods.symbols({ accountId: HARBOUR }, call(new AbortController().signal));
  await clock.advance(1_000);
  monitor.ticks(EURUSD, tick(1.1, 1.1003), 1);
  await clock.advance(1_000);
  const measures = monitor.symbols.get(EURUSD);
  expect(measures).toMatchObject({ feed: "live", hours: null, spread: { now: 30, median: 10, ticks: 2 } });
  expect(measures?.daily?.bars).toBe(63);
  expect(measures?.daily?.atr).toBeCloseTo(0.004, 6);
  expect(measures?.daily?.volatility).toBeCloseTo(Math.log(1.001) * Math.sqrt(252), 9);
  expect(measures?.daily?.change).toBeCloseTo(1.2 / (1.1 * 1.001 ** 62) - 1, 9);
});

test("behind a broker's cold history every row has its ticks at once, and its days in turn", async () => {
  const { monitor, methods, add, clock, ports } = room();
  const symbols = ["EURUSD", "GBPUSD", "AUDUSD", "USDJPY", "USDCHF", "NZDUSD"].map((symbol) =>
    add(HARBOUR, symbol, 1.1),
  );
  const asked: InstrumentId[] = [];
  Object.assign(ports, {
    days: async (id: InstrumentId) => {
      asked.push(id);
      await new Promise<void>((resolve) => clock.after(12_000, resolve));
      return [];
    },
  });
  await methods.symbols({ accountId: HARBOUR }, call(new AbortController().signal));
  await clock.advance(2_000);
  for (const id of symbols) monitor.ticks(id, tick(1.1, 1.1003), 1);
  await clock.advance(1_000);
  expect(symbols.map((id) => monitor.symbols.get(id)?.feed)).toEqual(symbols.map(() => "live"));
  await clock.advance(36_000);
  expect(new Set(asked.slice(0, symbols.length))).toEqual(new Set(symbols));
});

test("the same instrument at two brokers is put side by side; one that falls silent is left out", async () => {
  const { monitor, methods, add, clock } = room();
  const [own, other] = [add(HARBOUR, "EURUSD", 1.1), add(BAY, "EURUSD.r", 1.1004)];
  add(BAY, "GBPUSD.r", 1.3);
  await methods.sources({}, call(new AbortController().signal));
  monitor.ticks(own, tick(1.1, 1.1001), 1);
  monitor.ticks(other, tick(1.1004, 1.1005), 1);
  await clock.advance(1_000);
  expect([...monitor.sources.keys()]).toEqual(["EURUSD"]);
  expect(monitor.sources.get("EURUSD")?.best).toEqual({ bid: 1.1004, bidAt: other, ask: 1.1001, askAt: own });
  await clock.advance(50_000);
  monitor.ticks(own, tick(1.1, 1.1001), 1);
  await clock.advance(15_000);
  expect(monitor.sources.get("EURUSD")?.best).toBeNull();
});

test("currency strength takes pairs of currencies alone", async () => {
  const { methods, add } = room();
  add(HARBOUR, "EURUSD", 1.1);
  add(HARBOUR, "GBPUSD", 1.3);
  add(HARBOUR, "XAUUSD", 4_000);
  const { currencies, pairs } = await methods.strength({ accountId: HARBOUR }, call(new AbortController().signal));
  expect(pairs).toBe(2);
  expect(currencies.map(({ currency, pairs: of }) => [currency, of])).toEqual([
    ["EUR", 1],
    ["GBP", 1],
    ["USD", 2],
  ]);
});

test("correlation names how many common days it comes from", async () => {
  const { methods, add } = room();
  const ids = [add(HARBOUR, "EURUSD", 1.1), add(BAY, "EURUSD.r", 1.1)];
  const { symbols, returns, rows } = await methods.correlation(
    { instrumentIds: ids },
    call(new AbortController().signal),
  );
  expect([symbols, returns]).toEqual([["EURUSD", "EURUSD.r"], 62]);
  expect(rows).toHaveLength(2);
});
