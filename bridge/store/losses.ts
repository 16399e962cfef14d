import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";

/** A damaged database that was moved aside, and what it held with it. */
interface Loss {
  /** Where the damaged file is kept. */
  readonly kept: string;
  readonly utcMs: number;
}

const markOf = (file: string): string => `${file}.losses`;

/** Notes a loss beside `file`, a line each: there may be another before the first has been dealt with. */
export function tellOfLoss(file: string, loss: Loss): void {
  appendFileSync(markOf(file), `${JSON.stringify(loss)}\n`, { flush: true });
}

/** The losses that nobody has put on record yet; a line cut off by a crash was no loss yet. */
export function lossesOf(file: string): readonly Loss[] {
  if (!existsSync(markOf(file))) return [];
  return readFileSync(markOf(file), "utf8").split("\n").flatMap(lossIn);
}

/** All of them are on record now. */
export function forgetLosses(file: string): void {
  rmSync(markOf(file), { force: true });
}

function lossIn(line: string): Loss[] {
  try {
    const { kept, utcMs } = JSON.parse(line) as Partial<Loss>;
    return typeof kept === "string" && Number.isSafeInteger(utcMs) ? [{ kept, utcMs: utcMs as number }] : [];
  } catch {
    return [];
  }
}
