import { open, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FairleadError } from "#shared/contract/errors.ts";
import { makeFolder } from "../make-folder.ts";

/** What an EA needs to find the bridge. The code is there only while pairing is open. */
export interface PairingFileContent {
  readonly control: string;
  readonly data: string;
  readonly serverKey: string;
  readonly code?: string;
  /** UTC ms at which the code expires. */
  readonly expiresMs?: number;
}

/** MT5's FILE_COMMON on Windows (mql5.com/en/book/common/files); elsewhere a folder of the profile. */
export function defaultPairingFolder(profileFolder: string): string {
  const roaming = process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  return process.platform === "win32"
    ? join(roaming, "MetaQuotes", "Terminal", "Common", "Files")
    : join(profileFolder, "pairing");
}

/** `Fairlead/pairing.txt` in the folder that MQL programs share. Replaced as a whole: an EA never reads half of it. */
export class PairingFile {
  readonly folder: string;
  readonly path: string;
  #last: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(pairingFolder: string) {
    this.folder = join(pairingFolder, "Fairlead");
    this.path = join(this.folder, "pairing.txt");
  }

  /**
   * Writes come one after another, the latest last.
   * @throws FairleadError PAIRING_FOLDER_UNUSABLE.
   */
  write(content: PairingFileContent): Promise<void> {
    const next = this.#last.then(() => this.#replace(textOf(content)));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #replace(text: string): Promise<void> {
    try {
      makeFolder(this.folder);
      await this.#write(text);
    } catch (cause) {
      const { folder } = this;
      const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
      const words = `The pairing file cannot be written in ${folder}${why}.`;
      throw new FairleadError("PAIRING_FOLDER_UNUSABLE", words, { folder }, { cause });
    }
  }

  async #write(text: string): Promise<void> {
    this.#turn += 1;
    const draft = `${this.path}.${process.pid}.${this.#turn}.new`;
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await putInPlace(draft, this.path);
  }
}

const RENAME_TRIES = 20;
const RENAME_PAUSE_MS = 50;

/** Windows refuses to replace a file while a program has it open, as an EA has for a moment when it reads it. */
async function putInPlace(draft: string, path: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await rename(draft, path);
    } catch (error) {
      if (tries < RENAME_TRIES && isBusy(error)) await setTimeout(RENAME_PAUSE_MS);
      else {
        await rm(draft, { force: true });
        throw error;
      }
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["EPERM", "EACCES", "EBUSY"].includes(String(error.code));

function textOf({ control, data, serverKey, code, expiresMs }: PairingFileContent): string {
  const lines = [`control=${control}`, `data=${data}`, `server-key=${serverKey}`];
  if (code !== undefined && expiresMs !== undefined)
    lines.push(`code=${code}`, `expires=${Math.floor(expiresMs / 1_000)}`);
  return `${lines.join("\n")}\n`;
}
