import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TradeHost } from "../fixtures/trade-host.ts";
import { type LedgerRow, TradeServerProcess } from "../fixtures/trade-server-process.ts";

let folder = "";
let server: TradeServerProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-kills-"));
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const BUY = {
  action: "TRADE_ACTION_DEAL",
  symbol: "EURUSD",
  volume: 0.01,
  type: "ORDER_TYPE_BUY",
  type_filling: "ORDER_FILLING_IOC",
};
const POINTS = ["received", "executed", "journalled", "answered"] as const;
/** Whether an order that the server died on is in its books afterwards. */
const KEPT: Readonly<Record<(typeof POINTS)[number], boolean>> = {
  received: false,
  executed: false,
  journalled: true,
  answered: true,
};

async function start(): Promise<TradeServerProcess> {
  const started = await TradeServerProcess.start(join(folder, "trade.sock"), [
    "--journal",
    join(folder, "account.jsonl"),
  ]);
  await started.tick("EURUSD", 1.1, 1.1001);
  return started;
}

test("a server that is killed at any point comes back with all it had acknowledged, and with nothing it had not kept", async () => {
  const expected: string[] = [];
  let magic = 0;
  for (let kill = 0; kill < 8; kill++) {
    const at = POINTS[kill % POINTS.length] as (typeof POINTS)[number];
    server = await start();
    const seen = (await server.ledger()).deals.slice(1);
    expect(seen.map(({ DEAL_MAGIC }: LedgerRow) => DEAL_MAGIC)).toEqual(expected);
    const fatal = 2 + (kill % 3);
    await server.faults({ requests: [{ when: { nth: [fatal] }, fault: { kind: "die", at } }] });
    const host = await TradeHost.connect(server.path);
    for (let nth = 1; nth <= fatal; nth++) {
      magic += 1;
      const answer = await host.order({ ...BUY, magic: String(magic) });
      if (nth < fatal) expect(answer).toMatchObject({ retcode: 10_009 });
      if (nth < fatal || KEPT[at]) expected.push(String(magic));
    }
    await server.gone;
    host.end();
  }
  server = await start();
  const { deals, positions, account } = await server.ledger();
  expect(deals.slice(1).map(({ DEAL_MAGIC }) => DEAL_MAGIC)).toEqual(expected);
  expect(new Set(deals.map(({ ticket }) => ticket)).size).toBe(deals.length);
  expect(positions).toHaveLength(expected.length);
  expect(account["ACCOUNT_BALANCE"]).toBe(10_000);
}, 120_000);
