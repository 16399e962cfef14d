import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { LedgerReader } from "#bridge/journal/desk/ledger-reader.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const PROGRAM = fileURLToPath(new URL("../fixtures/journal/noting-process.ts", import.meta.url));
const ACCOUNT = "7@Made-Demo" as AccountId;
const KEY = { account: ACCOUNT, ticket: 2n };
const LAST = 40;

/** Notes from `from` on and kills the process (SIGKILL) as soon as note `until` is acknowledged. @returns the last one acknowledged */
function noteUntil(profile: string, from: number, until: number): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, profile, `${ACCOUNT}#2`, String(from), String(LAST)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  const told = (): number => Number(text.slice(0, text.lastIndexOf("\n")).split("\n").at(-1) ?? 0);
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    if (told() >= until) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(told()));
  });
}

test("whenever the bridge is killed between a trader's notes, each that was acknowledged is there, once and in order", async () => {
  const profile = temporaryFolder();
  const first = Ledger.open(profile);
  first.deals.addDeals(ACCOUNT, [
    madeDeal({ ticket: 1n }),
    madeDeal({ ticket: 2n, kind: "sell", entry: "out", profit: 5 }),
  ]);
  first.close();
  let acknowledged = 0;
  for (const until of [11, LAST]) {
    // What the window was not told of goes out again, under its old id.
    acknowledged = await noteUntil(profile, Math.max(1, acknowledged), until);
    expect(acknowledged).toBeGreaterThanOrEqual(until);
    const ledger = Ledger.open(profile);
    const edits = ledger.journal.edits(KEY).toReversed();
    ledger.close();
    expect(edits.length).toBeGreaterThanOrEqual(acknowledged);
    expect(edits.map(({ revision, note, overwrote }) => [revision, note, overwrote])).toEqual(
      edits.map((_, at) => [at + 1, `word${at + 1} of many`, null]),
    );
  }
  const reader = new LedgerReader(new Sqlite(join(profile, "ledger.db"), { readonly: true }));
  expect([...reader.withWord(`word${LAST}`)]).toEqual([`${ACCOUNT}#2`]);
  expect([...reader.withWord("word7")]).toEqual([]);
});
