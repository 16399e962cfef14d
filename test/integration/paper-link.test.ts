import { afterEach, describe, expect, test } from "vitest";
import { SimulatedMarket } from "#bridge/paper-terminal/market/simulated-market.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { until } from "../fixtures/open-test-link.ts";
import { openPaperChain, type PaperChain, type WireKind } from "../fixtures/paper-chain.ts";

const ACCOUNT = "10001@Fairlead-Paper";
const instrument = (symbol: string): InstrumentId => `${ACCOUNT}/${symbol}` as InstrumentId;
let chain: PaperChain | null = null;

afterEach(async () => {
  await chain?.close();
  chain = null;
});

async function open(wire: WireKind): Promise<{ chain: PaperChain; market: SimulatedMarket }> {
  const market = new SimulatedMarket({ clock: systemClock, seed: 3, weekends: "open" });
  chain = await openPaperChain(wire, market);
  await chain.live();
  return { chain, market };
}

/** What is stored of a symbol is exactly what the market's history shows over the same time. */
async function expectStored(
  { chain, market }: { chain: PaperChain; market: SimulatedMarket },
  symbol: string,
): Promise<number> {
  const stream = await until(() => chain.collector.streamOf(instrument(symbol)));
  const stored = await chain.store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
  const [first, last] = [stored.timeMs[0] ?? 0, stored.timeMs[stored.count - 1] ?? 0];
  const history = await market.history(symbol, first, last + 1, 1_000_000);
  const whole = <T>(column: ArrayLike<T>): T[] => Array.from(column).slice(0, stored.count);
  expect(whole(stored.timeMs)).toEqual(whole(history.timeMs));
  expect(whole(stored.bid)).toEqual(whole(history.bid));
  expect(whole(stored.ask)).toEqual(whole(history.ask));
  expect(whole(stored.flags)).toEqual(whole(history.flags));
  return stored.count;
}

describe.each<WireKind>(["memory", "zeromq"])("the paper terminal over %s", (wire) => {
  test("becomes live, answers commands, and quotes every symbol at once", async () => {
    const { chain, market } = await open(wire);
    await until(() => chain.firstQuotes.size === market.symbols().length);
    expect(await chain.test.connector.ping(chain.id)).toBeLessThan(1_000);
    expect(chain.test.links.get(chain.id)).toMatchObject({ accountId: ACCOUNT, reduceOnly: false });
    expect(chain.troubles).toEqual([]);
  });

  test("stores every tick once, through a rotation of its key too", async () => {
    const { chain, market } = await open(wire);
    await until(() => chain.firstQuotes.size === market.symbols().length);
    const before = chain.identity.load().keys.publicKey;
    chain.test.connector.rotateKey(chain.id);
    await until(() => chain.identity.load().keys.publicKey !== before);
    await chain.live();
    await new Promise((resume) => setTimeout(resume, 1_500));
    await chain.collector.drained();
    let total = 0;
    for (const { name } of market.symbols()) total += await expectStored({ chain, market }, name);
    expect(total).toBeGreaterThan(17 * 20);
    expect(chain.troubles).toContain("the key was changed");
    expect(chain.notices.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives a chart its history on the first day: hundreds of bars of M1, H1 and D1", async () => {
    const { chain, market } = await open(wire);
    await until(() => chain.firstQuotes.has(instrument("EURUSD")));
    for (const timeframe of ["M1", "H1", "D1"] as const) {
      await chain.collector.completeBars(instrument("EURUSD"), {
        timeframe,
        beforeMs: market.now(),
        limit: 300,
        shown: true,
      });
      const stream = await until(() => chain.collector.streamOf(instrument("EURUSD")));
      const bars = await chain.store.readBars(stream, timeframe, 0, Number.MAX_SAFE_INTEGER, 300);
      expect(bars.count).toBe(300);
    }
  });

  test("is cut off when it is removed, and stays out", async () => {
    const { chain } = await open(wire);
    chain.test.connector.remove(chain.id);
    await until(() => chain.troubles.length > 0);
    await new Promise((resume) => setTimeout(resume, 500));
    expect(chain.test.links.get(chain.id)?.state).toBe("removed");
  });
});

test("pairs itself as an EA does: it asks with the code, waits for the click, and is live", async () => {
  const market = new SimulatedMarket({ clock: systemClock, seed: 3, weekends: "open" });
  chain = await openPaperChain("unpaired", market);
  const request = await until(() => chain?.test.pairing?.requests[0]);
  expect(request).toMatchObject({ login: "10001", server: "Fairlead-Paper" });
  expect(chain.identity.load().credentials).toBeNull();
  const id = chain.test.connector.pairing.confirm(request.requestId);
  await until(() => chain?.test.links.get(id)?.state === "live", 10_000);
  expect(chain.identity.load().credentials?.secret).toHaveLength(32);
});
