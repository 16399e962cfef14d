import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileMql, startMql } from "../mql5-host/harness.ts";

/** What a program inside MT5 would see of the paper account, said line by line. */
const PROGRAM = `
void OnStart()
  {
   for(int i=0; i<400 && AccountInfoInteger(ACCOUNT_LOGIN)!=10001; i++) Sleep(25);
   PrintFormat("login %I64d balance %.2f %s", AccountInfoInteger(ACCOUNT_LOGIN), AccountInfoDouble(ACCOUNT_BALANCE), AccountInfoString(ACCOUNT_CURRENCY));
   PrintFormat("hedging %d", AccountInfoInteger(ACCOUNT_MARGIN_MODE)==ACCOUNT_MARGIN_MODE_RETAIL_HEDGING);
   PrintFormat("gold %d digits, contract %.0f", SymbolInfoInteger("XAUUSD",SYMBOL_DIGITS), SymbolInfoDouble("XAUUSD",SYMBOL_TRADE_CONTRACT_SIZE));
   PrintFormat("positions %d orders %d", PositionsTotal(), OrdersTotal());
   HistorySelect(0,TimeTradeServer()+86400);
   ulong deal=HistoryDealGetTicket(0);
   PrintFormat("deals %d first %.2f", HistoryDealsTotal(), HistoryDealGetDouble(deal,DEAL_PROFIT));
   double margin=0;
   if(OrderCalcMargin(ORDER_TYPE_BUY,"XAUUSD",1,4000,margin)) PrintFormat("margin %.2f", margin);
   MqlTradeRequest request={};
   MqlTradeResult result={};
   request.action=TRADE_ACTION_DEAL;
   request.symbol="EURUSD";
   request.volume=0.1;
   request.type=ORDER_TYPE_BUY;
   bool sent=OrderSend(request,result);
   PrintFormat("sent %d retcode %d", sent, result.retcode);
  }
`;
const ENTRY = new URL("../../bridge/paper-terminal/trade-server-worker.ts", import.meta.url).pathname;
let folder = "";
let server: ChildProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-paper-mql5-"));
  writeFileSync(join(folder, "PaperAccount.mq5"), PROGRAM);
  server = spawn(process.execPath, [ENTRY, "--socket", join(folder, "trade.sock")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (server.stdout !== null) await once(server.stdout, "data");
});

afterAll(() => {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("an MQL5 program sees the paper account of the trade server in its own process, and its order is filled", async () => {
  const binary = await compileMql({ source: join(folder, "PaperAccount.mq5"), includeDirs: [] });
  const program = startMql({ binary, tradeServer: join(folder, "trade.sock") });
  try {
    expect(await program.exit).toMatchObject({ code: 0 });
    expect(program.errors).toEqual([]);
    expect(program.log).toEqual([
      "login 10001 balance 10000.00 USD",
      "hedging 1",
      "gold 2 digits, contract 100",
      "positions 0 orders 0",
      "deals 1 first 10000.00",
      "margin 4000.00",
      "sent 1 retcode 10009",
    ]);
  } finally {
    await program.kill();
  }
}, 300_000);
