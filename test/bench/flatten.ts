import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlattenRoom } from "#test/fixtures/trading/flatten-room.ts";
import { median, printRow } from "./support/row.ts";

/**
 * From the press of "flatten all" to the last of the closing requests at the trade servers: 50 positions on three
 * accounts, latches and runs fsynced to the ledger first, over the memory link. Raw: the same requests handed to the
 * servers by a loop, with nothing in between.
 */
const ROUNDS = 5;

const sent: number[] = [];
const raw: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-flatten-"));
  const room = new FlattenRoom(folder);
  try {
    await room.open([17, 17, 16]);
    sent.push(await room.flatten());
    raw.push(room.bare([17, 17, 16]));
  } finally {
    await room.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
printRow({ bench: "flatten.sent", value: median(sent), unit: "ms", raw: median(raw), worst: Math.max(...sent) });
process.exit(0);
