import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PairingFile } from "#bridge/metatrader-connector/pairing-file.ts";
import { Refusals, refusalWords } from "#bridge/metatrader-connector/refusals.ts";
import type { BridgeNotice } from "#bridge/ports/event-sink.ts";
import { RefusalCode } from "#shared/link/codes.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

test("a thousand refusals are counted one by one, and told to the log once per reason and interval", async () => {
  const clock = new VirtualClock(0);
  const notices: BridgeNotice[] = [];
  const refusals = new Refusals({ report: (notice) => notices.push(notice) }, clock, 10_000);
  for (let i = 0; i < 1_000; i++) refusals.count("wrongSecret");
  refusals.count("unknownKey");
  expect(notices.map(({ details }) => [details["reason"], details["times"]])).toEqual([
    ["wrongSecret", 1],
    ["unknownKey", 1],
  ]);
  await clock.advance(10_000);
  refusals.count("wrongSecret");
  expect(notices.at(-1)?.details).toMatchObject({ reason: "wrongSecret", times: 1_000, total: 1_001 });
  expect(refusals.list()).toMatchObject([
    { reason: "wrongSecret", count: 1_001, lastMs: 10_000 },
    { reason: "unknownKey", count: 1 },
  ]);
});

test("every refusal has words that fit the frame that carries them", () => {
  for (const reason of Object.keys(RefusalCode.values)) {
    const words = refusalWords(reason as keyof typeof RefusalCode.values);
    expect(words.length, reason).toBeGreaterThan(10);
    expect(Buffer.byteLength(words), reason).toBeLessThanOrEqual(127);
  }
});

test("the pairing file is replaced as a whole, and shows the code only while pairing is open", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-pairing-"));
  try {
    const file = new PairingFile(folder);
    const ends = { control: "tcp://127.0.0.1:1", data: "tcp://127.0.0.1:2", serverKey: "k".repeat(40) };
    const writes = Array.from({ length: 20 }, (_, i) =>
      file.write({ ...ends, code: `CODE-${i}`, expiresMs: 1_700_000_000_999 }),
    );
    await Promise.all(writes);
    expect(readFileSync(file.path, "utf8")).toBe(
      `control=tcp://127.0.0.1:1\ndata=tcp://127.0.0.1:2\nserver-key=${"k".repeat(40)}\ncode=CODE-19\nexpires=1700000000\n`,
    );
    await file.write(ends);
    expect(readFileSync(file.path, "utf8")).not.toContain("code");
    expect(readdirSync(join(folder, "Fairlead"))).toEqual(["pairing.txt"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
