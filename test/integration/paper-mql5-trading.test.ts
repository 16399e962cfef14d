import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { ask, programFile } from "../fixtures/mql5-host/probe.ts";
import { TradeServerProcess } from "../fixtures/trade-server-process.ts";
import { compileMql, type RunningMql, startMql } from "../mql5-host/harness.ts";

const SOON = { timeout: 10_000 };

interface Wish {
  readonly action: "deal" | "pending" | "stops" | "modify" | "remove" | "close by";
  readonly type?: "buy" | "sell" | "buy limit" | "sell stop" | "buy stop limit";
  readonly volume?: number;
  readonly price?: number;
  readonly sl?: number;
  readonly tp?: number;
  readonly position?: string;
  readonly by?: string;
  readonly order?: string;
  readonly limit?: number;
}

let folder = "";
let server: TradeServerProcess;
let trader: RunningMql;

async function room(margin: "hedging" | "netting", ...args: readonly string[]): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "fairlead-trader-"));
  server = await TradeServerProcess.start(join(folder, "trade.sock"), ["--margin", margin, ...args]);
  await server.tick("EURUSD", 1.1, 1.1001);
  const binary = await compileMql({ source: programFile("trader.mq5") });
  trader = startMql({ binary, tradeServer: server.path });
  await trader.ready;
}

afterEach(async () => {
  await trader.kill();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const line = (how: "send" | "async", wish: Wish): string => {
  const {
    action,
    type = "buy",
    volume = 0,
    price = 0,
    sl = 0,
    tp = 0,
    position = 0,
    by = 0,
    order = 0,
    limit = 0,
  } = wish;
  return [how, action, type, volume, price, sl, tp, position, by, order, limit].join("|");
};
/** What OrderSend returned: its own line, among those of the transactions. */
async function send(wish: Wish): Promise<string> {
  const said = await ask(trader, line("send", wish));
  return said.find((each) => /^(sent|refused) /.test(each)) ?? said.join("; ");
}
const orderOf = (said: string): string => / order (\d+) /.exec(said)?.[1] ?? "";
const shown = async (): Promise<string[]> => (await ask(trader, "show")).filter((each) => !each.startsWith("heard"));

describe("an MQL5 program and the trade server", () => {
  test("opens, moves stops, closes in part, closes by, and finds it all when OrderSend returns", async () => {
    await room("hedging");
    const opened = await send({ action: "deal", volume: 1 });
    expect(opened).toMatch(/^sent 10009 order \d+ volume 1\.00 price 1\.10010$/);
    const long = orderOf(opened);
    expect(await send({ action: "stops", position: long, sl: 1.09, tp: 1.12 })).toContain("sent 10009");
    expect(await send({ action: "deal", type: "sell", volume: 0.25, position: long })).toContain("sent 10009");
    await server.tick("EURUSD", 1.101, 1.1011);
    const short = orderOf(await send({ action: "deal", type: "sell", volume: 0.5 }));
    expect(await send({ action: "close by", position: long, by: short })).toContain("sent 10009");
    expect(await send({ action: "deal", type: "sell", volume: 0.5, position: long })).toContain("refused 10038");
    expect(await shown()).toEqual([
      `position ${long} id ${long} POSITION_TYPE_BUY 0.25 @1.10010 sl 1.09000 tp 1.12000 profit 22.50`,
      "deal DEAL_TYPE_BALANCE DEAL_ENTRY_IN 0.00 profit 10000.00 DEAL_REASON_CLIENT",
      "deal DEAL_TYPE_BUY DEAL_ENTRY_IN 1.00 profit 0.00 DEAL_REASON_EXPERT",
      "deal DEAL_TYPE_SELL DEAL_ENTRY_OUT 0.25 profit -2.50 DEAL_REASON_EXPERT",
      "deal DEAL_TYPE_SELL DEAL_ENTRY_IN 0.50 profit 0.00 DEAL_REASON_EXPERT",
      "deal DEAL_TYPE_SELL DEAL_ENTRY_OUT_BY 0.50 profit 45.00 DEAL_REASON_EXPERT",
      "deal DEAL_TYPE_BUY DEAL_ENTRY_OUT_BY 0.50 profit 0.00 DEAL_REASON_EXPERT",
      "balance 10042.50 equity 10065.00",
    ]);
  }, 300_000);

  test("reverses on a netting account: the ticket changes, the identifier stays; a stop closes what the program never touched", async () => {
    await room("netting");
    const first = orderOf(await send({ action: "deal", volume: 1 }));
    const second = orderOf(await send({ action: "deal", type: "sell", volume: 1.5, sl: 1.102 }));
    expect((await shown())[0]).toBe(
      `position ${second} id ${first} POSITION_TYPE_SELL 0.50 @1.10000 sl 1.10200 tp 0.00000 profit -5.00`,
    );
    await server.tick("EURUSD", 1.103, 1.1031);
    const closed = "deal DEAL_TYPE_BUY DEAL_ENTRY_OUT 0.50 profit -155.00 DEAL_REASON_SL";
    await expect.poll(async () => (await shown()).at(-2), SOON).toBe(closed);
    expect((await shown()).filter((each) => each.startsWith("position"))).toEqual([]);
  }, 300_000);

  test("rests orders, changes and removes them, and is told when one is filled; asynchronously too", async () => {
    await room("hedging");
    const resting = orderOf(await send({ action: "pending", type: "buy limit", volume: 0.1, price: 1.09 }));
    expect(await send({ action: "modify", type: "buy limit", order: resting, price: 1.095 })).toContain("sent 10009");
    const async = await ask(trader, line("async", { action: "pending", type: "sell stop", volume: 0.2, price: 1.08 }));
    expect(async[0]).toBe("sent 10008 order 0 volume 0.00 price 0.00000");
    await expect.poll(async () => (await shown())[1], SOON).toMatch(/^order \d+ ORDER_TYPE_SELL_STOP 0\.20 @1\.08000$/);
    const [one, two] = await shown();
    expect(one).toBe(`order ${resting} ORDER_TYPE_BUY_LIMIT 0.10 @1.09500`);
    expect(trader.log.filter((each) => /^heard request \d+ of magic 77: 10009/.test(each))).toHaveLength(3);
    expect(await send({ action: "remove", order: / (\d+) /.exec(two ?? "")?.[1] ?? "" })).toContain("sent 10009");
    await server.tick("EURUSD", 1.0945, 1.0946);
    await expect
      .poll(async () => (await shown())[0], SOON)
      .toMatch(new RegExp(`^position ${resting} .* 0\\.10 @1\\.09460`));
  }, 300_000);

  test("that loses its connection in the middle of an order does not know, and finds the deal when it is back", async () => {
    await room("hedging");
    await server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "cut", at: "after", forMs: 300 } }] });
    expect(await send({ action: "deal", volume: 0.1 })).toContain("refused 10012");
    await expect.poll(async () => (await shown())[0], SOON).toMatch(/^position .* 0\.10 @1\.10010/);
    expect((await server.ledger()).deals).toHaveLength(2);
  }, 300_000);

  test("learns of its fill late when the terminal lags, but the answer is in time", async () => {
    await room("hedging");
    await server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "lag", ms: 700 } }] });
    expect(await send({ action: "deal", volume: 0.1 })).toContain("sent 10009");
    expect((await shown()).filter((each) => each.startsWith("position"))).toEqual([]);
    await expect.poll(async () => (await shown())[0], SOON).toMatch(/^position /);
  }, 300_000);
});
