import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import { FakeTradeServer } from "#test/fixtures/mql5-host/fake-trade-server.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";

let world: EaWorld;
let folder: string;
let server: FakeTradeServer;
beforeEach(async () => {
  world = new EaWorld();
  folder = mkdtempSync(path.join(os.tmpdir(), "fairlead-trade-"));
  server = await FakeTradeServer.listen(path.join(folder, "trade.sock"));
});
afterEach(async () => {
  await world.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const OPENED = Date.UTC(2026, 10, 20, 9, 30);
const position = (ticket: number, over: Record<string, unknown> = {}) => ({
  ticket: `${ticket}`,
  POSITION_TICKET: `${ticket}`,
  POSITION_IDENTIFIER: `${ticket + 1}`,
  POSITION_SYMBOL: "EURUSD",
  POSITION_TYPE: "POSITION_TYPE_SELL",
  POSITION_VOLUME: 0.3,
  POSITION_PRICE_OPEN: 1.1,
  POSITION_PRICE_CURRENT: 1.09,
  POSITION_SL: 1.12,
  POSITION_TP: 1.05,
  POSITION_SWAP: -0.25,
  POSITION_PROFIT: 300,
  POSITION_MAGIC: "18446744073709551615",
  POSITION_TIME_MSC: OPENED,
  POSITION_TIME_UPDATE_MSC: OPENED + 7,
  POSITION_REASON: "POSITION_REASON_MOBILE",
  POSITION_COMMENT: "größer",
  ...over,
});
const order = {
  ticket: "9",
  ORDER_TICKET: "9",
  ORDER_SYMBOL: "XAUUSD",
  ORDER_TYPE: "ORDER_TYPE_BUY_STOP_LIMIT",
  ORDER_STATE: "ORDER_STATE_PLACED",
  ORDER_TYPE_TIME: "ORDER_TIME_SPECIFIED",
  ORDER_VOLUME_INITIAL: 2,
  ORDER_VOLUME_CURRENT: 1.5,
  ORDER_PRICE_OPEN: 2_500,
  ORDER_PRICE_STOPLIMIT: 2_490,
  ORDER_SL: 2_400,
  ORDER_TP: 2_600,
  ORDER_MAGIC: "77",
  ORDER_TIME_SETUP_MSC: OPENED,
  ORDER_TIME_EXPIRATION: OPENED / 1_000 + 3_600,
  ORDER_REASON: "ORDER_REASON_EXPERT",
  ORDER_COMMENT: "",
};
const started = async (positions: object[], orders: object[] = []): Promise<ProgramLink> => {
  server.state = { ...server.state, positions, orders };
  return (await world.paired({ tradeServer: server.path })).link;
};

test("an open position and a pending order are shown with every field in the link's own words", async () => {
  const link = await started([position(5)], [order]);
  const { items } = await link.next("PositionsSnapshot", ({ items: found }) => found.length === 1);
  expect(items).toEqual([
    {
      ticket: 5n,
      identifier: 6n,
      symbol: "EURUSD",
      side: "sell",
      volume: 0.3,
      priceOpen: 1.1,
      priceCurrent: 1.09,
      stopLoss: 1.12,
      takeProfit: 1.05,
      swap: -0.25,
      profit: 300,
      magic: 2n ** 64n - 1n,
      openMs: OPENED,
      updateMs: OPENED + 7,
      origin: "mobile",
      comment: "größer",
    },
  ]);
  expect((await link.next("OrdersSnapshot", ({ items: found }) => found.length === 1)).items).toEqual([
    {
      ticket: 9n,
      symbol: "XAUUSD",
      kind: "buyStopLimit",
      state: "placed",
      life: "specified",
      volumeInitial: 2,
      volumeCurrent: 1.5,
      price: 2_500,
      stopLimit: 2_490,
      stopLoss: 2_400,
      takeProfit: 2_600,
      magic: 77n,
      position: 0n,
      setupMs: OPENED,
      expiryMs: OPENED + 3_600_000,
      origin: "expert",
      comment: "",
    },
  ]);
});

test("a moved stop, a new position and a closed one are each shown within a second", async () => {
  const link = await started([position(5)]);
  await link.next("PositionsSnapshot", ({ items }) => items.length === 1);
  server.push({ type: "update", positions: [position(5, { POSITION_SL: 1.115 })] });
  await link.next("PositionsSnapshot", ({ items }) => items[0]?.stopLoss === 1.115, 1_500);
  server.push({ type: "update", positions: [position(6)] });
  await link.next("PositionsSnapshot", ({ items }) => items.length === 2, 1_500);
  server.push({ type: "update", positionsGone: ["5", "6"] });
  const emptied = link.frames.length;
  await link.next(
    "PositionsSnapshot",
    (frame) => link.frames.indexOf(frame) >= emptied && frame.items.length === 0,
    1_500,
  );
});

test("450 positions come whole, over three parts of one snapshot", async () => {
  const link = await started(Array.from({ length: 450 }, (_, i) => position(10 * i + 1)));
  const last = await link.next("PositionsSnapshot", ({ fields }) => fields.parts === 3 && fields.part === 2);
  const set = link.all("PositionsSnapshot").filter(({ fields }) => fields.snapshot === last.fields.snapshot);
  expect(set.map(({ items }) => items.length)).toEqual([200, 200, 50]);
  expect(new Set(set.flatMap(({ items }) => items.map(({ ticket }) => ticket))).size).toBe(450);
});
