import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";

/** What a second instance leaves for the first. */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/**
 * One instance per user data folder. Like Chromium's, the lock is a symbolic link that names the holder's pid, so a
 * lock left by `kill -9` is recognised as stale. Messages are files, so they outlive the sender.
 */
export class SingleInstance {
  readonly #lock: string;
  readonly #inbox: string;
  #held = false;

  constructor(userData: string) {
    this.#lock = path.join(userData, "SingletonDoubleLock");
    this.#inbox = path.join(userData, "SingletonDoubleInbox");
  }

  get held(): boolean {
    return this.#held;
  }

  /** Takes the lock, or tells its holder about this instance and answers false. */
  request(own: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.#held) return true;
    if (!this.#take()) {
      this.#tell(own);
      return false;
    }
    this.#held = true;
    this.#listen(onSecond);
    return true;
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    rmSync(this.#lock, { force: true });
  }

  #take(): boolean {
    try {
      symlinkSync(String(process.pid), this.#lock);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isRunning(Number(readlinkSync(this.#lock)))) return false;
    rmSync(this.#lock, { force: true });
    return this.#take();
  }

  #tell(own: SecondInstance): void {
    mkdirSync(this.#inbox, { recursive: true });
    const file = path.join(this.#inbox, `${process.pid}-${Date.now()}`);
    writeFileSync(`${file}.part`, serialize(own));
    renameSync(`${file}.part`, `${file}.instance`);
  }

  #listen(onSecond: (second: SecondInstance) => void): void {
    rmSync(this.#inbox, { recursive: true, force: true });
    mkdirSync(this.#inbox, { recursive: true });
    const read = () => {
      for (const name of readdirSync(this.#inbox)
        .filter((name) => name.endsWith(".instance"))
        .toSorted()) {
        const file = path.join(this.#inbox, name);
        const second = deserialize(readFileSync(file)) as SecondInstance;
        rmSync(file);
        onSecond(second);
      }
    };
    watch(this.#inbox, read).unref();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
