import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AccountRecord, TerminalRecord } from "#bridge/ports/terminal-registry.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { type Migration, migrate, schemaVersion } from "#bridge/store/migration.ts";
import { LEDGER_MIGRATIONS } from "#bridge/store/migrations/ledger/index.ts";
import { MARKET_MIGRATIONS } from "#bridge/store/migrations/market/index.ts";
import type { AccountId, TerminalId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const terminal: TerminalRecord = {
  id: "0123456789abcdef0123456789abcdef" as TerminalId,
  name: "Desk",
  current: { publicKey: "k".repeat(40), secretHash: new Uint8Array(32).fill(7) },
  next: null,
  state: "paired",
  pairedUtc: 1_758_499_200_000,
  removedUtc: null,
};
const account: AccountRecord = {
  id: "10001@Broker-Demo" as AccountId,
  login: "10001",
  server: "Broker-Demo",
  company: "Broker Ltd",
  name: "A. Trader",
  currency: "JPY",
  currencyDigits: 0,
  tradeMode: "demo",
  marginMode: "hedging",
  leverage: 500,
};

function openLedger(folder: string): Ledger {
  const ledger = Ledger.open(folder);
  onTestFinished(() => ledger.close());
  return ledger;
}

describe("the ledger", () => {
  test("knows terminals, a rotation under way and removed ones after a restart", () => {
    const folder = temporaryFolder();
    const first = Ledger.open(folder);
    first.terminals.saveTerminal(terminal);
    const next = { publicKey: "n".repeat(40), secretHash: new Uint8Array(32).fill(9) };
    first.terminals.saveTerminal({ ...terminal, name: "Left desk", next });
    first.close();
    const second = openLedger(folder);
    const plain = (hash: Uint8Array | undefined): number[] => [...(hash ?? [])];
    const [read, ...others] = second.terminals.terminals();
    expect(others).toEqual([]);
    expect(read).toMatchObject({ name: "Left desk", state: "paired", removedUtc: null });
    expect(plain(read?.next?.secretHash)).toEqual(plain(next.secretHash));
    second.terminals.saveTerminal({ ...terminal, state: "removed", removedUtc: 5 });
    expect(second.terminals.terminals()[0]).toMatchObject({ next: null, state: "removed", removedUtc: 5 });
  });

  test("keeps which accounts a terminal was logged in to, the latest first", () => {
    const { terminals } = openLedger(temporaryFolder());
    terminals.saveTerminal(terminal);
    terminals.accountSeen(terminal.id, account, 100);
    terminals.accountSeen(terminal.id, { ...account, id: "2@Other" as AccountId, login: "2", server: "Other" }, 200);
    terminals.accountSeen(terminal.id, { ...account, leverage: 30 }, 300);
    const seen = terminals.accountsOf(terminal.id);
    expect(seen.map(({ id }) => id)).toEqual(["10001@Broker-Demo", "2@Other"]);
    expect(seen[0]).toMatchObject({ leverage: 30, firstSeenUtc: 100, lastSeenUtc: 300 });
  });

  test("keeps the last known specification of each instrument, and tells when one changed", () => {
    const folder = temporaryFolder();
    const spec = { symbol: "EURUSD", digits: 5, point: 0.00001, contractSize: 100_000 } as InstrumentSpec;
    const first = Ledger.open(folder);
    first.terminals.saveTerminal(terminal);
    first.terminals.accountSeen(terminal.id, account, 100);
    expect(first.instruments.put(account.id, spec)).toBe(true);
    expect(first.instruments.put(account.id, { ...spec })).toBe(false);
    expect(first.instruments.put(account.id, { ...spec, digits: 4 })).toBe(true);
    first.instruments.put(account.id, { ...spec, symbol: "AUDUSD" });
    first.close();
    const { instruments } = openLedger(folder);
    expect(instruments.get(account.id, "EURUSD")).toEqual({ ...spec, digits: 4 });
    expect(instruments.of(account.id).map(({ symbol }) => symbol)).toEqual(["AUDUSD", "EURUSD"]);
    expect(instruments.of("2@Other" as AccountId)).toEqual([]);
    expect(instruments.all()).toEqual([
      { instrument: `${account.id}/AUDUSD`, point: spec.point, digits: spec.digits },
      { instrument: `${account.id}/EURUSD`, point: spec.point, digits: 4 },
    ]);
  });

  test("gives each bridge epoch once over restarts, and a lost ledger's successor gives higher ones", () => {
    const folder = temporaryFolder();
    const startedS = Math.floor(Date.now() / 1_000);
    const given: bigint[] = [];
    for (let run = 0; run < 3; run++) {
      const ledger = Ledger.open(folder);
      given.push(ledger.terminals.nextBridgeEpoch(), ledger.terminals.nextBridgeEpoch());
      ledger.close();
    }
    const [first = 0n] = given;
    expect(Number(first)).toBeGreaterThanOrEqual(startedS);
    expect(given).toEqual(given.map((_, i) => first + BigInt(i)));
  });

  test("refuses a row that breaks a rule, with a code, and keeps what was there", () => {
    const { terminals } = openLedger(temporaryFolder());
    terminals.saveTerminal(terminal);
    const bad = { ...terminal, current: { publicKey: "x", secretHash: new Uint8Array(5) } };
    expect(() => terminals.saveTerminal(bad)).toThrowError(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    expect(terminals.terminals()[0]?.current.publicKey).toBe(terminal.current.publicKey);
  });
});

const STRACE = "/usr/bin/strace";
if (!existsSync(STRACE)) console.log("skipped: the fsync before each acknowledgement (strace is not installed)");

test.skipIf(!existsSync(STRACE))("strace shows an fsync of the ledger's log before every acknowledgement", () => {
  const folder = temporaryFolder();
  const trace = join(folder, "trace");
  const program = fileURLToPath(new URL("../fixtures/acknowledging-process.ts", import.meta.url));
  const calls = "trace=openat,close,fsync,fdatasync,write,pwrite64";
  const run = spawnSync(STRACE, ["-f", "-y", "-e", calls, "-o", trace, process.execPath, program, folder], {
    encoding: "utf8",
  });
  expect(run.stdout.match(/ACK epoch \d+/g)).toHaveLength(10);
  const lines = readFileSync(trace, "utf8").split("\n");
  let unsynced = 0;
  let acknowledged = 0;
  let synced = 0;
  for (const line of lines) {
    if (/pwrite64\(\d+<[^>]*ledger\.db-wal>/.test(line)) unsynced++;
    else if (/f(data)?sync\(\d+<[^>]*ledger\.db-wal>/.test(line)) {
      unsynced = 0;
      synced++;
    } else if (/write\(1<[^>]*>, "ACK epoch/.test(line)) {
      acknowledged++;
      expect(unsynced, `acknowledgement ${acknowledged} left before its fsync`).toBe(0);
      expect(synced, `acknowledgement ${acknowledged} had no fsync of its own`).toBeGreaterThanOrEqual(1);
      synced = 0;
    }
  }
  expect(acknowledged).toBe(10);
});

describe.each([
  ["ledger.db", LEDGER_MIGRATIONS],
  ["market.db", MARKET_MIGRATIONS],
])("migrations of %s", (_, migrations: readonly Migration[]) => {
  test("lead from every past version to the same schema as a new file has", () => {
    const schemaOf = (db: Sqlite.Database): unknown =>
      db.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").all();
    const fresh = new Sqlite(":memory:");
    migrate(fresh, migrations);
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((__, i) => i + 1));
    for (let past = 0; past <= migrations.length; past++) {
      const db = new Sqlite(":memory:");
      migrate(db, migrations, past);
      expect(schemaVersion(db)).toBe(past);
      migrate(db, migrations);
      expect(schemaVersion(db)).toBe(migrations.length);
      expect(schemaOf(db)).toEqual(schemaOf(fresh));
    }
  });

  test("stop where one fails, with nothing of it, and go on from there", () => {
    const db = new Sqlite(":memory:");
    let broken = true;
    const last: Migration = {
      version: migrations.length + 1,
      name: "broken at first",
      up: (target) => {
        target.exec("CREATE TABLE half (id INTEGER) STRICT");
        if (broken) throw new Error("power failed");
      },
    };
    expect(() => migrate(db, [...migrations, last])).toThrow("power failed");
    expect(schemaVersion(db)).toBe(migrations.length);
    expect(db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined();
    broken = false;
    migrate(db, [...migrations, last]);
    expect(schemaVersion(db)).toBe(migrations.length + 1);
  });
});
