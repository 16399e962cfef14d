import { expect, test } from "vitest";
import { limitsWith, minor } from "#test/fixtures/risk/risk-builders.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { deal } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

const AHEAD_MS = 7_200_000;
const DAILY = limitsWith({
  initialBalance: minor(1_000_000),
  dailyLoss: {
    amount: { in: "money", minor: minor(50_000) },
    anchor: "dayStartBalance",
    unstopped: "asItStands",
    source: null,
  },
});

/** An account that may lose 500 a day; midnight was watched, so its day began with 10,000. */
async function watched(): Promise<TradingStory> {
  const story = new TradingStory();
  story.service.risk.setLimits(ACCOUNT, DAILY);
  story.clock.setUtc(Date.UTC(2026, 10, 17) - 1_000);
  story.show();
  await story.clock.advance(2_000);
  story.show();
  expect(story.service.risk.dayNow(ACCOUNT)?.day).toMatchObject({ key: "2026-11-17", confirmed: true });
  return story;
}

/** The broker books a payment, and the account shows what it came to. */
function paid(story: TradingStory, amount: number, balance: number, over: Parameters<typeof deal>[0] = {}): void {
  const timeMs = story.clock.utcMs() + AHEAD_MS;
  const head = { id: 0n, fromMs: 0, toMs: timeMs, brokerMs: timeMs, connectedForMs: 1 };
  const booked = deal({ ticket: 9_500n, order: 0n, position: 0n, symbol: "", kind: "balance", profit: amount, timeMs });
  story.gateway.tell("deals", ACCOUNT, head, [{ ...booked, volume: 0, price: 0, ...over }]);
  story.show({ balance });
}

test("money that is paid out is no loss of the day: nothing is closed, and the floor moves with it", async () => {
  const story = await watched();
  paid(story, -2_000, 8_000);
  expect(story.gateway.flattens).toEqual([]);
  expect(story.service.risk.dayNow(ACCOUNT)?.day).toMatchObject({ startBalance: 800_000, realised: 0 });
  story.show({ balance: 8_000, equity: 7_501 });
  expect(story.gateway.flattens).toEqual([]);
  story.show({ balance: 8_000, equity: 7_500 });
  expect(story.gateway.flattens).toHaveLength(1);
});

test("money that is paid in is no profit of the day: it is not there to be lost", async () => {
  const story = await watched();
  paid(story, 5_000, 15_000);
  story.show({ balance: 15_000, equity: 14_501 });
  expect(story.gateway.flattens).toEqual([]);
  story.show({ balance: 15_000, equity: 14_500 });
  expect(story.gateway.flattens).toHaveLength(1);
});

test("a payment counts once: told again, corrected, over a restart, and where the day's start held it already", async () => {
  const story = await watched();
  paid(story, -2_000, 8_000);
  paid(story, -2_000, 8_000);
  const start = (): number | undefined => story.service.risk.dayNow(ACCOUNT)?.day.startBalance;
  expect(start()).toBe(800_000);
  paid(story, -1_500, 8_500);
  expect(start()).toBe(850_000);
  story.restart();
  story.show({ balance: 8_500 });
  await story.clock.advance(1_000);
  story.show({ balance: 8_500 });
  expect(start()).toBe(850_000);

  const late = new TradingStory();
  paid(late, -2_000, 8_000);
  late.service.risk.setLimits(ACCOUNT, DAILY);
  late.show({ balance: 8_000 });
  expect(late.service.risk.dayNow(ACCOUNT)?.day.startBalance).toBe(800_000);
});

test("what the broker charges is a loss: the day's start stays where it is", async () => {
  const story = await watched();
  paid(story, -600, 9_400, { kind: "charge" });
  expect(story.gateway.flattens).toHaveLength(1);
});

test("a day that ends before the account tells its next figures keeps its count, and its payments, to the end", async () => {
  const story = await watched();
  paid(story, -2_000, 8_000);
  paid(story, 300, 8_300, {
    ticket: 9_501n,
    kind: "sell",
    entry: "out",
    symbol: "EURUSD",
    position: 5_001n,
    volume: 0.1,
  });
  story.clock.setUtc(Date.UTC(2026, 10, 18) - 1_000);
  story.show({ balance: 8_300 });
  await story.clock.advance(2_000);
  expect(story.gateway.flattens).toEqual([]);
  story.show({ balance: 8_300 });
  expect(story.service.risk.risk(ACCOUNT)?.record).toMatchObject({
    day: { key: "2026-11-18", startBalance: 830_000, realised: 0, confirmed: true },
    bestDay: { key: "2026-11-17", profit: 30_000 },
  });
});

/** Limits on the whole account, by a floor that follows a peak. */
const trailing = (mode: "trailing" | "endOfDayTrailing"): typeof DAILY =>
  limitsWith({
    initialBalance: minor(800_000),
    totalLoss: {
      amount: { in: "money", minor: minor(50_000) },
      mode,
      stopsAtInitial: false,
      unstopped: "asItStands",
      source: null,
    },
  });

/** An account that has gained since its limits were set; both peaks stand at 10,000. */
async function peaked(mode: "trailing" | "endOfDayTrailing"): Promise<TradingStory> {
  const story = new TradingStory();
  story.service.risk.setLimits(ACCOUNT, trailing(mode));
  story.clock.setUtc(Date.UTC(2026, 10, 17) - 1_000);
  story.show();
  await story.clock.advance(2_000);
  story.show();
  // A floor that rises is told to MT5 at most every ten seconds.
  await story.clock.advance(10_000);
  story.show();
  return story;
}
const floor = (story: TradingStory): number | undefined => story.gateway.guards.at(-1)?.fields.equityFloor;

test.each(["trailing", "endOfDayTrailing"] as const)(
  "a floor that follows a peak (%s) moves with money that is paid in or out, once, and MT5 hears of it at once",
  async (mode) => {
    const story = await peaked(mode);
    expect(floor(story)).toBe(9_500);
    paid(story, -1_000, 9_000);
    expect(story.gateway.flattens).toEqual([]);
    expect(floor(story)).toBe(8_500);
    paid(story, 4_000, 13_000, { ticket: 9_501n });
    paid(story, 4_000, 13_000, { ticket: 9_501n });
    await story.clock.advance(11_000);
    story.show({ balance: 13_000 });
    expect(floor(story)).toBe(12_500);
    story.restart();
    story.show({ balance: 13_000 });
    await story.clock.advance(11_000);
    story.show({ balance: 13_000 });
    expect(floor(story)).toBe(12_500);
    expect(story.gateway.flattens).toEqual([]);
    story.show({ balance: 13_000, equity: 12_500 });
    expect(story.gateway.flattens).toHaveLength(1);
  },
);

test.each([
  ["daily", () => watched()],
  ["trailing", () => peaked("trailing")],
] as const)(
  "money that was paid out or in while Fairlead was not there is found in the history, and is no loss (%s)",
  async (_, begin) => {
    for (const amount of [-1_500, 4_000]) {
      const story = await begin();
      story.stored.close();
      story.clock.setUtc(Date.UTC(2026, 10, 18, 9));
      story.restart();
      const balance = 10_000 + amount;
      story.show({ balance });
      await story.clock.advance(3_000);
      story.show({ balance });
      const timeMs = Date.UTC(2026, 10, 17, 23) + AHEAD_MS;
      const payment = deal({
        ticket: 9_500n,
        order: 0n,
        position: 0n,
        symbol: "",
        kind: "balance",
        profit: amount,
        timeMs,
      });
      story.gateway.answer(ACCOUNT, story.clock.utcMs() + AHEAD_MS, 1, [{ ...payment, volume: 0, price: 0 }]);
      for (let second = 0; second < 20; second++) {
        story.show({ balance });
        await story.clock.advance(1_000);
      }
      expect(story.gateway.flattens).toEqual([]);
      story.show({ balance, equity: balance - 499 });
      expect(story.gateway.flattens).toEqual([]);
      story.show({ balance, equity: balance - 500 });
      expect(story.gateway.flattens).toHaveLength(1);
    }
  },
);

test("a balance and its deal that come one after the other, in either order, close nothing", async () => {
  const out = await watched();
  out.show({ balance: 8_000 });
  await out.clock.advance(2_000);
  out.show({ balance: 8_000 });
  expect(out.gateway.flattens).toEqual([]);
  paid(out, -2_000, 8_000);
  await out.clock.advance(20_000);
  out.show({ balance: 8_000 });
  expect(out.gateway.flattens).toEqual([]);

  const late = await watched();
  const timeMs = late.clock.utcMs() + AHEAD_MS;
  const head = { id: 0n, fromMs: 0, toMs: timeMs, brokerMs: timeMs, connectedForMs: 1 };
  const booked = deal({ ticket: 9_500n, order: 0n, position: 0n, symbol: "", kind: "balance", profit: 5_000, timeMs });
  late.gateway.tell("deals", ACCOUNT, head, [{ ...booked, volume: 0, price: 0 }]);
  late.show({ balance: 10_000 });
  expect(late.gateway.flattens).toEqual([]);
  late.show({ balance: 15_000 });
  expect(late.gateway.flattens).toEqual([]);
  expect(late.service.risk.dayNow(ACCOUNT)?.day).toMatchObject({ startBalance: 1_500_000 });
});

test("a balance that no deal explains is a loss after ten seconds, and an open loss beside it is one at once", async () => {
  const story = await watched();
  story.show({ balance: 9_500 });
  await story.clock.advance(9_000);
  story.show({ balance: 9_500 });
  expect(story.gateway.flattens).toEqual([]);
  await story.clock.advance(1_000);
  story.show({ balance: 9_500 });
  expect(story.gateway.flattens).toHaveLength(1);

  const open = await watched();
  open.show({ balance: 9_900, equity: 9_400 });
  expect(open.gateway.flattens).toHaveLength(1);
});

test("credit that the broker gives or takes moves a floor that follows the equity, and is no gain and no loss", async () => {
  const story = await peaked("trailing");
  story.show({ balance: 10_000, equity: 11_000, credit: 1_000 });
  expect(story.service.risk.risk(ACCOUNT)?.record.peakEquity).toBe(1_100_000);
  story.show({ balance: 10_000, equity: 10_000, credit: 0 });
  expect(story.gateway.flattens).toEqual([]);
  expect(story.service.risk.risk(ACCOUNT)?.record.peakEquity).toBe(1_000_000);
});
