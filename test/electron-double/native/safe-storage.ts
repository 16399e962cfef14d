import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { refuseUnknown } from "../guard.ts";

/** Chromium's own prefix for values encrypted with a key of the operating system. */
const PREFIX = Buffer.from("v10");
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Modelled = Pick<Electron.SafeStorage, "isEncryptionAvailable" | "encryptString" | "decryptString">;

/** `safeStorage`: really encrypted, with a key that lies in the profile instead of the system's keychain. */
export function safeStorageModule(isReady: () => boolean, userData: () => string) {
  const key = (): Buffer => {
    if (!isReady()) throw new Error("safeStorage cannot be used before app is ready");
    const file = path.join(userData(), "SafeStorageDoubleKey");
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
    return readFileSync(file);
  };
  return refuseUnknown("safeStorage", {
    isEncryptionAvailable: isReady,
    encryptString(plainText: string): Buffer {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key(), iv);
      const body = Buffer.concat([cipher.update(plainText, "utf8"), cipher.final()]);
      return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), body]);
    },
    decryptString(encrypted: Buffer): string {
      const start = PREFIX.length;
      if (!encrypted.subarray(0, start).equals(PREFIX))
        throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptString.");
      const iv = encrypted.subarray(start, start + IV_BYTES);
      const tag = encrypted.subarray(start + IV_BYTES, start + IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key(), iv).setAuthTag(tag);
      const body = encrypted.subarray(start + IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  } satisfies Modelled);
}
