import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningMql } from "#test/mql5-host/harness.ts";
import { FakeTradeServer, type Message } from "../fixtures/mql5-host/fake-trade-server.ts";
import { ask, startProbe } from "../fixtures/mql5-host/probe.ts";

let folder = "";
let server: FakeTradeServer;
let probe: RunningMql;

const filled = (id: unknown): Message => ({
  type: "answer",
  id,
  result: { retcode: 10009, deal: "71", order: "70", volume: 0.1, price: 1.1002, comment: "Request executed" },
});
const opened: Message = {
  type: "update",
  account: { ACCOUNT_EQUITY: 4999.5 },
  positions: [
    {
      ticket: "70",
      POSITION_TICKET: "70",
      POSITION_SYMBOL: "EURUSD",
      POSITION_VOLUME: 0.1,
      POSITION_MAGIC: "18446744073709551610",
    },
  ],
  deals: [{ ticket: "71", DEAL_TICKET: "71", DEAL_ENTRY: "DEAL_ENTRY_IN", DEAL_TIME: 1758510000, DEAL_PROFIT: 0 }],
  transactions: [{ transaction: { type: "TRADE_TRANSACTION_DEAL_ADD", deal: "71", order: "70", symbol: "EURUSD" } }],
};

beforeAll(async () => {
  await (await startProbe()).stop();
}, 240_000);
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-trade-"));
  server = await FakeTradeServer.listen(path.join(folder, "trade.sock"));
  probe = await startProbe({ tradeServer: server.path, virtualTime: false });
});
afterEach(async () => {
  await probe.kill();
  await server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const orderOf = (m: Message | undefined): Record<string, unknown> => (m?.["request"] ?? {}) as Record<string, unknown>;

describe("a program and its trade server", () => {
  test("what the answer implies is there when OrderSend returns, and its transactions follow", async () => {
    server.onOrder = (m) => [opened, filled(m["id"])];
    expect((await ask(probe, "order|0.1"))[0]).toBe(
      "order true retcode 10009 deal 71 request 1 error 0 comment Request executed",
    );
    await probe.waitForLog("transaction TRADE_TRANSACTION_DEAL_ADD deal 71 order 70");
    await probe.waitForLog(/^trade$/);
    expect(await ask(probe, "state")).toEqual([
      "state positions 1 orders 0 equity 4999.50 connected 1",
      "position 70 EURUSD 0.10 magic 18446744073709551610",
      "history deals 1 orders 0",
      "deal 71 DEAL_ENTRY_IN profit 0.00",
    ]);
  });

  test("a request carries every field, enumerations by name and 64-bit numbers whole", async () => {
    server.onOrder = (m) => [filled(m["id"])];
    await ask(probe, "order|0.25");
    const order = server.received.find((m) => m["type"] === "order");
    expect(orderOf(order)).toMatchObject({
      action: "TRADE_ACTION_DEAL",
      type: "ORDER_TYPE_BUY",
      symbol: "EURUSD",
      volume: 0.25,
      magic: "18446744073709551610",
      comment: "größe",
    });
  });

  test("an asynchronous order returns at once; its outcome is a transaction", async () => {
    expect((await ask(probe, "async|0.1"))[0]).toContain("order true retcode 10008 deal 0 request 1 ");
    server.push({
      type: "update",
      transactions: [{ transaction: { type: "TRADE_TRANSACTION_REQUEST" }, result: { retcode: 10013, request_id: 1 } }],
    });
    await probe.waitForLog("transaction TRADE_TRANSACTION_REQUEST deal 0 order 0 retcode 10013 request 1");
  });

  test("a refusal is reported with its code and GetLastError 4756", async () => {
    server.onOrder = (m) => [{ type: "answer", id: m["id"], result: { retcode: 10019, comment: "No money" } }];
    expect((await ask(probe, "order|0.1"))[0]).toBe(
      "order false retcode 10019 deal 0 request 1 error 4756 comment No money",
    );
  });

  test("a connection lost instead of an answer is a time-out, and the order may still have been filled", async () => {
    server.onOrder = () => {
      server.state = { ...opened, type: "state", transactions: [] };
      server.dropClients();
      return null;
    };
    expect((await ask(probe, "order|0.1"))[0]).toContain("order false retcode 10012 ");
    await expect.poll(async () => (await ask(probe, "state"))[0], { timeout: 5_000 }).toContain("positions 1 ");
  });

  test("without a connection, or with algo trading off, nothing is sent", async () => {
    await probe.setConnected(false);
    expect((await ask(probe, "order|0.1"))[0]).toContain("retcode 10031 ");
    await probe.setConnected(true);
    await probe.set({ terminal: { TERMINAL_TRADE_ALLOWED: false } });
    expect((await ask(probe, "order|0.1"))[0]).toContain("retcode 10027 deal 0 request 0 error 4752 ");
    expect(server.received.filter((m) => m["type"] === "order")).toEqual([]);
  });

  test("of more than 1,024 waiting transactions the oldest are displaced", async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => ({
      transaction: { type: "TRADE_TRANSACTION_ORDER_ADD", order: String(i + 1) },
    }));
    server.push({ type: "update", transactions: many });
    await probe.waitForLog(" order 1100 ");
    await probe.flushed();
    const seen = probe.log.filter((l) => l.startsWith("transaction"));
    expect(seen).toHaveLength(1_024);
    expect(seen[0]).toContain(" order 77 ");
  });

  test("the server's ticks and symbols are the terminal's", async () => {
    server.push({
      type: "update",
      symbols: [{ name: "EURUSD", properties: { SYMBOL_VOLUME_STEP: 0.5 } }],
      ticks: { EURUSD: [[1758510000123, 1.25, 1.2502]] },
    });
    await expect.poll(async () => (await ask(probe, "tick|EURUSD"))[0], { timeout: 5_000 }).toBe("tick true 1.25000");
    expect(await ask(probe, "spec|EURUSD")).toEqual(["spec 0.500"]);
  });
});

test("without a trade server an order stops the program and says so", async () => {
  const alone = await startProbe();
  await ask(alone, "order|0.1").catch(() => undefined);
  expect((await alone.exit).code).toBe(4);
  expect(alone.errors).toContain("MQL5 host: no trade server: OrderSend needs one");
});
