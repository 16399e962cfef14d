/** A visible cell of a report: its text without stray blanks, marks and foreign digits. */
export type Row = readonly string[];

/** A report as rows of cells, whatever file it came in. */
export interface ReportRows {
  /** utf-8, utf-16le, windows-1251, ..., or xlsx. */
  readonly encoding: string;
  readonly rows: readonly Row[];
  /** Line of the file, or row of the sheet, that each row begins at: to name places. */
  readonly places: readonly number[];
  /** First words outside any table: a broker's name, a heading. */
  readonly heading: string;
  /** Set when the file ended inside a table. */
  readonly brokenOff: boolean;
}

/** More than any report has: beyond it a file is refused. */
export const LIMITS = {
  rows: 1_500_000,
  cellsInRow: 64,
  cellCharacters: 32_768,
  unpackedBytes: 384 * 1024 * 1024,
  unpackedFiles: 256,
} as const;

/** Told while a file is read: how much of it, 0 to 1. */
export type OnProgress = (share: number) => void;
