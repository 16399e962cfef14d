import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { ReplayState } from "#shared/contract/replay.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { temporaryFolder } from "#test/fixtures/profile.ts";
import { until } from "#test/fixtures/rpc/serve.ts";
import { startApp } from "#test/fixtures/started-app.ts";
import { openWindow } from "#test/fixtures/web-window.ts";
import { buildRenderer } from "../../scripts/build/parts.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";

beforeAll(async () => {
  await buildRenderer(ROOT, () => undefined);
});

const BEGIN = Date.UTC(2024, 2, 4, 9, 0);
const TICKS = 5_000;
const INSTRUMENT = "10002@Fairlead-Replay/EURUSD" as InstrumentId;

/** One tick each 300 ms; the bid walks up and down by points. */
const tickAt = (at: number) => ({ timeMs: BEGIN + at * 300, bid: 1.08 + Math.round(Math.sin(at / 90) * 200) / 1e5 });

/** The form in which MT5 exports ticks (Symbols > Ticks > Export). */
function exportOfMt5(folder: string): string {
  const rows = Array.from({ length: TICKS }, (_, at) => {
    const { timeMs, bid } = tickAt(at);
    const [date = "", time = ""] = new Date(timeMs).toISOString().replace("Z", "").split("T");
    return [date.replaceAll("-", "."), time, bid.toFixed(5), (bid + 0.0001).toFixed(5), "", "", "6"].join("\t");
  });
  const file = join(folder, "EURUSD_ticks.csv");
  writeFileSync(file, `${["<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>", ...rows].join("\r\n")}\r\n`);
  return file;
}

const start = (folder: string, file: string, speed: string) =>
  startApp(
    "--host",
    "web",
    "--no-open",
    "--port",
    "0",
    "--link-port",
    "0",
    "--data",
    join(folder, "profile"),
    "--replay",
    file,
    "--speed",
    speed,
  );

test("a recording at full speed goes through the whole chain: every tick once, every bar right", async () => {
  const folder = temporaryFolder();
  const app = start(folder, exportOfMt5(folder), "max");
  const { client } = await openWindow(await app.ready);
  let state: ReplayState | undefined;
  client.replay.state.subscribe({}, { items: ([latest]) => void (state = latest ?? state) });
  await until(() => state?.finished === true);
  expect(state).toMatchObject({ loaded: true, files: ["EURUSD_ticks.csv"], speed: "max", fromMs: BEGIN });

  const read = async () => {
    const ticks: { timeMs: number; bid: number }[] = [];
    for await (const chunk of client.market.ticks.read({ instrumentId: INSTRUMENT, fromMs: 0, toMs: 1e13 })) {
      for (let at = 0; at < chunk.count; at += 1)
        ticks.push({ timeMs: chunk.timeMs[at] ?? 0, bid: chunk.bid[at] ?? 0 });
    }
    return ticks;
  };
  let ticks = await read();
  while (ticks.length < TICKS) ticks = await read();
  expect(ticks).toEqual(
    Array.from({ length: TICKS }, (_, at) => ({ timeMs: tickAt(at).timeMs, bid: Number(tickAt(at).bid.toFixed(5)) })),
  );

  const bars = await client.market.bars({ instrumentId: INSTRUMENT, timeframe: "M5", limit: 100 });
  const expected = Map.groupBy(ticks, ({ timeMs }) => Math.floor(timeMs / 300_000) * 300_000);
  expect([...bars.timeMs]).toEqual([...expected.keys()]);
  expect([...bars.high]).toEqual([...expected.values()].map((bar) => Math.max(...bar.map(({ bid }) => bid))));
  expect([...bars.close]).toEqual([...expected.values()].map((bar) => bar.at(-1)?.bid));
  app.signal("SIGINT");
  expect((await app.ended).code).toBe(0);
});

test("its clock is paused, moved and paced from the window; moved back, no chart shows its future", async () => {
  const folder = temporaryFolder();
  const app = start(folder, exportOfMt5(folder), "60");
  const { client } = await openWindow(await app.ready);
  let state: ReplayState | undefined;
  client.replay.state.subscribe({}, { items: ([latest]) => void (state = latest ?? state) });
  await until(() => (state?.nowMs ?? 0) > BEGIN + 5_000);
  await client.replay.pause({});
  await until(() => state?.playing === false);
  const ahead = BEGIN + 20 * 60_000;
  await client.replay.seek({ toMs: ahead });
  await until(() => state?.nowMs === ahead);
  const newest = async () =>
    (await client.market.bars({ instrumentId: INSTRUMENT, timeframe: "M1", limit: 50 })).timeMs.at(-1) ?? 0;
  while ((await newest()) < ahead - 60_000) await new Promise((resolve) => setTimeout(resolve, 10));
  const back = BEGIN + 5 * 60_000;
  await client.replay.seek({ toMs: back });
  await client.replay.setSpeed({ speed: 1 });
  await client.replay.play({});
  while ((await newest()) > back + 60_000) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await newest()).toBeGreaterThanOrEqual(BEGIN);
  expect(state).toMatchObject({ speed: 1, finished: false });
  app.signal("SIGINT");
  expect((await app.ended).code).toBe(0);
});

test("a damaged recording stops the start with its line and what was expected, and exit code 2", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "EURUSD_ticks.csv");
  writeFileSync(
    file,
    "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>\r\n2024.03.04\t09:00:00.000\tone\t1.1\t\t\t6\r\n",
  );
  const { code, out, err } = await start(folder, file, "max").ended;
  expect(code).toBe(2);
  expect(out).toEqual([]);
  expect(err).toHaveLength(1);
  expect(err[0]).toMatch(/^REPLAY_FILE_MALFORMED: .*line 2/);
});

test.skipIf(process.platform === "win32")(
  "ended while it reads a recording, it takes back what it has read and ends in order",
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, "EURUSD.csv");
    const rows = Array.from({ length: 400_000 }, (_, at) => `${BEGIN + at},1.08${at % 1_000},1.09${at % 1_000}`);
    writeFileSync(file, ["time_msc,bid,ask", ...rows].join("\n"));
    const app = start(folder, file, "1");
    const staging = join(folder, "profile", "replay");
    await until(() => existsSync(staging) && readdirSync(staging).length > 0);
    app.signal("SIGINT");
    const { code, out, err } = await app.ended;
    expect({ code, out, err }).toEqual({ code: 0, out: [], err: [] });
    expect(readdirSync(staging)).toEqual([]);
    expect(readdirSync(join(folder, "profile"))).not.toContain("fairlead.pid");
  },
);
