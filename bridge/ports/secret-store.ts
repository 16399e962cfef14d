/** Where secrets live between runs: the system's keychain, or memory in tests. Values never reach a log. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Secrets for this run only. */
export class MemorySecretStore implements SecretStore {
  readonly #secrets = new Map<string, string>();

  get(name: string): Promise<string | null> {
    return Promise.resolve(this.#secrets.get(name) ?? null);
  }

  set(name: string, value: string): Promise<void> {
    this.#secrets.set(name, value);
    return Promise.resolve();
  }

  delete(name: string): Promise<void> {
    this.#secrets.delete(name);
    return Promise.resolve();
  }
}
