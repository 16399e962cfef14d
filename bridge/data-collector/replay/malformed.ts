import { FairleadError } from "#shared/contract/errors.ts";

/** Longest piece of a file's own text that an error repeats. */
const SHOWN = 60;

/** What a reader throws about a line; the file's name and the line's number are added by `readTickFile`. */
export class LineFault extends Error {
  override readonly name = "LineFault";
  readonly expected: string;

  /** @param expected what should have stood there, for a person. */
  constructor(expected: string) {
    super(expected);
    this.expected = expected;
  }
}

/** REPLAY_FILE_MALFORMED about a line of a file. */
export function malformedLine(file: string, line: number, expected: string, text: string): FairleadError {
  const printable = text.replaceAll(/[^\x20-\x7e]/g, "?");
  const shown = printable.length > SHOWN ? `${printable.slice(0, SHOWN)}...` : printable;
  return new FairleadError("REPLAY_FILE_MALFORMED", `${file}, line ${line}: expected ${expected}, found "${shown}".`, {
    file,
    line,
    expected,
  });
}

/** REPLAY_FILE_MALFORMED about a file as a whole. */
export function malformedFile(file: string, expected: string, cause?: unknown): FairleadError {
  return new FairleadError("REPLAY_FILE_MALFORMED", `${file}: expected ${expected}.`, { file, expected }, { cause });
}
