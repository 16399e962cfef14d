import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { AccountState, PaperOrder, PaperPosition } from "../account-state.ts";
import type { Changes } from "../engine/changes.ts";
import { ChangeLine, StateLine, toLine } from "./account-rows.ts";

/** The file is not a journal of ours, or was damaged other than by a crash while it was written. */
export class AccountJournalError extends Error {}

/**
 * An account on disk: one line with its state, then a line for each change, flushed to the disk before anybody hears of
 * it. A last line that a crash cut short was never told to anybody and is dropped. Each opening writes the file anew.
 */
export class AccountJournal {
  readonly #file: number;
  #size: number;

  private constructor(file: number, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /**
   * Opens the account kept at `path`, or begins one there.
   * @throws AccountJournalError when the file cannot be understood; it is left as it is.
   */
  static open(
    path: string,
    begin: () => AccountState,
  ): { readonly journal: AccountJournal; readonly state: AccountState } {
    const state = existsSync(path) ? read(path) : begin();
    return { journal: AccountJournal.begin(path, state), state };
  }

  /** Writes the account as a whole, in place of whatever is at `path`. */
  static begin(path: string, state: AccountState): AccountJournal {
    const line = toLine({ version: 1, ...state });
    const fresh = `${path}.new`;
    const file = openSync(fresh, "w", 0o600);
    writeAll(file, line);
    fsyncSync(file);
    renameSync(fresh, path);
    flushFolder(path);
    return new AccountJournal(file, Buffer.byteLength(line));
  }

  /** Keeps a change for good. @throws Error when the disk does not take it; the file stays as it was before. */
  append(change: Changes): void {
    const line = toLine({ ...change, transactions: undefined });
    try {
      writeAll(this.#file, line);
      fsyncSync(this.#file);
    } catch (error) {
      ftruncateSync(this.#file, this.#size);
      throw error;
    }
    this.#size += Buffer.byteLength(line);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** The renamed name itself must survive a power loss. Windows has no such call: NTFS journals its names. */
function flushFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function read(path: string): AccountState {
  const lines = readFileSync(path, "utf8").split("\n");
  // What follows the last line end is a line that a crash cut short.
  lines.pop();
  const [first, ...rest] = lines;
  if (first === undefined) throw new AccountJournalError("the file has no complete line");
  const { version: _, ...begun }: StateLine = parse(StateLine, first, 1);
  return rest.reduce<AccountState>((state, line, i) => applied(state, parse(ChangeLine, line, i + 2)), begun);
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } },
  line: string,
  number: number,
): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new AccountJournalError(`line ${number} is damaged`);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new AccountJournalError(`line ${number} is not of an account: ${result.error.message}`);
  return result.data;
}

function applied(state: AccountState, change: ChangeLine): AccountState {
  const { positions, positionsGone, orders, ordersGone, history, deals, ...money } = change;
  return {
    ...state,
    ...money,
    positions: merged<PaperPosition>(state.positions, positions, positionsGone),
    orders: merged<PaperOrder>(state.orders, orders, ordersGone),
    history: [...state.history, ...history],
    deals: [...state.deals, ...deals],
  };
}

function merged<T extends { readonly ticket: bigint }>(
  old: readonly T[],
  rows: readonly T[],
  gone: readonly bigint[],
): readonly T[] {
  const all = new Map(old.map((row) => [row.ticket, row]));
  for (const row of rows) all.set(row.ticket, row);
  for (const ticket of gone) all.delete(ticket);
  return [...all.values()];
}
