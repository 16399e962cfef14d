import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { importRecording } from "#bridge/data-collector/replay/import-recording.ts";
import { StagedRecording } from "#bridge/data-collector/replay/staged-recording.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { numbersInFile, ticksInFile } from "#test/fixtures/tick-files.ts";

const payrolls = recorded("ticks/lean_oanda_xauusd_20140502_tick_quote.zip");

async function openStore(folder = temporaryFolder()): Promise<MarketStore> {
  const store = await MarketStore.open(folder);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

describe.skipIf(payrolls === undefined)("XAUUSD on payrolls day", () => {
  test("is imported with all 265,015 ticks and every digit of time and price", async () => {
    const path = payrolls ?? "";
    const folder = temporaryFolder();
    const recording = await StagedRecording.stage(path, folder);
    expect(recording.symbol).toEqual({ name: "XAUUSD", digits: 3, point: 0.001 });
    const store = await openStore();
    const stream = await importRecording(store, recording, "import@OANDA/XAUUSD");
    await recording.close();
    expect(readdirSync(folder)).toEqual([]);

    const rows = await numbersInFile(path);
    const ticks = await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
    expect(ticks.count).toBe(265_015);
    const midnight = Date.UTC(2014, 4, 2);
    let same = 0;
    for (const [i, [ms = Number.NaN, bid, ask]] of rows.entries()) {
      // The file has at most four decimals of a ms: 46.2042 is ms 46 and 2,042 ten-thousandths.
      const whole = Math.floor(ms);
      const fraction = Math.round((ms - whole) * 10_000);
      if (
        ticks.timeMs[i] === midnight + whole &&
        ticks.subMs?.[i] === fraction &&
        ticks.bid[i] === bid &&
        ticks.ask[i] === ask
      ) {
        same++;
      }
    }
    expect(same).toBe(265_015);
    expect((await store.openStream("import@OANDA/XAUUSD", 0.001, 3)).stream).toBe(stream);
    expect((await store.verify()).faults).toEqual([]);
  });

  test("is refused, whole, when the instrument has ticks of that time already", async () => {
    const store = await openStore();
    const recording = await StagedRecording.stage(payrolls ?? "", temporaryFolder());
    onTestFinished(() => recording.close());
    await importRecording(store, recording, "1@Broker/XAUUSD");
    const before = await store.verify();
    await expect(importRecording(store, recording, "1@Broker/XAUUSD")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await store.verify()).toMatchObject({ ticks: before.ticks, faults: [] });
    expect(before.ticks).toBe(265_015);
  });
});

test("an import that dies half-way leaves nothing: the next start clears it", async () => {
  const file = join(temporaryFolder(), "EURUSD_ticks.csv");
  const lines = Array.from({ length: 5_000 }, (_, i) => `${1_758_499_200_000 + i * 10},1.17403,1.17405,0,0,6,0`);
  writeFileSync(file, ["time_msc,bid,ask,last,volume,flags,volume_real", ...lines].join("\n"));
  const recording = await StagedRecording.stage(file, temporaryFolder());
  onTestFinished(() => recording.close());
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const dying = { ...boundTo(store), finishImport: () => new Promise<void>(() => undefined) };
  void importRecording(dying, recording, "1@Broker/EURUSD");
  await expect.poll(async () => (await store.verify()).ticks, { timeout: 20_000 }).toBe(5_000);
  await store.close();

  const again = await openStore(folder);
  expect(await again.verify()).toMatchObject({ streams: 0, batches: 0, ticks: 0, faults: [] });
  const stream = await importRecording(again, recording, "1@Broker/EURUSD");
  expect((await again.readTicks(stream, 0, Number.MAX_SAFE_INTEGER)).count).toBe((await ticksInFile(file)).count);
});

const boundTo = (store: MarketStore) => ({
  beginImport: store.beginImport.bind(store),
  append: store.append.bind(store),
  dropImport: store.dropImport.bind(store),
});
