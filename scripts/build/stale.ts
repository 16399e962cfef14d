import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Whether a built part is older than its sources, told by a stamp of every source's path, size and time. Some hundred
 * `stat` calls: a few milliseconds.
 */
export class BuildStamp {
  readonly #file: string;
  readonly #now: string;

  constructor(root: string, file: string, sources: readonly string[]) {
    this.#file = join(root, file);
    this.#now = stampOf(root, sources);
  }

  get isStale(): boolean {
    try {
      return readFileSync(this.#file, "utf8") !== this.#now;
    } catch {
      return true;
    }
  }

  write(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, this.#now);
  }
}

function stampOf(root: string, sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
