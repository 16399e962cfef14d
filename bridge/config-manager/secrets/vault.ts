import { rmSync } from "node:fs";
import { FairleadError } from "#shared/contract/errors.ts";
import { backupOf, readIfThere, replaceFile } from "../settings/safe-file.ts";
import { type Derivation, deriveKey, newDerivation, seal, USUAL_COST, unseal, VaultFile } from "./vault-file.ts";

/**
 * Secrets in a file that only a passphrase opens, for a system without a keychain and a user who wants it so. The
 * passphrase is never stored, and neither is its key: it lives in memory until the vault is locked or Fairlead stops.
 */
export class Vault {
  readonly #path: string;
  readonly #profileId: string;
  readonly #cost: number;
  #file: VaultFile | undefined;
  #key: Buffer | undefined;

  /** @param cost scrypt's N for a new vault; an old one says its own. @throws FairleadError SECRET_STORE_UNAVAILABLE for a damaged file. */
  constructor(path: string, profileId: string, cost: number = USUAL_COST) {
    this.#path = path;
    this.#profileId = profileId;
    this.#cost = cost;
    this.#file = readVault(path);
  }

  get state(): "none" | "locked" | "open" {
    return this.#file === undefined ? "none" : this.#key === undefined ? "locked" : "open";
  }

  /** Makes an empty one, open. */
  async create(passphrase: string): Promise<void> {
    const derivation = newDerivation(this.#cost);
    const key = await deriveKey(passphrase, derivation);
    this.#write({ version: 1, derivation, check: this.#checkOf(key), secrets: {} });
    this.#key = key;
  }

  /** @throws FairleadError SECRET_PASSPHRASE_WRONG */
  async unlock(passphrase: string): Promise<void> {
    this.#key = await this.#keyFor(passphrase, this.#must());
  }

  lock(): void {
    this.#key?.fill(0);
    this.#key = undefined;
  }

  /** Everything is sealed anew, with another salt. @throws FairleadError SECRET_PASSPHRASE_WRONG */
  async change(passphrase: string, next: string): Promise<void> {
    const file = this.#must();
    const old = await this.#keyFor(passphrase, file);
    const secrets = Object.keys(file.secrets).map((name) => [name, this.#open(old, file, name)] as const);
    const derivation: Derivation = newDerivation(this.#cost);
    const key = await deriveKey(next, derivation);
    this.#write({
      version: 1,
      derivation,
      check: this.#checkOf(key),
      secrets: Object.fromEntries(secrets.map(([name, text]) => [name, seal(key, this.#purpose(name), text)])),
    });
    // The copy before is one that the old passphrase opens.
    rmSync(backupOf(this.#path), { force: true });
    this.#key = key;
  }

  /** Deletes it with everything in it: for a passphrase that nobody knows any more. */
  destroy(): void {
    this.lock();
    this.#file = undefined;
    for (const path of [this.#path, backupOf(this.#path)]) rmSync(path, { force: true });
  }

  names(): readonly string[] {
    return Object.keys(this.#file?.secrets ?? {});
  }

  /** @throws FairleadError SECRET_STORE_LOCKED; SECRET_STORE_UNAVAILABLE when the file was tampered with. */
  get(name: string): string | null {
    const file = this.#must();
    return Object.hasOwn(file.secrets, name) ? this.#open(this.#mustKey(), file, name) : null;
  }

  /** @throws FairleadError SECRET_STORE_LOCKED */
  set(name: string, text: string): void {
    const file = this.#must();
    this.#write({ ...file, secrets: { ...file.secrets, [name]: seal(this.#mustKey(), this.#purpose(name), text) } });
    // The copy before would still hold what was replaced.
    rmSync(backupOf(this.#path), { force: true });
  }

  /** Needs no passphrase: what is deleted is read by nobody. */
  delete(name: string): void {
    const file = this.#must();
    const { [name]: _gone, ...secrets } = file.secrets;
    this.#write({ ...file, secrets });
    rmSync(backupOf(this.#path), { force: true });
  }

  async #keyFor(passphrase: string, { derivation, check }: VaultFile): Promise<Buffer> {
    const key = await deriveKey(passphrase, derivation);
    if (unseal(key, this.#purpose(""), check) === undefined) throw new FairleadError("SECRET_PASSPHRASE_WRONG");
    return key;
  }

  #open(key: Buffer, { secrets }: VaultFile, name: string): string {
    const sealed = secrets[name];
    const text = sealed && unseal(key, this.#purpose(name), sealed);
    if (text !== undefined) return text;
    throw new FairleadError(
      "SECRET_STORE_UNAVAILABLE",
      `${this.#path}: the secret "${name}" was changed from outside.`,
    );
  }

  #checkOf(key: Buffer): VaultFile["check"] {
    return seal(key, this.#purpose(""), "fairlead");
  }

  #purpose(name: string): string {
    return `fairlead secret 1 ${this.#profileId} ${name}`;
  }

  #must(): VaultFile {
    if (this.#file === undefined) throw new FairleadError("NOT_FOUND");
    return this.#file;
  }

  #mustKey(): Buffer {
    if (this.#key === undefined) throw new FairleadError("SECRET_STORE_LOCKED");
    return this.#key;
  }

  #write(file: VaultFile): void {
    replaceFile(this.#path, `${JSON.stringify(file, null, 2)}\n`, 0o600);
    this.#file = file;
  }
}

function readVault(path: string): VaultFile | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return VaultFile.parse(JSON.parse(text));
  } catch (fault) {
    const words = `${path} is damaged. Put a copy of it in its place, or delete it: what it held is then lost.`;
    throw new FairleadError("SECRET_STORE_UNAVAILABLE", words, {}, { cause: fault });
  }
}
