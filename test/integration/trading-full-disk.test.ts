import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Lots, Ticket } from "#shared/market/brands.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { intentId, position } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

/** Writes until the disk takes no byte more. */
function fillUp(file: string): void {
  const handle = openSync(file, "w");
  try {
    for (const size of [65_536, 1]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size));
      } catch (error) {
        expect(error).toMatchObject({ code: "ENOSPC" });
      }
    }
  } finally {
    closeSync(handle);
  }
}

test("on a disk that is really full a close and flatten all go out, and the ledger has them once there is room", async (ctx) => {
  const folder = temporaryFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).status !== 0) {
    console.log("skipped: trading on a full disk (no right to mount a small tmpfs)");
    ctx.skip();
  }
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  const story = new TradingStory(folder);
  story.show({ positions: [position()] });
  const filler = join(folder, "filler");
  fillUp(filler);
  let written = 0;
  let refused: unknown;
  // What SQLite has set aside in its files already may still take a few.
  while (refused === undefined && written < 2_000) {
    try {
      story.service.place(story.wish((written += 1)));
    } catch (error) {
      refused = error;
    }
  }
  expect(refused).toMatchObject({ code: "LEDGER_UNWRITABLE", details: { store: "STORE_FULL" } });
  const sent = story.gateway.commands.length;
  expect(sent).toBe(written - 1);

  const id = intentId(9_999);
  const request = {
    action: "close",
    symbol: "EURUSD",
    position: 5_001n as Ticket,
    side: "buy",
    lots: 1 as Lots,
  } as const;
  story.service.place(story.wish(9_999, { request: { ...request, deviation: null } }));
  expect(story.gateway.commands).toHaveLength(sent + 1);
  story.service.killSwitch.latch(null, "flattenAll", { cause: "user", words: "Pressed." });
  expect(story.gateway.flattens).toMatchObject([{ account: ACCOUNT }]);
  expect(story.stored.safety.latches()).toEqual([]);
  expect(story.codes("LEDGER_UNWRITABLE")).toHaveLength(1);

  rmSync(filler);
  await story.clock.advance(1_000);
  expect(story.codes("LEDGER_WRITABLE")).toHaveLength(1);
  story.restart();
  expect(story.service.killSwitch.latches(ACCOUNT).flattenAll).toBe(true);
  expect(story.service.intent(id)?.outcome).toMatchObject({ state: "unknown", reason: "restarted" });
  expect(story.gateway.commands).toEqual([]);
});
