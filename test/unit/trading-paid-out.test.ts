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
  story.show({ balance: 7_501 });
  expect(story.gateway.flattens).toEqual([]);
  story.show({ balance: 7_500 });
  expect(story.gateway.flattens).toHaveLength(1);
});

test("money that is paid in is no profit of the day: it is not there to be lost", async () => {
  const story = await watched();
  paid(story, 5_000, 15_000);
  story.show({ balance: 14_501 });
  expect(story.gateway.flattens).toEqual([]);
  story.show({ balance: 14_500 });
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
