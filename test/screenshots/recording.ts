import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bell, seeded } from "#test/fixtures/window-lab/seeded.ts";

const START = Date.UTC(2025, 8, 1);
const HOURS = 48;
const EVERY_MS = 4_000;

/** An MT5 tick export of two invented days, always the same. */
export function writeRecording(folder: string): string {
  const random = seeded(7);
  const rows = ["<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>"];
  let bid = 1.16842;
  for (let at = 0; at < (HOURS * 3_600_000) / EVERY_MS; at++) {
    bid += bell(random) * 0.000012;
    const [date, time] = new Date(START + at * EVERY_MS).toISOString().replace("Z", "").split("T");
    rows.push([date?.replaceAll("-", "."), time, bid.toFixed(5), (bid + 0.00008).toFixed(5), "", "", "6"].join("\t"));
  }
  const file = join(folder, "EURUSD_202509010000_202509022359.csv");
  writeFileSync(file, `${rows.join("\r\n")}\r\n`);
  return file;
}
