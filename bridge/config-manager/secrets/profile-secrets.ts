import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FairleadError } from "#shared/contract/errors.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { MemorySecretStore, type SecretStore } from "../../ports/secret-store.ts";
import { readIfThere, replaceFile } from "../settings/safe-file.ts";
import { Keychain } from "./keychain.ts";

const Place = z.union([
  z.strictObject({ in: z.literal("keychain") }),
  z.strictObject({ in: z.literal("file"), value: z.string() }),
]);
const Index = z.object({
  version: z.literal(1),
  profileId: z.string().regex(/^[0-9a-f]{32}$/),
  secrets: z.record(z.string(), Place),
});
type Index = z.infer<typeof Index>;

/**
 * Secrets that must outlive a restart even where there is no keychain: without the bridge's own CURVE key every paired
 * EA would be locked out (docs/decisions/0004-secrets-without-a-keychain.md).
 */
const MAY_LIE_IN_FILE: ReadonlySet<string> = new Set(["link.server-keys"]);

/**
 * A profile's secrets: in the keychain; without one, those of `MAY_LIE_IN_FILE` in a file that only its owner may
 * read, the rest in memory for this run. `secrets.json` remembers where each one is, so that a keychain which is locked
 * today is an error in words and never a fresh key in silence.
 */
export class ProfileSecrets implements SecretStore {
  readonly #path: string;
  readonly #events: EventSink;
  readonly #keychain: SecretStore;
  readonly #memory = new MemorySecretStore();
  #index: Index;
  #warned = false;

  constructor(profileFolder: string, events: EventSink, keychain?: (profileId: string) => SecretStore) {
    this.#path = join(profileFolder, "secrets.json");
    this.#events = events;
    this.#index = readIndex(this.#path);
    this.#keychain = keychain?.(this.#index.profileId) ?? new Keychain(this.#index.profileId);
  }

  async get(name: string): Promise<string | null> {
    const kept = await this.#memory.get(name);
    if (kept !== null) return kept;
    const place = Object.hasOwn(this.#index.secrets, name) ? this.#index.secrets[name] : undefined;
    if (place === undefined) return null;
    return place.in === "file" ? place.value : this.#keychain.get(name);
  }

  /** Whether it outlives this run. */
  isKept(name: string): boolean {
    return Object.hasOwn(this.#index.secrets, name);
  }

  async set(name: string, value: string): Promise<void> {
    try {
      await this.#keychain.set(name, value);
      if ((await this.#keychain.get(name)) !== value) throw new FairleadError("SECRET_STORE_UNAVAILABLE");
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      return this.#setWithoutKeychain(name, value);
    }
    await this.#memory.delete(name);
    this.#place(name, { in: "keychain" });
  }

  async delete(name: string): Promise<void> {
    const place = Object.hasOwn(this.#index.secrets, name) ? this.#index.secrets[name] : undefined;
    await this.#memory.delete(name);
    if (place?.in === "keychain") await this.#keychain.delete(name);
    if (place) this.#place(name, undefined);
  }

  async #setWithoutKeychain(name: string, value: string): Promise<void> {
    const inFile = MAY_LIE_IN_FILE.has(name);
    if (inFile) this.#place(name, { in: "file", value });
    else await this.#memory.set(name, value);
    if (this.#warned) return;
    this.#warned = true;
    const key = inFile ? "SECRET_STORE_UNAVAILABLE.file" : "SECRET_STORE_UNAVAILABLE.memory";
    this.#events.report(eventNotice("info", key, {}));
  }

  #place(name: string, place: z.infer<typeof Place> | undefined): void {
    const { [name]: _old, ...others } = this.#index.secrets;
    this.#index = { ...this.#index, secrets: place ? { ...others, [name]: place } : others };
    replaceFile(this.#path, `${JSON.stringify(this.#index, null, 2)}\n`, 0o600);
  }
}

function readIndex(path: string): Index {
  const text = readIfThere(path);
  if (text === undefined) return { version: 1, profileId: randomBytes(16).toString("hex"), secrets: {} };
  // A copy, a restore or a careless umask may have opened it to others.
  if (process.platform !== "win32") chmodSync(path, 0o600);
  try {
    return Index.parse(JSON.parse(text));
  } catch (fault) {
    const words = `${path} is damaged. Put its copy (${path}.backup) in its place, or delete both and pair your terminals anew.`;
    throw new FairleadError("SECRET_STORE_UNAVAILABLE", words, {}, { cause: fault });
  }
}
