import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { walk } from "#test/fixtures/plain-ticks.ts";
import { TradeServerProcess } from "#test/fixtures/trade-server-process.ts";
import { Reason, writeTickFile } from "#test/mql5-host/harness.ts";
import type { TerminalFactory } from "./terminal-under-test.ts";

const HOUR = 3_600_000;

/** The real EA in the MQL5 host, paired through the file and one click. */
export const eaInHost: TerminalFactory = {
  name: "the EA in the MQL5 host, with its history service",
  outlivesBridge: true,
  hasService: true,
  trades: true,
  start: async ({ link }) => {
    const folder = mkdtempSync(join(tmpdir(), "fairlead-ea-"));
    const binary = await compileEa();
    const offsetMs = brokerOffsetMs(Date.now());
    const history = walk(40_000, Date.now() + offsetMs - 3 * HOUR, 5)
      .filter(({ timeMs }) => timeMs < Date.now() + offsetMs)
      .map(({ timeMs, bid, ask, flags }) => ({ msc: timeMs, bid, ask, flags }));
    const file = join(folder, "ticks.bin");
    writeTickFile(file, history, history.length);
    const broker = await TradeServerProcess.start(join(folder, "trade.sock"));
    await broker.tick("EURUSD", 1.1, 1.1001);
    await link().openPairing();
    // One terminal: both programs share its folders.
    const terminal = {
      dataDir: join(folder, "terminal"),
      commonDir: link().commonDir,
      ticks: { EURUSD: file },
      tradeServer: broker.path,
    };
    const ea = await startEa({ ...terminal, binary });
    const request = await until(() => link().pairing?.requests[0], 20_000);
    link().connector.pairing.confirm(request.requestId);
    const service = await startEa({ ...terminal, binary: await compileFairlead("historyService") });
    let bid = 1.1;
    return {
      symbol: "EURUSD",
      quote: async () => {
        bid += 1e-5;
        await broker.tick("EURUSD", Number(bid.toFixed(5)), Number((bid + 1e-4).toFixed(5)));
      },
      stop: async () => {
        await ea.stop(Reason.remove);
      },
      dispose: async () => {
        await Promise.all([ea.kill(), service.kill(), broker.stop()]);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

/** New York plus seven hours, the zone of the simulated terminal. */
function brokerOffsetMs(utcMs: number): number {
  const zone = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", timeZoneName: "longOffset" });
  const name = zone.formatToParts(utcMs).find(({ type }) => type === "timeZoneName")?.value ?? "GMT-05:00";
  return (Number(name.slice(3, 6)) + 7) * HOUR;
}
