import type { SecretStore } from "../../ports/secret-store.ts";

/** Sees to it that every secret that passes is kept out of logs from then on. */
export class ProtectedSecrets implements SecretStore {
  readonly #secrets: SecretStore;
  readonly #protect: (value: string) => void;

  constructor(secrets: SecretStore, protect: (value: string) => void) {
    this.#secrets = secrets;
    this.#protect = protect;
  }

  async get(name: string): Promise<string | null> {
    const value = await this.#secrets.get(name);
    if (value !== null) this.#protect(value);
    return value;
  }

  set(name: string, value: string): Promise<void> {
    this.#protect(value);
    return this.#secrets.set(name, value);
  }

  delete(name: string): Promise<void> {
    return this.#secrets.delete(name);
  }
}
