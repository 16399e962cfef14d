import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProfileSecrets } from "#bridge/config-manager/secrets/profile-secrets.ts";
import { seal, unseal } from "#bridge/config-manager/secrets/vault-file.ts";
import type { SecretStore } from "#bridge/ports/secret-store.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { EventRecorder, temporaryFolder } from "#test/fixtures/profile.ts";

const PASSPHRASE = "lantern harbour seven owls";
const SECRET = "the refresh token of somebody";
const missing = (): Promise<never> => Promise.reject(new FairleadError("SECRET_STORE_UNAVAILABLE"));
const NO_KEYCHAIN: SecretStore = { get: missing, set: missing, delete: missing };
const coded = (code: string) => expect.objectContaining({ code });

/** scrypt at its cheapest: its usual cost is what tests need not pay. */
const open = (folder: string, events = new EventRecorder(), keychain: SecretStore = NO_KEYCHAIN) =>
  new ProfileSecrets(folder, events, { keychain: () => keychain, vaultCost: 1_024 });
const vaultOf = (folder: string): string => join(folder, "secrets-vault.json");

test("without a keychain nothing is written to disk before the user chose a passphrase; then this run's secrets are kept", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.set("cloud.sign-in", SECRET);
  expect(await secrets.view()).toEqual({
    keychain: "missing",
    vault: "none",
    secrets: [{ name: "cloud.sign-in", in: "memory" }],
  });
  expect(existsSync(vaultOf(folder))).toBe(false);
  await secrets.chooseVault(PASSPHRASE);
  expect(await secrets.view()).toMatchObject({ vault: "open", secrets: [{ name: "cloud.sign-in", in: "vault" }] });
  expect(secrets.isKept("cloud.sign-in")).toBe(true);
  expect(await secrets.get("cloud.sign-in")).toBe(SECRET);
});

test("neither the secret nor the passphrase is in any file, and only the owner may read them", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.chooseVault(PASSPHRASE);
  await secrets.set("cloud.sign-in", SECRET);
  for (const name of ["secrets-vault.json", "secrets.json"]) {
    const text = readFileSync(join(folder, name), "utf8");
    for (const word of [SECRET, PASSPHRASE]) {
      expect(text).not.toContain(word);
      expect(text).not.toContain(Buffer.from(word).toString("base64").slice(0, 20));
    }
    if (process.platform !== "win32") expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});

test("after a restart the vault is locked, and says so, until the passphrase is typed", async () => {
  const folder = temporaryFolder();
  const first = open(folder);
  await first.chooseVault(PASSPHRASE);
  await first.set("cloud.sign-in", SECRET);
  const second = open(folder);
  let opened = 0;
  second.onOpened(() => {
    opened += 1;
  });
  expect(await second.view()).toMatchObject({ vault: "locked" });
  await expect(second.get("cloud.sign-in")).rejects.toEqual(coded("SECRET_STORE_LOCKED"));
  await expect(second.unlockVault("lantern harbour seven owl")).rejects.toEqual(coded("SECRET_PASSPHRASE_WRONG"));
  expect(opened).toBe(0);
  // The same characters, composed otherwise, are the same passphrase.
  await second.unlockVault(PASSPHRASE.normalize("NFD"));
  expect(opened).toBe(1);
  expect(await second.get("cloud.sign-in")).toBe(SECRET);
  second.lockVault();
  await expect(second.get("cloud.sign-in")).rejects.toEqual(coded("SECRET_STORE_LOCKED"));
});

test("a secret set while the vault is locked is not lost: it goes in when the vault is opened", async () => {
  const folder = temporaryFolder();
  const first = open(folder);
  await first.chooseVault(PASSPHRASE);
  await first.set("cloud.sign-in", "old");
  const second = open(folder);
  await second.set("cloud.sign-in", "new");
  expect(await second.get("cloud.sign-in")).toBe("new");
  await second.unlockVault(PASSPHRASE);
  const third = open(folder);
  await third.unlockVault(PASSPHRASE);
  expect(await third.get("cloud.sign-in")).toBe("new");
});

test("a changed passphrase opens the vault, the old one does not, and no copy that it opens is left", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.chooseVault(PASSPHRASE);
  await secrets.set("cloud.sign-in", SECRET);
  await expect(secrets.changePassphrase("wrong wrong wrong", "x".repeat(12))).rejects.toEqual(
    coded("SECRET_PASSPHRASE_WRONG"),
  );
  await secrets.changePassphrase(PASSPHRASE, "eleven quiet bridges at dawn");
  expect(existsSync(`${vaultOf(folder)}.backup`)).toBe(false);
  const again = open(folder);
  await expect(again.unlockVault(PASSPHRASE)).rejects.toEqual(coded("SECRET_PASSPHRASE_WRONG"));
  await again.unlockVault("eleven quiet bridges at dawn");
  expect(await again.get("cloud.sign-in")).toBe(SECRET);
});

test("what was changed from outside is refused, also one secret in another's place", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.chooseVault(PASSPHRASE);
  await secrets.set("alerts.webhook", "one");
  await secrets.set("cloud.sign-in", "other");
  const file = JSON.parse(readFileSync(vaultOf(folder), "utf8")) as { secrets: Record<string, unknown> };
  file.secrets["alerts.webhook"] = file.secrets["cloud.sign-in"];
  writeFileSync(vaultOf(folder), JSON.stringify(file));
  const again = open(folder);
  await again.unlockVault(PASSPHRASE);
  await expect(again.get("alerts.webhook")).rejects.toEqual(coded("SECRET_STORE_UNAVAILABLE"));
  expect(await again.get("cloud.sign-in")).toBe("other");
});

test("a vault that asks for more memory than a PC has, or is damaged, is set aside and said; the rest works", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.chooseVault(PASSPHRASE);
  await secrets.set("cloud.sign-in", SECRET);
  const file = JSON.parse(readFileSync(vaultOf(folder), "utf8")) as { derivation: { cost: number } };
  file.derivation.cost = 2 ** 40;
  writeFileSync(vaultOf(folder), JSON.stringify(file));
  const events = new EventRecorder();
  const again = open(folder, events);
  expect(events.codes).toEqual(["SECRET_VAULT_DAMAGED"]);
  expect(await again.get("cloud.sign-in")).toBeNull();
  expect((await again.view()).vault).toBe("none");
});

test("a vault whose passphrase is lost can be given up with all that it holds", async () => {
  const folder = temporaryFolder();
  const secrets = open(folder);
  await secrets.chooseVault(PASSPHRASE);
  await secrets.set("cloud.sign-in", SECRET);
  const again = open(folder);
  again.destroyVault();
  expect(existsSync(vaultOf(folder))).toBe(false);
  expect(await again.get("cloud.sign-in")).toBeNull();
  await again.chooseVault("another one altogether");
  expect((await again.view()).vault).toBe("open");
});

test("where there is a keychain no vault is made", async () => {
  const secrets = open(temporaryFolder(), new EventRecorder(), new MemorySecretStore());
  expect((await secrets.view()).keychain).toBe("works");
  await expect(secrets.chooseVault(PASSPHRASE)).rejects.toEqual(coded("UNSUPPORTED"));
});

test("the same text sealed twice looks different each time, and opens only with its key and for its purpose", () => {
  const key = Buffer.alloc(32, 7);
  const [one, other] = [seal(key, "a", SECRET), seal(key, "a", SECRET)];
  expect(one.nonce).not.toBe(other.nonce);
  expect(one.data).not.toBe(other.data);
  expect(unseal(key, "a", one)).toBe(SECRET);
  expect(unseal(key, "b", one)).toBeUndefined();
  expect(unseal(Buffer.alloc(32, 8), "a", one)).toBeUndefined();
  expect(unseal(key, "a", { ...one, tag: one.tag.slice(0, 8) })).toBeUndefined();
});
