import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import Sqlite from "better-sqlite3";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";

/** Bytes of everything in a folder. */
export const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** What anybody would do first: a row a tick, by better-sqlite3, in transactions of 4,096. @returns seconds. */
export function writeRows(folder: string, ticks: TickColumns): number {
  const db = new Sqlite(join(folder, "rows.db"));
  db.pragma("page_size = 8192");
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.exec(
    "CREATE TABLE tick (id INTEGER PRIMARY KEY, time_ms INTEGER, sub_ms INTEGER, bid REAL, ask REAL, flags INTEGER)",
  );
  const insert = db.prepare("INSERT INTO tick VALUES (NULL, ?, ?, ?, ?, ?)");
  const before = performance.now();
  const some = db.transaction((from: number, to: number) => {
    for (let i = from; i < to; i++) {
      insert.run(ticks.timeMs[i], ticks.subMs?.[i] ?? 0, ticks.bid[i], ticks.ask[i], ticks.flags[i]);
    }
  });
  for (let i = 0; i < ticks.count; i += 4_096) some(i, Math.min(i + 4_096, ticks.count));
  const seconds = (performance.now() - before) / 1000;
  db.close();
  return seconds;
}

/** Reads those rows into typed arrays. @returns seconds. */
export function readRows(folder: string, count: number): number {
  const db = new Sqlite(join(folder, "rows.db"), { readonly: true });
  const select = db.prepare<[], number[]>("SELECT time_ms, sub_ms, bid, ask, flags FROM tick ORDER BY id").raw();
  const before = performance.now();
  const into = emptyTickColumns(count, true);
  let i = 0;
  for (const row of select.iterate()) setTick(into, i++, row);
  const seconds = (performance.now() - before) / 1000;
  db.close();
  if (i !== count) throw new Error("rows were lost");
  return seconds;
}

/** The other thing anybody would do: CSV, packed with gzip. */
export function gzipCsv(ticks: TickColumns): { readonly packed: Buffer; readonly seconds: number } {
  const before = performance.now();
  const lines: string[] = [];
  for (let i = 0; i < ticks.count; i++) {
    const { timeMs, subMs, bid, ask, flags } = ticks;
    lines.push(`${timeMs[i]},${subMs?.[i] ?? 0},${bid[i]},${ask[i]},${flags[i]}`);
  }
  const packed = gzipSync(lines.join("\n"));
  return { packed, seconds: (performance.now() - before) / 1000 };
}

/** Reads that CSV into typed arrays. @returns seconds. */
export function readGzipCsv(packed: Buffer, count: number): number {
  const before = performance.now();
  const into = emptyTickColumns(count, true);
  let i = 0;
  for (const line of gunzipSync(packed).toString("latin1").split("\n")) setTick(into, i++, line.split(",").map(Number));
  if (i !== count) throw new Error("lines were lost");
  return (performance.now() - before) / 1000;
}

function setTick(into: TickColumns, i: number, row: readonly number[]): void {
  const [timeMs = 0, subMs = 0, bid = 0, ask = 0, flags = 0] = row;
  into.timeMs[i] = timeMs;
  if (into.subMs !== undefined) into.subMs[i] = subMs;
  into.bid[i] = bid;
  into.ask[i] = ask;
  into.flags[i] = flags;
}
