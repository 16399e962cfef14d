import { FairleadError } from "#shared/contract/errors.ts";
import type { SecretStore } from "../../ports/secret-store.ts";

/** The five functions of keytar that `@napi-rs/keyring` keeps alive; loaded on first use, it costs 15 ms. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = "Fairlead";

/** Loads the keychain's native module. Rejects where there is none for this system. */
export async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = (await import("keytar/keytar.js")) as { readonly default: Keytar };
  return keytar;
}

/**
 * The system's keychain: Windows Credential Manager, macOS Keychain, Secret Service on Linux. Names are kept apart by
 * profile. @throws FairleadError SECRET_STORE_UNAVAILABLE from every method when it cannot be reached (a headless
 * Linux has none: "AccessDenied").
 */
export class Keychain implements SecretStore {
  readonly #load: () => Promise<Keytar>;
  readonly #profileId: string;

  constructor(profileId: string, load: () => Promise<Keytar> = loadKeytar) {
    this.#profileId = profileId;
    this.#load = load;
  }

  get(name: string): Promise<string | null> {
    return this.#use((keytar) => keytar.getPassword(SERVICE, this.#account(name)));
  }

  set(name: string, value: string): Promise<void> {
    return this.#use((keytar) => keytar.setPassword(SERVICE, this.#account(name), value));
  }

  async delete(name: string): Promise<void> {
    await this.#use((keytar) => keytar.deletePassword(SERVICE, this.#account(name)));
  }

  #account(name: string): string {
    return `${this.#profileId}:${name}`;
  }

  async #use<T>(act: (keytar: Keytar) => Promise<T>): Promise<T> {
    try {
      return await act(await this.#load());
    } catch (fault) {
      throw new FairleadError("SECRET_STORE_UNAVAILABLE", undefined, {}, { cause: fault });
    }
  }
}
