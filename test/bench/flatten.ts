import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import { EaFlattenRoom } from "#test/fixtures/trading/ea-flatten-room.ts";
import { FlattenRoom } from "#test/fixtures/trading/flatten-room.ts";
import { median, printRow } from "./support/row.ts";

/**
 * From the press of "flatten all" to the last of the closing requests at the brokers: 50 positions on three accounts,
 * latches and runs fsynced to the ledger first. `flatten.sent`: three real EAs in the MQL5 host, CURVE, and a trade server
 * process for each, timed by the brokers in whole ms. `flatten.paper`: paper terminals over the memory link. Raw: the same
 * requests handed to the servers by a loop, with nothing in between.
 */
const ROUNDS = 5;
const POSITIONS = [17, 17, 16] as const;

const ea = await compileFairlead("ea", "speed");
const real: number[] = [];
const paper: number[] = [];
const raw: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const three = new EaFlattenRoom();
  try {
    await three.open(ea, POSITIONS);
    real.push(await three.flatten());
  } finally {
    await three.close();
  }
  const folder = mkdtempSync(join(tmpdir(), "fairlead-flatten-"));
  const room = new FlattenRoom(folder);
  try {
    await room.open(POSITIONS);
    paper.push(await room.flatten());
    raw.push(room.bare(POSITIONS));
  } finally {
    await room.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
const row = (bench: string, sent: readonly number[]): void =>
  printRow({ bench, value: median(sent), unit: "ms", raw: median(raw), worst: Math.max(...sent) });
row("flatten.sent", real);
row("flatten.paper", paper);
process.exit(0);
