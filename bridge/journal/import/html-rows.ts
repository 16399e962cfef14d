import { Parser } from "htmlparser2";
import { cleanCell } from "./clean-cell.ts";
import { tooLarge } from "./report-error.ts";
import { LIMITS, type OnProgress, type ReportRows, type Row } from "./report-rows.ts";

const CHUNK = 256 * 1024;
const CELLS: ReadonlySet<string> = new Set(["td", "th"]);
const SILENT: ReadonlySet<string> = new Set(["script", "style", "title", "head"]);

const isHidden = ({ class: names = "", style = "", hidden }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || /(^|\s)hidden(\s|$)/i.test(names) || /display\s*:\s*none/i.test(style);

/**
 * The rows of all tables of a page, without the cells that a browser would hide (MetaTrader 5 hides a column of comments
 * and one of costs). Reads however the tags are nested or left open; says when the page ended inside a table.
 */
export function htmlRows(text: string, encoding: string, progress: OnProgress): ReportRows {
  const rows: Row[] = [];
  const places: number[] = [];
  let row: string[] | null = null;
  let cell: string | null = null;
  let hidden = false;
  let silent = 0;
  let tables = 0;
  let line = 1;
  let counted = 0;
  const headings: string[] = [];
  const endCell = (): void => {
    if (cell !== null && row !== null && !hidden) {
      if (row.length >= LIMITS.cellsInRow) throw tooLarge(`a row of more than ${LIMITS.cellsInRow} cells`);
      row.push(cleanCell(cell));
    }
    cell = null;
  };
  const endRow = (): void => {
    endCell();
    if (row === null) return;
    if (rows.length >= LIMITS.rows) throw tooLarge(`more than ${LIMITS.rows} rows`);
    rows.push(row);
    row = null;
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (SILENT.has(name)) silent += 1;
        else if (name === "table") tables += 1;
        else if (name === "tr") {
          endRow();
          row = [];
          line += newlines(text, counted, parser.startIndex);
          counted = parser.startIndex;
          places.push(line);
        } else if (CELLS.has(name)) {
          endCell();
          cell = "";
          hidden = isHidden(attributes);
        } else if (name === "br" && cell !== null) cell += " ";
      },
      ontext: (part) => {
        if (cell !== null) {
          if (cell.length + part.length > LIMITS.cellCharacters) throw tooLarge("a cell of more than 32 KB");
          cell += part;
        } else if (silent === 0 && tables === 0 && headings.length < 4) {
          const words = cleanCell(part).slice(0, 120);
          if (words !== "") headings.push(words);
        }
      },
      onclosetag: (name, implied) => {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        if (CELLS.has(name)) endCell();
        if (name === "tr") endRow();
        if (name === "table") {
          endRow();
          // At the end of the file what is open is closed by the parser.
          if (!implied) tables -= 1;
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    progress(Math.min(1, (at + CHUNK) / text.length));
  }
  const brokenOff = tables > 0 || row !== null;
  parser.end();
  return { encoding, rows, places, heading: headings.join(" · "), brokenOff };
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
