import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface RotationOptions {
  readonly maxBytes: number;
  /** Older files kept, numbered from 1, the newest. */
  readonly keepFiles: number;
}

const FLUSH_MS = 100;
const FLUSH_BYTES = 64 << 10;

/**
 * Appends lines to a file that its owner alone may read, and begins a new one when it is full. A log must never harm
 * what it tells of: when the disk is full or the folder gone, lines are counted as lost and nobody is thrown at.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #options: RotationOptions;
  #file: number | undefined;
  #size = 0;
  #lines: string[] = [];
  #waiting = 0;
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, options: RotationOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Lines that could not be written since start. */
  get lost(): number {
    return this.#lost;
  }

  write(line: string): void {
    this.#lines.push(line);
    this.#waiting += line.length;
    if (this.#waiting >= FLUSH_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  /** Puts what waits into the file now. Never throws. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    this.#waiting = 0;
    try {
      const bytes = Buffer.from(lines.join(""), "utf8");
      const file = this.#opened(bytes.length);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      this.#size += bytes.length;
    } catch {
      this.#lost += lines.length;
      this.#close();
    }
  }

  close(): void {
    this.flush();
    this.#close();
  }

  /** The file to append to, with room for `bytes`. */
  #opened(bytes: number): number {
    if (this.#file !== undefined && this.#size > 0 && this.#size + bytes > this.#options.maxBytes) this.#rotate();
    if (this.#file === undefined) {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      this.#file = openSync(this.#path, "a", 0o600);
      this.#size = fstatSync(this.#file).size;
    }
    return this.#file;
  }

  #rotate(): void {
    this.#close();
    const numbered = (number: number): string => this.#path.replace(/(\.[^.]+)$/, `.${number}$1`);
    rmSync(numbered(this.#options.keepFiles), { force: true });
    for (let number = this.#options.keepFiles - 1; number >= 1; number -= 1) {
      renameIfThere(numbered(number), numbered(number + 1));
    }
    renameIfThere(this.#path, numbered(1));
  }

  #close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== "ENOENT") throw fault;
  }
}
