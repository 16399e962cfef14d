import { expect, test } from "vitest";
import { BrokerClock } from "#bridge/trading/broker-clock.ts";
import { ChargeBook } from "#bridge/trading/risk/charge-book.ts";
import { DayStarts } from "#bridge/trading/risk/day-start.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { firstRecord } from "#shared/trading/day/risk-day.ts";
import type { RiskDay } from "#shared/trading/day/risk-record.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { limitsWith, minor, NOON } from "#test/fixtures/risk/risk-builders.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const ACCOUNT = "1@Broker" as AccountId;

const deal = (symbol: string, commission: number): BrokerDeal => ({
  ticket: 1n,
  order: 1n,
  position: 1n,
  symbol,
  kind: "buy",
  entry: "in",
  volume: 0.5,
  price: 1.1,
  stopLoss: 0,
  takeProfit: 0,
  profit: 0,
  swap: 0,
  commission,
  fee: 0,
  magic: 0n,
  timeMs: NOON,
  origin: "client",
  comment: "",
});

test("what trading costs is read from the account's deals once a minute, each symbol by its own", async () => {
  const clock = new VirtualClock(NOON);
  let reads = 0;
  let deals: readonly BrokerDeal[] = [deal("EURUSD", -1.75), deal("XAUUSD", -5)];
  const between = () => {
    reads++;
    return deals;
  };
  const book = new ChargeBook({ deals: { between }, brokerClock: new BrokerClock(clock), clock, slippagePoints: 4 });
  expect(book.of(ACCOUNT, "EURUSD")).toEqual({ commissionIn: 3.5, commissionOut: 3.5, slippagePoints: 4 });
  expect(book.of(ACCOUNT, "XAUUSD")).toMatchObject({ commissionIn: 10 });
  expect(book.of(ACCOUNT, "EURUSD")).toMatchObject({ commissionIn: 3.5 });
  expect(reads).toBe(1);
  deals = [deal("EURUSD", -2)];
  await clock.advance(60_000);
  expect(book.of(ACCOUNT, "EURUSD")).toMatchObject({ commissionIn: 4 });
  expect(reads).toBe(2);
});

test("a day's start is believed once three looks agree: balance and deals reach us by different frames", () => {
  const limits = limitsWith();
  const { day } = firstRecord(limits, { balance: minor(970_000), equity: minor(970_000), atMs: NOON });
  const lost = (realised: number): RiskDay => ({ ...day, realised: minor(realised) });
  const starts = new DayStarts();
  expect(starts.confirmed(ACCOUNT, lost(0), minor(970_000))).toBeNull();
  expect(starts.confirmed(ACCOUNT, lost(-30_000), minor(970_000))).toBeNull();
  expect(starts.confirmed(ACCOUNT, lost(-30_000), minor(970_000))).toBeNull();
  // A deal is told before the balance that holds it: for a moment they do not add up, and the count begins anew.
  expect(starts.confirmed(ACCOUNT, lost(-40_000), minor(970_000))).toBeNull();
  expect(starts.confirmed(ACCOUNT, lost(-40_000), minor(960_000))).toBeNull();
  expect(starts.confirmed(ACCOUNT, lost(-40_000), minor(960_000))).toBeNull();
  expect(starts.confirmed(ACCOUNT, lost(-40_000), minor(960_000))).toBe(1_000_000);
  expect(starts.confirmed(ACCOUNT, { ...lost(-40_000), confirmed: true }, minor(960_000))).toBeNull();
});
