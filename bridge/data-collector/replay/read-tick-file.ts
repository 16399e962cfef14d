import type { TickColumns } from "#shared/market/tick.ts";
import { openFileBytes } from "./file-bytes.ts";
import type { LineParser, TickFormat } from "./formats/format.ts";
import { leanTicks } from "./formats/lean-ticks.ts";
import { mt5CopyTicks } from "./formats/mt5-copy-ticks.ts";
import { mt5Export } from "./formats/mt5-export.ts";
import { LineFault, malformedFile, malformedLine } from "./malformed.ts";
import { symbolOf } from "./symbol-name.ts";
import { textLines } from "./text-lines.ts";
import { TickBuffer } from "./tick-buffer.ts";

/** Ticks that a chunk of a recording holds at most. */
const CHUNK_TICKS = 4_096;

const FORMATS: readonly TickFormat[] = [mt5Export, mt5CopyTicks, leanTicks];

/** A recording that is being read. */
export interface TickFile {
  readonly symbol: string;
  /** Ticks in order, up to CHUNK_TICKS at a time; throws REPLAY_FILE_MALFORMED at the first line that does not fit. */
  readonly chunks: AsyncGenerator<TickColumns>;
}

/**
 * Opens a recording of ticks in any form and packing that Fairlead knows (see formats/), told by its content. It is
 * read as it is asked for, in bounded memory.
 * @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED.
 */
export async function readTickFile(path: string): Promise<TickFile> {
  const { name, chunks } = await openFileBytes(path);
  return { symbol: symbolOf(name), chunks: readChunks(path, name, textLines(path, chunks)) };
}

async function* readChunks(path: string, name: string, lines: AsyncGenerator<string[]>): AsyncGenerator<TickColumns> {
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
  for (const format of FORMATS) {
    const opened = format.open(first, name);
    if (opened !== undefined) return opened;
  }
  throw new LineFault(`the beginning of one of: ${FORMATS.map((format) => format.name).join(", ")}`);
}
