import { zipSync } from "fflate";
import { type CellValue, readSheet } from "read-excel-file/universal";
import { cleanCell } from "./clean-cell.ts";
import { tooLarge, unreadable } from "./report-error.ts";
import { LIMITS, type OnProgress, type ReportRows } from "./report-rows.ts";
import { unpack } from "./unpack.ts";

const wanted = (name: string): boolean =>
  /\.(xml|rels)$/i.test(name) && !/(^|\/)(theme|charts|drawings|media|docProps)\//i.test(name);

/**
 * The rows of a workbook's first sheet. MetaTrader 5 writes the parts of its workbooks in UTF-16, which the library
 * cannot read: they are put into UTF-8 first.
 */
export async function xlsxRows(bytes: Uint8Array, progress: OnProgress): Promise<ReportRows> {
  const parts = unpack(bytes, wanted);
  progress(0.3);
  if (![...parts.keys()].some((name) => /(^|\/)workbook\.xml$/i.test(name))) {
    throw unreadable("it is a zip file, but no workbook");
  }
  const plain = Object.fromEntries([...parts].map(([name, part]) => [name, inUtf8(part)]));
  const sheet = await readSheet(zipSync(plain, { level: 0 }).buffer).catch((error: unknown) => {
    throw unreadable(`the workbook cannot be read (${error instanceof Error ? error.message : "no reason given"})`);
  });
  progress(0.9);
  if (sheet.length > LIMITS.rows) throw tooLarge(`more than ${LIMITS.rows} rows`);
  const rows = sheet.map((row) => trimmed(row.map(textOf)));
  return { encoding: "xlsx", rows, places: rows.map((_, at) => at + 1), heading: "", brokenOff: false };
}

function inUtf8(part: Uint8Array): Uint8Array {
  const [a, b] = part;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
  if (encoding === null) return part;
  const text = new TextDecoder(encoding).decode(part).replace(/^(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']/, "$1");
  return new TextEncoder().encode(text);
}

function textOf(value: CellValue | null): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return plainNumber(value);
  // A workbook's time is a fraction of a day: seconds come out a hair early or late.
  if (value instanceof Date)
    return new Date(Math.round(value.getTime() / 1_000) * 1_000).toISOString().replace("T", " ").slice(0, 19);
  const text = cleanCell(String(value));
  if (text.length > LIMITS.cellCharacters) throw tooLarge("a cell of more than 32 KB");
  return text;
}

/** Without an exponent: 1e-7 is no way a report writes a price. */
const plainNumber = (value: number): string =>
  /e/i.test(String(value)) ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : String(value);

/** Merged cells leave empty ones at a row's end. */
function trimmed(row: readonly string[]): readonly string[] {
  let end = row.length;
  while (end > 0 && row[end - 1] === "") end -= 1;
  return row.slice(0, Math.min(end, LIMITS.cellsInRow));
}
