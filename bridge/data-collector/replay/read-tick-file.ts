import type { TickColumns } from "#shared/market/tick.ts";
import { openFileBytes } from "./file-bytes.ts";
import { BI5, bi5Symbol, bi5Ticks, isBi5 } from "./formats/dukascopy-bi5.ts";
import { dukascopyCsv } from "./formats/dukascopy-csv.ts";
import type { LineParser, TickFormat } from "./formats/format.ts";
import { histData, plainQuotes } from "./formats/histdata.ts";
import { leanTicks } from "./formats/lean-ticks.ts";
import { mt5CopyTicks } from "./formats/mt5-copy-ticks.ts";
import { mt5Export } from "./formats/mt5-export.ts";
import { trueFx } from "./formats/true-fx.ts";
import { LineFault, malformedFile, malformedLine } from "./malformed.ts";
import { symbolOf } from "./symbol-name.ts";
import { textLines } from "./text-lines.ts";
import { TickBuffer } from "./tick-buffer.ts";

/** Ticks that a chunk of a recording holds at most. */
const CHUNK_TICKS = 4_096;

const FORMATS: readonly TickFormat[] = [
  mt5Export,
  plainQuotes,
  mt5CopyTicks,
  dukascopyCsv,
  histData,
  trueFx,
  leanTicks,
];

/** A recording that is being read. */
export interface TickFile {
  readonly symbol: string;
  /** Name and clock of its form; the clock is known once the first chunk was read. */
  readonly form: () => Pick<TickFormat, "name" | "utcOffsetHours"> | undefined;
  /** Ticks in order, up to CHUNK_TICKS at a time; throws REPLAY_FILE_MALFORMED at the first line that does not fit. */
  readonly chunks: AsyncGenerator<TickColumns>;
}

/**
 * Opens a recording of ticks in any form and packing that Fairlead knows (see formats/), told by its content. It is
 * read as it is asked for, in bounded memory.
 * @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED.
 */
export async function readTickFile(path: string): Promise<TickFile> {
  if (isBi5(path)) return { symbol: bi5Symbol(path), form: () => BI5, chunks: bi5Ticks(path, CHUNK_TICKS) };
  const { name, chunks } = await openFileBytes(path);
  let format: TickFormat | undefined;
  const found = (one: TickFormat): void => {
    format = one;
  };
  const read = readChunks(path, name, textLines(path, chunks), found);
  return { symbol: symbolOf(name), form: () => format, chunks: read };
}

async function* readChunks(
  path: string,
  name: string,
  lines: AsyncGenerator<string[]>,
  found: (format: TickFormat) => void,
): AsyncGenerator<TickColumns> {
  const buffer = new TickBuffer(CHUNK_TICKS);
  let parse: LineParser | undefined;
  let number = 0;
  let text = "";
  let seen = 0;
  try {
    for await (const some of lines) {
      for (text of some) {
        number++;
        if (text === "") continue;
        if (parse === undefined) {
          const opened = openFormat(text, name);
          parse = opened.parse;
          found(opened.format);
          if (opened.headLines > 0) continue;
        }
        buffer.push(parse(text));
        if (!buffer.full) continue;
        seen += buffer.count;
        yield buffer.take();
      }
    }
  } catch (error) {
    throw error instanceof LineFault ? malformedLine(path, number, error.expected, text) : error;
  }
  if (seen + buffer.count === 0) throw malformedFile(path, "ticks, but it holds none");
  if (buffer.count > 0) yield buffer.take();
}

function openFormat(first: string, name: string) {
  if (first.includes("\r")) throw new LineFault("lines that end in LF or CR LF");
  for (const format of FORMATS) {
    const opened = format.open(first, name);
    if (opened !== undefined) return { ...opened, format };
  }
  throw new LineFault(`the beginning of one of: ${FORMATS.map((format) => format.name).join(", ")}`);
}
