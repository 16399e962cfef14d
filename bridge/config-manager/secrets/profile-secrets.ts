import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FairleadError } from "#shared/contract/errors.ts";
import type { SecretsView } from "#shared/contract/secrets.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { MemorySecretStore, type SecretStore } from "../../ports/secret-store.ts";
import { readIfThere, replaceFile, setAside } from "../settings/safe-file.ts";
import { Keychain } from "./keychain.ts";
import { Vault } from "./vault.ts";

const Place = z.union([
  z.strictObject({ in: z.literal("keychain") }),
  z.strictObject({ in: z.literal("vault") }),
  z.strictObject({ in: z.literal("file"), value: z.string() }),
]);
type Place = z.infer<typeof Place>;
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
/** Asked for to learn whether there is a keychain; never set. */
const PROBE = "probe";

export interface SecretPlaces {
  readonly keychain?: (profileId: string) => SecretStore;
  /** scrypt's cost of a new vault. */
  readonly vaultCost?: number;
}

/**
 * A profile's secrets: in the keychain; without one in the vault, if the user made one; without that, those of
 * `MAY_LIE_IN_FILE` in a file that only its owner may read, the rest in memory for this run. `secrets.json` remembers
 * where each one is, so that a keychain which is locked today is an error in words and never a fresh key in silence.
 */
export class ProfileSecrets implements SecretStore {
  readonly #path: string;
  readonly #events: EventSink;
  readonly #keychain: SecretStore;
  readonly #vault: Vault;
  readonly #memory = new MemorySecretStore();
  readonly #inMemory = new Set<string>();
  readonly #watchers = new Set<() => void>();
  readonly #opened = new Set<() => void>();
  #index: Index;
  #warned = false;
  #hasKeychain: boolean | undefined;

  constructor(
    profileFolder: string,
    events: EventSink,
    { keychain, vaultCost }: SecretPlaces = {},
    utcMs = Date.now(),
  ) {
    this.#path = join(profileFolder, "secrets.json");
    this.#events = events;
    this.#index = readIndex(this.#path);
    const { profileId } = this.#index;
    this.#keychain = keychain?.(profileId) ?? new Keychain(profileId);
    this.#vault = openVault(join(profileFolder, "secrets-vault.json"), profileId, vaultCost, events, utcMs);
  }

  async get(name: string): Promise<string | null> {
    const kept = await this.#memory.get(name);
    if (kept !== null) return kept;
    const place = this.#placeOf(name);
    if (place === undefined) return null;
    if (place.in === "file") return place.value;
    if (place.in === "vault") return this.#vault.state === "none" ? null : this.#vault.get(name);
    return this.#keychain.get(name);
  }

  /** Whether it outlives this run. */
  isKept(name: string): boolean {
    return this.#placeOf(name) !== undefined;
  }

  async set(name: string, value: string): Promise<void> {
    try {
      await this.#keychain.set(name, value);
      if ((await this.#keychain.get(name)) !== value) throw new FairleadError("SECRET_STORE_UNAVAILABLE");
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      return this.#setWithoutKeychain(name, value);
    }
    this.#hasKeychain = true;
    await this.#forget(name);
    this.#place(name, { in: "keychain" });
  }

  async delete(name: string): Promise<void> {
    const place = this.#placeOf(name);
    await this.#forget(name);
    if (place?.in === "keychain") await this.#keychain.delete(name);
    if (place?.in === "vault" && this.#vault.state !== "none") this.#vault.delete(name);
    if (place) this.#place(name, undefined);
  }

  /** Where secrets are kept; asks the keychain the first time. */
  async view(): Promise<SecretsView> {
    this.#hasKeychain ??= await this.#keychain.get(PROBE).then(
      () => true,
      () => false,
    );
    const kept = Object.entries(this.#index.secrets).map(([name, place]) => ({ name, in: place.in }));
    const passing = [...this.#inMemory].map((name) => ({ name, in: "memory" as const }));
    return {
      keychain: this.#hasKeychain ? "works" : "missing",
      vault: this.#vault.state,
      secrets: [...kept, ...passing].toSorted((a, b) => a.name.localeCompare(b.name)),
    };
  }

  /**
   * Keeps secrets in a file that the passphrase opens, from now on and those of this run.
   * @throws FairleadError UNSUPPORTED where there is a keychain; SECRET_VAULT_EXISTS.
   */
  async chooseVault(passphrase: string): Promise<void> {
    if ((await this.view()).keychain === "works") {
      throw new FairleadError("UNSUPPORTED", "This system's keychain works: secrets are kept there.");
    }
    if (this.#vault.state !== "none") throw new FairleadError("SECRET_VAULT_EXISTS");
    await this.#vault.create(passphrase);
    for (const name of this.#inMemory) await this.#toVault(name, (await this.#memory.get(name)) ?? "");
    this.#changed();
  }

  /** @throws FairleadError SECRET_PASSPHRASE_WRONG, NOT_FOUND without a vault. */
  async unlockVault(passphrase: string): Promise<void> {
    await this.#vault.unlock(passphrase);
    // What was set while it was locked is newer than what it holds.
    for (const name of this.#inMemory) await this.#toVault(name, (await this.#memory.get(name)) ?? "");
    this.#changed();
    for (const opened of this.#opened) opened();
  }

  lockVault(): void {
    this.#vault.lock();
    this.#changed();
  }

  /** @throws FairleadError SECRET_PASSPHRASE_WRONG, NOT_FOUND without a vault. */
  async changePassphrase(passphrase: string, next: string): Promise<void> {
    await this.#vault.change(passphrase, next);
    this.#changed();
  }

  /** Gives the vault up with all that it holds. */
  destroyVault(): void {
    this.#vault.destroy();
    for (const [name, place] of Object.entries(this.#index.secrets)) {
      if (place.in === "vault") this.#place(name, undefined);
    }
    this.#changed();
  }

  /** Told after any of this changed. */
  onChange(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Told when secrets can be read that could not be before. */
  onOpened(opened: () => void): () => void {
    this.#opened.add(opened);
    return () => this.#opened.delete(opened);
  }

  async #setWithoutKeychain(name: string, value: string): Promise<void> {
    this.#hasKeychain = false;
    const inFile = MAY_LIE_IN_FILE.has(name);
    if (inFile) this.#place(name, { in: "file", value });
    else if (this.#vault.state === "open") await this.#toVault(name, value);
    else {
      await this.#memory.set(name, value);
      this.#inMemory.add(name);
      this.#changed();
    }
    if (this.#warned || (!inFile && this.#vault.state === "open")) return;
    this.#warned = true;
    const key = inFile ? "SECRET_STORE_UNAVAILABLE.file" : "SECRET_STORE_UNAVAILABLE.memory";
    this.#events.report(eventNotice("info", key, {}));
  }

  async #toVault(name: string, value: string): Promise<void> {
    this.#vault.set(name, value);
    this.#place(name, { in: "vault" });
    await this.#forget(name);
  }

  async #forget(name: string): Promise<void> {
    await this.#memory.delete(name);
    this.#inMemory.delete(name);
  }

  #placeOf(name: string): Place | undefined {
    return Object.hasOwn(this.#index.secrets, name) ? this.#index.secrets[name] : undefined;
  }

  #place(name: string, place: Place | undefined): void {
    const { [name]: _old, ...others } = this.#index.secrets;
    this.#index = { ...this.#index, secrets: place ? { ...others, [name]: place } : others };
    replaceFile(this.#path, `${JSON.stringify(this.#index, null, 2)}\n`, 0o600);
    this.#changed();
  }

  #changed(): void {
    for (const changed of this.#watchers) changed();
  }
}

/** A damaged vault is set aside: what it held is lost, everything else works. */
function openVault(path: string, profileId: string, cost: number | undefined, events: EventSink, utcMs: number): Vault {
  try {
    return new Vault(path, profileId, cost);
  } catch (fault) {
    if (!(fault instanceof FairleadError)) throw fault;
    events.report(eventNotice("error", "SECRET_VAULT_DAMAGED", { kept: setAside(path, utcMs) }));
    return new Vault(path, profileId, cost);
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
