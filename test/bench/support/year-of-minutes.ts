import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { median, printRow } from "./row.ts";

const MINUTE = 60_000;
const FIRST = Date.UTC(2024, 0, 1);
const AFTER = Date.UTC(2025, 0, 1);

/** A year of minutes, five days a week. */
function yearOfMinutes(): BarColumns {
  const random = seeded(7);
  const times: number[] = [];
  for (let time = FIRST; time < AFTER; time += MINUTE) {
    const day = new Date(time).getUTCDay();
    if (day !== 0 && day !== 6) times.push(time);
  }
  const bars = emptyBarColumns(times.length);
  let points = 110_000;
  for (const [i, time] of times.entries()) {
    const open = points;
    points += Math.floor(random() * 21) - 10;
    bars.timeMs[i] = time;
    bars.open[i] = open / 1e5;
    bars.high[i] = (Math.max(open, points) + Math.floor(random() * 8)) / 1e5;
    bars.low[i] = (Math.min(open, points) - Math.floor(random() * 8)) / 1e5;
    bars.close[i] = points / 1e5;
    bars.tickVolume[i] = 1 + Math.floor(random() * 200);
    bars.spread[i] = Math.floor(random() * 12);
  }
  return bars;
}

/** How long the same bars take from plain rows into typed arrays. */
function rowsMs(folder: string, bars: BarColumns): number {
  const db = new Sqlite(join(folder, "rows.db"));
  db.exec(
    `CREATE TABLE bar (${BAR_COLUMNS.map((name) => `${name} REAL`).join(", ")}, PRIMARY KEY (timeMs)) WITHOUT ROWID`,
  );
  const insert = db.prepare(`INSERT INTO bar VALUES (${BAR_COLUMNS.map(() => "?").join(", ")})`);
  db.transaction(() => {
    for (let i = 0; i < bars.count; i++) insert.run(...BAR_COLUMNS.map((name) => bars[name][i]));
  })();
  const select = db.prepare<[], number[]>("SELECT * FROM bar ORDER BY timeMs").raw();
  const before = performance.now();
  const into = emptyBarColumns(bars.count);
  let i = 0;
  for (const row of select.iterate()) {
    for (const [n, name] of BAR_COLUMNS.entries()) into[name][i] = row[n] as number;
    i++;
  }
  const ms = performance.now() - before;
  db.close();
  return ms;
}

/** A year of M1 out of market.db, on a store that was just opened. */
export async function benchYearOfMinutes(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-year-"));
  try {
    const bars = yearOfMinutes();
    const store = await MarketStore.open(folder);
    const { stream } = await store.openStream("1@Bench/YEAR", 0.00001, 5);
    for (let at = 0; at < bars.count; at += 20_000) {
      const to = Math.min(at + 20_000, bars.count);
      const some = Object.fromEntries(BAR_COLUMNS.map((name) => [name, bars[name].slice(at, to)]));
      await store.putBars(stream, "M1", { ...(some as Omit<BarColumns, "count">), count: to - at });
    }
    await store.seal();
    await store.close();
    const cold: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < 5; round++) {
      const again = await MarketStore.open(folder);
      for (const samples of [cold, warm]) {
        const before = performance.now();
        const back = await again.readBars(stream, "M1", FIRST, AFTER);
        samples.push(performance.now() - before);
        if (back.count !== bars.count || back.close.some((close, i) => close !== bars.close[i]))
          throw new Error("bars changed");
      }
      await again.close();
    }
    const raw = rowsMs(folder, bars);
    const extra = { first: Number(median(cold).toPrecision(4)), bars: bars.count, rows: Number(raw.toPrecision(4)) };
    printRow({ bench: "store.year.m1", value: median(warm), unit: "ms", raw, ...extra, required: 50 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
