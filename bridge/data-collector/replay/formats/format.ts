import type { ParsedTick } from "../tick-buffer.ts";

/** Parses the lines after the head, in order. @throws LineFault. */
export type LineParser = (line: string) => ParsedTick;

/** A form of tick file that Fairlead reads. */
export interface TickFormat {
  /** For people: "MT5 tick export". */
  readonly name: string;
  /** How far the clock of its times is ahead of UTC; absent when they are a broker's own. */
  readonly utcOffsetHours?: number;
  /**
   * A parser when `first`, the first line that is not empty, is how this form begins.
   * @param name name of the file, or of the file inside a zip: some forms keep the date there.
   * @returns the parser and how many lines the head takes (0 when `first` is a tick already).
   * @throws LineFault when it is this form, but not whole.
   */
  readonly open: (
    first: string,
    name: string,
  ) => { readonly parse: LineParser; readonly headLines: number } | undefined;
}
