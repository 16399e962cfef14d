import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Keychain, type Keytar, loadKeytar } from "#bridge/config-manager/secrets/keychain.ts";
import { ProfileSecrets } from "#bridge/config-manager/secrets/profile-secrets.ts";
import { MemorySecretStore, type SecretStore } from "#bridge/ports/secret-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { EventRecorder, temporaryFolder } from "#test/fixtures/profile.ts";

const KEY = "link.server-keys";

/** A keychain that can be locked, as after a restart without a desktop session. */
class LockableKeychain implements SecretStore {
  readonly #inner = new MemorySecretStore();
  locked = false;

  get(name: string): Promise<string | null> {
    return this.#unlessLocked(() => this.#inner.get(name));
  }
  set(name: string, value: string): Promise<void> {
    return this.#unlessLocked(() => this.#inner.set(name, value));
  }
  delete(name: string): Promise<void> {
    return this.#unlessLocked(() => this.#inner.delete(name));
  }
  #unlessLocked<T>(act: () => Promise<T>): Promise<T> {
    return this.locked ? Promise.reject(new FairleadError("SECRET_STORE_UNAVAILABLE")) : act();
  }
}

test("with a keychain a secret lies there and not in the profile, and survives a restart", async () => {
  const folder = temporaryFolder();
  const keychain = new LockableKeychain();
  const events = new EventRecorder();
  await new ProfileSecrets(folder, events, { keychain: () => keychain }).set(KEY, "the secret half");
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("the secret half");
  expect(await new ProfileSecrets(folder, events, { keychain: () => keychain }).get(KEY)).toBe("the secret half");
  expect(events.codes).toEqual([]);
});

test("without one the link's key lies in a file that only its owner may read, and survives a restart", async () => {
  const folder = temporaryFolder();
  const keychain = new LockableKeychain();
  keychain.locked = true;
  const events = new EventRecorder();
  const secrets = new ProfileSecrets(folder, events, { keychain: () => keychain });
  await secrets.set(KEY, "the secret half");
  await secrets.set(KEY, "the next half");
  expect(events.notices).toMatchObject([{ severity: "info", code: "SECRET_STORE_UNAVAILABLE" }]);
  const file = join(folder, "secrets.json");
  if (process.platform !== "win32") {
    for (const kept of [file, `${file}.backup`]) expect(statSync(kept).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
  }
  expect(await new ProfileSecrets(folder, events, { keychain: () => keychain }).get(KEY)).toBe("the next half");
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("without one any other secret lives in memory for this run only", async () => {
  const folder = temporaryFolder();
  const keychain = new LockableKeychain();
  keychain.locked = true;
  const secrets = new ProfileSecrets(folder, new EventRecorder(), { keychain: () => keychain });
  await secrets.set("cloud.refresh", "refresh me");
  expect(await secrets.get("cloud.refresh")).toBe("refresh me");
  expect(
    await new ProfileSecrets(folder, new EventRecorder(), { keychain: () => keychain }).get("cloud.refresh"),
  ).toBeNull();
});

test("a keychain that holds the key but is locked is an error in words, never a missing key", async () => {
  const folder = temporaryFolder();
  const keychain = new LockableKeychain();
  await new ProfileSecrets(folder, new EventRecorder(), { keychain: () => keychain }).set(KEY, "the secret half");
  keychain.locked = true;
  const secrets = new ProfileSecrets(folder, new EventRecorder(), { keychain: () => keychain });
  await expect(secrets.get(KEY)).rejects.toMatchObject({ code: "SECRET_STORE_UNAVAILABLE" });
  keychain.locked = false;
  expect(await secrets.get(KEY)).toBe("the secret half");
  await secrets.delete(KEY);
  expect(await secrets.get(KEY)).toBeNull();
});

test("a keychain that takes a secret and does not give it back counts as none", async () => {
  const folder = temporaryFolder();
  const forgetful: SecretStore = {
    get: () => Promise.resolve(null),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  await new ProfileSecrets(folder, new EventRecorder(), { keychain: () => forgetful }).set(KEY, "the secret half");
  expect(await new ProfileSecrets(folder, new EventRecorder(), { keychain: () => forgetful }).get(KEY)).toBe(
    "the secret half",
  );
});

test("a damaged index is named with its copy, and no new key is made in its place", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "secrets.json"), "{");
  expect(() => new ProfileSecrets(folder, new EventRecorder())).toThrow(/secrets\.json is damaged.*backup/);
});

test("two profiles on one keychain do not see each other's secrets", async () => {
  const kept = new Map<string, string>();
  const keytar: Keytar = {
    getPassword: (service, account) => Promise.resolve(kept.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => {
      kept.set(`${service}/${account}`, password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(kept.delete(`${service}/${account}`)),
  };
  const [one, two] = [
    new Keychain("one", () => Promise.resolve(keytar)),
    new Keychain("two", () => Promise.resolve(keytar)),
  ];
  await one.set(KEY, "of one");
  expect(await two.get(KEY)).toBeNull();
  expect(await one.get(KEY)).toBe("of one");
  await one.delete(KEY);
  expect(kept.size).toBe(0);
});

test("the real keychain keeps a secret, or is unavailable in words", async () => {
  const keytar = await loadKeytar();
  for (const name of ["getPassword", "setPassword", "deletePassword"] as const)
    expect(typeof keytar[name]).toBe("function");
  const keychain = new Keychain(`test-${process.pid}`);
  try {
    await keychain.set("probe", "value of the probe");
  } catch (error) {
    // A headless Linux without a Secret Service: what the fallback above is for.
    expect(error).toMatchObject({ code: "SECRET_STORE_UNAVAILABLE" });
    return;
  }
  expect(await keychain.get("probe")).toBe("value of the probe");
  await keychain.delete("probe");
  expect(await keychain.get("probe")).toBeNull();
});
