import { TextDecoder } from "node:util";
import { malformedFile, malformedLine } from "./malformed.ts";

/** No format has lines nearly so long; a file without line ends must not be gathered in memory. */
const MAX_LINE = 4_096;

/**
 * The lines of a text file without their ends, as many at a time as a piece of it brings. UTF-8 or UTF-16, by its
 * byte order mark (MT5 writes UTF-16 with one).
 * @throws FairleadError REPLAY_FILE_MALFORMED on text that is neither, on damaged packing, and on an endless line.
 */
export async function* textLines(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let decoder: TextDecoder | undefined;
  let rest = "";
  let done = 0;
  try {
    for await (const chunk of chunks) {
      decoder ??= decoderFor(chunk);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      done += lines.length;
      if (rest.length > MAX_LINE) throw malformedLine(file, done + 1, `a line of at most ${MAX_LINE} characters`, rest);
      if (lines.length > 0) yield lines.map(withoutReturn);
    }
    rest += decoder?.decode() ?? "";
  } catch (error) {
    throw isUnpacking(error) ? malformedFile(file, "a whole file (its packing or its text is damaged)", error) : error;
  }
  if (rest !== "") yield [withoutReturn(rest)];
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

function decoderFor(chunk: Uint8Array): TextDecoder {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder("utf-16le", { fatal: true });
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder("utf-16be", { fatal: true });
  return new TextDecoder("utf-8", { fatal: true });
}

/** zlib's errors carry codes of their own; a decoder's is a TypeError. */
function isUnpacking(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const code = String(error.code);
  return code.startsWith("Z_") || code.startsWith("ZSTD_") || code === "ERR_ENCODING_INVALID_ENCODED_DATA";
}
