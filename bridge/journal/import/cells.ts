import type { TableRow } from "./find-tables.ts";
import { damaged, quoted } from "./report-error.ts";
import { type NumberStyle, readNumber, readTicket } from "./report-numbers.ts";
import { readTime } from "./report-times.ts";

/** Reads cells of one row and names the place where one is not what it has to be. */
export class Cells {
  readonly #row: TableRow;
  readonly #style: NumberStyle;

  constructor(row: TableRow, style: NumberStyle) {
    this.#row = row;
    this.#style = style;
  }

  text(at: number): string {
    return this.#row.cells[at] ?? "";
  }

  get length(): number {
    return this.#row.cells.length;
  }

  /** Where the row is, for people. */
  get place(): string {
    return `row ${this.#row.place} (${this.text(0).slice(0, 30)}, ${this.text(1).slice(0, 30)})`;
  }

  isNumber(at: number): boolean {
    return readNumber(this.text(at), this.#style) !== undefined;
  }

  isEmpty(at: number): boolean {
    return this.text(at) === "";
  }

  /** A number that may be missing: then 0, as MetaTrader leaves levels that are not set. */
  amount(at: number): number {
    return this.isEmpty(at) ? 0 : this.number(at);
  }

  number(at: number): number {
    const value = readNumber(this.text(at), this.#style);
    if (value === undefined) throw this.#damaged(at, "a number");
    return value;
  }

  /** Lots; some terminals shorten large ones to thousands or millions (10K). */
  lots(at: number): number {
    const [, digits, unit] = /^(.*\d) ?([KM])$/.exec(this.text(at)) ?? [];
    const value = digits === undefined ? undefined : readNumber(digits, this.#style);
    return value === undefined ? this.number(at) : value * (unit === "K" ? 1_000 : 1_000_000);
  }

  ticket(at: number): bigint {
    const value = readTicket(this.text(at));
    if (value === undefined) throw this.#damaged(at, "a ticket");
    return value;
  }

  time(at: number): number {
    const value = readTime(this.text(at));
    if (value === undefined) throw this.#damaged(at, "a time");
    return value;
  }

  #damaged(at: number, expected: string): Error {
    return damaged(`${this.place}, column ${at + 1}`, expected, quoted(this.text(at)));
  }
}
