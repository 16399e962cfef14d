import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { newRecord } from "#shared/trading/intent/transition.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { CLOSE, draft, intentId, position } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

const NOW = Date.UTC(2026, 10, 21) as UtcMs;
const PAGE = 4_096;
const damaged = expect.objectContaining({ code: "INTENTS_LOG_DAMAGED" });

const logOf = (folder: string): string => join(folder, "intents.log");
const aside = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes(".damaged-"));

function begin(ledger: Ledger, n: number): IntentRecord {
  return ledger.intents.begin(draft(n, NOW), (intent) => ({ record: newRecord(intent), traces: [] })).record;
}

/** Runs `use` with the profile's ledger and lets go of it without a further write, as a kill does. */
function run<T>(folder: string, use: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(folder);
  try {
    return use(ledger);
  } finally {
    ledger.close();
  }
}

/** A profile in which so many orders were sent and have no row yet. */
function sent(count: number): { readonly folder: string; readonly records: readonly IntentRecord[] } {
  const folder = temporaryFolder();
  const records = run(folder, (ledger) => Array.from({ length: count }, (_, at) => begin(ledger, at + 1)));
  return { folder, records };
}

function change(folder: string, how: (log: Buffer) => void): void {
  const log = readFileSync(logOf(folder));
  how(log);
  writeFileSync(logOf(folder), log);
}

const used = (log: Buffer, place: number): number => 16 + log.readUInt32LE(place * PAGE + 8);

test("one wrong bit anywhere in an order that has no row is told, whichever order and whichever bit; the others are kept", () => {
  fc.assert(
    fc.property(fc.nat(4), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (place, where) => {
      const { folder, records } = sent(5);
      change(folder, (log) => {
        const bit = Math.floor(where * used(log, place) * 8);
        const at = place * PAGE + Math.floor(bit / 8);
        log.writeUInt8(log.readUInt8(at) ^ (1 << (bit % 8)), at);
      });
      run(folder, ({ intents }) => {
        expect(intents.fault).toEqual(damaged);
        expect(intents.open()).toEqual(records.toSpliced(place, 1));
      });
    }),
    { numRuns: 8 },
  );
});

test.each([
  ["zeros", (page: Buffer) => page.fill(0)],
  ["another order's rest", (page: Buffer) => page.fill("x", 300)],
  ["a sector of nothing", (page: Buffer) => page.fill(0, 0, 512)],
])("a place in the middle that holds %s is told: an order stood there", (_, spoil) => {
  const { folder, records } = sent(4);
  change(folder, (log) => spoil(log.subarray(PAGE, 2 * PAGE)));
  run(folder, ({ intents }) => {
    expect(intents.fault).toEqual(damaged);
    expect(intents.open()).toEqual(records.toSpliced(1, 1));
  });
});

test.each([
  ["a page that a power cut caught half way", (folder: string) => change(folder, (log) => log.fill(0, 2 * PAGE + 200))],
  [
    "a page of which only the end came",
    (folder: string) => change(folder, (log) => log.fill(0, 2 * PAGE, 2 * PAGE + 512)),
  ],
  ["a file that ends within it", (folder: string) => truncateSync(logOf(folder), 2 * PAGE + 100)],
])(
  "%s was the last one: nothing was sent of it, so trading goes on, and its magic is not given out again",
  (_, tear) => {
    const { folder, records } = sent(3);
    tear(folder);
    run(folder, (ledger) => {
      expect(ledger.intents.fault).toBeUndefined();
      expect(ledger.intents.open()).toEqual(records.slice(0, 2));
      const magics = records.map(({ intent }) => intent.magic);
      expect(begin(ledger, 9).intent.magic).toBeGreaterThan(magics.at(-1) ?? 0n);
    });
    run(folder, ({ intents }) => expect(intents.fault).toBeUndefined());
  },
);

test("damage where only orders with rows stood harms nothing and is not told", () => {
  const { folder } = sent(5);
  // This start gives them their rows.
  run(folder, (ledger) => void begin(ledger, 6));
  change(folder, (log) => log.writeUInt8(log.readUInt8(3 * PAGE + 40) ^ 4, 3 * PAGE + 40));
  run(folder, ({ intents }) => {
    expect(intents.fault).toBeUndefined();
    expect(intents.open()).toHaveLength(6);
  });
});

test("a damaged log is kept under another name, and each start refuses until a person has taken it away; no magic comes twice", () => {
  const { folder, records } = sent(3);
  change(folder, (log) => log.fill(0, PAGE, 2 * PAGE));
  const before = readFileSync(logOf(folder));
  for (let start = 0; start < 3; start += 1) {
    run(folder, ({ intents }) => {
      expect(intents.fault?.details["file"]).toBe(join(folder, aside(folder)[0] ?? ""));
      expect(intents.open()).toEqual(records.toSpliced(1, 1));
    });
  }
  const [kept = ""] = aside(folder);
  expect(aside(folder)).toHaveLength(1);
  expect(readFileSync(join(folder, kept)).equals(before)).toBe(true);
  renameSync(join(folder, kept), join(temporaryFolder(), kept));
  run(folder, (ledger) => {
    expect(ledger.intents.fault).toBeUndefined();
    expect(records.map(({ intent }) => intent.magic)).not.toContain(begin(ledger, 9).intent.magic);
  });
});

test("with a log that cannot be opened Fairlead starts, refuses what could add risk and says why, and closes all the same", () => {
  const folder = temporaryFolder();
  mkdirSync(logOf(folder));
  const story = new TradingStory(folder);
  story.show({ positions: [position()] });
  expect(story.stored.intents.fault?.details).toMatchObject({ file: logOf(folder) });
  expect(() => story.service.place(story.wish(1))).toThrowError(damaged);
  expect(story.gateway.commands).toHaveLength(0);
  expect(story.service.intent(intentId(1))).toBeUndefined();
  expect(story.service.place(story.wish(2, { request: CLOSE })).outcome.state).toBe("sent");
  expect(story.gateway.commands).toHaveLength(1);
  story.service.killSwitch.latch(null, "flattenAll", { cause: "user", words: "Pressed." });
  expect(story.gateway.flattens).toHaveLength(1);

  rmdirSync(logOf(folder));
  story.restart();
  expect(story.stored.intents.fault).toBeUndefined();
  onTestFinished(() => expect(aside(folder)).toEqual([]));
});
