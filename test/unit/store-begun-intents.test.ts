import { cpSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { IntentTrace } from "#bridge/ports/intent-journal.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { newRecord } from "#shared/trading/intent/transition.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { draft, intentId } from "#test/fixtures/trading/records.ts";

const NOW = Date.UTC(2026, 10, 21) as UtcMs;
const SENT: IntentTrace = { atMs: NOW, event: "handOver", state: "sent", facts: { historyFromMs: 7 } };

function open(folder: string): Ledger {
  const ledger = Ledger.open(folder);
  onTestFinished(() => ledger.close());
  return ledger;
}

function begin(ledger: Ledger, n: number): IntentRecord {
  return ledger.intents.begin(draft(n, NOW), (intent) => ({ record: newRecord(intent), traces: [SENT] })).record;
}

/** The profile as a power cut leaves it that loses all of ledger.db's log beyond `bytes`. */
function cut(folder: string, bytes: number): string {
  const after = temporaryFolder();
  for (const file of ["ledger.db", "ledger.db-wal", "intents.log"]) cpSync(join(folder, file), join(after, file));
  truncateSync(join(after, "ledger.db-wal"), bytes);
  return after;
}

/** Rows of a table as another program would read them now. */
function rows(folder: string, table: string): number {
  const other = new Sqlite(join(folder, "ledger.db"), { readonly: true });
  try {
    return other.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  } finally {
    other.close();
  }
}

test("what an order waits for is one page that the disk has already: no file grows", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  begin(ledger, 1);
  const sizes = (): number[] => ["ledger.db-wal", "intents.log"].map((file) => statSync(join(folder, file)).size);
  const before = sizes();
  const page = readFileSync(join(folder, "intents.log")).subarray(4_096, 8_192);
  expect(page.every((byte) => byte === 0)).toBe(true);
  begin(ledger, 2);
  expect(sizes()).toEqual(before);
  expect(readFileSync(join(folder, "intents.log")).subarray(4_096, 8_192).toString("latin1")).toContain(intentId(2));
});

test("what a power cut takes of ledger.db's log is found in intents.log: each order that left, whatever was noted of it", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  const records = [1, 2, 3].map((n) => begin(ledger, n));
  const [first] = records;
  if (first === undefined) throw new Error("there are three");
  const synced = statSync(join(folder, "ledger.db-wal")).size;
  // Rows and steps, in pages that the disk has not been told to keep.
  ledger.intents.advance(first, [SENT]);
  expect(rows(folder, "intent")).toBe(3);
  const after = cut(folder, synced);
  expect(rows(after, "intent")).toBe(0);
  const next = open(after);
  expect(next.intents.open()).toEqual(records);
  expect(begin(next, 4).intent.magic).toBe(first.intent.magic + 3n);
});

test("over any number of orders and a power cut after any of them, none that left is forgotten, and no magic comes twice", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  const wal = (): number => statSync(join(folder, "ledger.db-wal")).size;
  const magics: bigint[] = [];
  for (let n = 1; n <= 600; n += 1) {
    const record = begin(ledger, n);
    magics.push(record.intent.magic);
    if (n % 7 === 0) ledger.intents.advance(record, [SENT]);
    if (n % 83 !== 0) continue;
    const next = open(cut(folder, wal()));
    expect(next.intents.recent(1_000)).toHaveLength(n);
    expect(begin(next, 1_000).intent.magic).toBe(record.intent.magic + 1n);
  }
  expect(new Set(magics).size).toBe(600);
});

test("a slot that was cut short or belongs to a lost ledger counts for nothing; an order that fits in none is written all the same", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  for (const n of [1, 2]) begin(ledger, n);
  const torn = cut(folder, statSync(join(folder, "ledger.db-wal")).size);
  const log = readFileSync(join(torn, "intents.log"));
  log.fill(0, 4_096 + 200, 8_192);
  writeFileSync(join(torn, "intents.log"), log);
  const open1 = open(torn).intents.open();
  expect(open1.map(({ intent }) => intent.id)).toEqual([intentId(1)]);

  const other = temporaryFolder();
  cpSync(join(folder, "intents.log"), join(other, "intents.log"));
  expect(open(other).intents.open()).toEqual([]);

  const wide = temporaryFolder();
  const long = { ...draft(1, NOW), stopWithinMs: 7 };
  const facts = { words: "x".repeat(5_000) };
  const steps = (intent: OrderIntent) => ({ record: newRecord(intent), traces: [{ ...SENT, facts }] });
  const begun = open(wide).intents.begin(long, steps).record;
  expect(rows(wide, "intent_begun")).toBe(1);
  expect(open(wide).intents.open()).toEqual([begun]);
});

test("an intent that was begun reads as any other, before and after it has its row, and after a restart", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  const records = [1, 2, 3].map((n) => begin(ledger, n));
  const [, second] = records;
  if (second === undefined) throw new Error("there are three");
  const look = ({ intents }: Ledger): unknown => ({
    ids: [1, 2, 3].map((n) => intents.get(intentId(n))),
    magics: records.map(({ intent }) => intents.byMagic(intent.magic)),
    open: intents.open(),
    recent: intents.recent(2),
    none: intents.recent(2, "other@Server" as typeof second.intent.account),
    traces: intents.traces(second.intent.id),
  });
  const fresh = look(ledger);
  expect(fresh).toMatchObject({ ids: records, magics: records, open: records, recent: records.slice(1).toReversed() });
  expect(rows(folder, "intent")).toBe(0);
  ledger.intents.advance(second, []);
  expect(rows(folder, "intent")).toBe(3);
  expect(rows(folder, "intent_begun")).toBe(0);
  expect(look(ledger)).toEqual(fresh);
  expect(look(open(folder))).toEqual(fresh);
});

test("one that was begun and nothing more, when the bridge died, is on the list of open ones at the next start", () => {
  const folder = temporaryFolder();
  const begun = begin(open(folder), 1);
  expect(rows(folder, "intent")).toBe(0);
  const next = open(folder);
  expect(next.intents.open()).toEqual([begun]);
  expect(next.intents.traces(begun.intent.id)).toEqual([SENT]);
  expect(next.intents.begin(draft(1, NOW), () => ({ record: begun, traces: [] })).fresh).toBe(false);
});

test("a magic is given out once, whatever was stepped or left begun before a restart", () => {
  const folder = temporaryFolder();
  const magics: bigint[] = [];
  for (let run = 0; run < 4; run += 1) {
    const ledger = open(folder);
    for (let n = 1; n <= 5; n += 1) {
      const record = begin(ledger, run * 10 + n);
      magics.push(record.intent.magic);
      if (n < run) ledger.intents.advance(record, [SENT]);
    }
  }
  expect(new Set(magics).size).toBe(magics.length);
  expect(magics).toEqual(magics.toSorted((a, b) => (a < b ? -1 : 1)));
});

test("more begun orders than anybody waits for get their rows without a step", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  for (let n = 1; n <= 70; n += 1) begin(ledger, n);
  expect(rows(folder, "intent")).toBeGreaterThanOrEqual(64);
  expect(ledger.intents.open()).toHaveLength(70);
});

test("a ledger that is looked at from outside meanwhile goes on, and so do the magics", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  const first = begin(ledger, 1);
  const other = open(folder);
  expect(other.intents.open()).toEqual([first]);
  other.intents.advance(first, [SENT]);
  ledger.intents.advance(first, [SENT]);
  expect(ledger.intents.traces(first.intent.id)).toEqual([SENT, SENT, SENT]);
  expect(begin(ledger, 2).intent.magic).toBe(first.intent.magic + 1n);
  expect(begin(open(folder), 3).intent.magic).toBe(first.intent.magic + 2n);
});
