import { statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { IntentTrace } from "#bridge/ports/intent-journal.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { UtcMs } from "#shared/market/brands.ts";
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

/** Rows of a table as another program would read them now. */
function rows(folder: string, table: string): number {
  const other = new Sqlite(join(folder, "ledger.db"), { readonly: true });
  try {
    return other.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  } finally {
    other.close();
  }
}

test("what an order waits for is one page on disk", () => {
  const folder = temporaryFolder();
  const ledger = open(folder);
  begin(ledger, 1);
  const logged = (): number => statSync(join(folder, "ledger.db-wal")).size;
  const before = logged();
  begin(ledger, 2);
  // A frame of SQLite's log: a page of 4,096 bytes and its header.
  expect(logged() - before).toBe(4_120);
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
