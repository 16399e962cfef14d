import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { z } from "zod";

/** AES-256 in GCM: 12 bytes of nonce, fresh for each write, 16 of tag (NIST SP 800-38D). */
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SALT_BYTES = 16;

const Base64 = z.base64().max(100_000);
const Sealed = z.strictObject({ nonce: Base64, tag: Base64, data: Base64 });
export type Sealed = z.infer<typeof Sealed>;

/**
 * How the passphrase becomes the key. The bounds keep a file from asking for more memory than a PC has: scrypt takes
 * 128 * cost * block bytes.
 */
const Derivation = z.strictObject({
  name: z.literal("scrypt"),
  cost: z
    .int()
    .min(1_024)
    .max(1_048_576)
    .refine((cost) => Number.isInteger(Math.log2(cost))),
  block: z.int().min(1).max(16),
  parallel: z.int().min(1).max(4),
  salt: Base64,
});
export type Derivation = z.infer<typeof Derivation>;

/** The vault on disk: nothing of it is readable but how much there is, and the secrets' names. */
export const VaultFile = z.strictObject({
  version: z.literal(1),
  derivation: Derivation,
  /** Tells a wrong passphrase from a damaged secret. */
  check: Sealed,
  secrets: z.record(z.string().max(64), Sealed),
});
export type VaultFile = z.infer<typeof VaultFile>;

/** OWASP's first choice for scrypt (Password Storage Cheat Sheet, 2025): 128 MiB, some 0.3 s. */
export const USUAL_COST = 131_072;

export const newDerivation = (cost: number): Derivation => ({
  name: "scrypt",
  cost,
  block: 8,
  parallel: 1,
  salt: randomBytes(SALT_BYTES).toString("base64"),
});

/** The key; the passphrase is compared as its characters look, however a keyboard composes them. Off the main thread. */
export function deriveKey(passphrase: string, { cost, block, parallel, salt }: Derivation): Promise<Buffer> {
  const options = { N: cost, r: block, p: parallel, maxmem: 256 * cost * block };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), Buffer.from(salt, "base64"), KEY_BYTES, options, (fault, key) =>
      fault === null ? resolve(key) : reject(fault),
    );
  });
}

/** @param purpose is bound to what is sealed: what was sealed as one secret cannot be passed off as another. */
export function seal(key: Buffer, purpose: string, text: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose, "utf8"));
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const coded = (bytes: Buffer): string => bytes.toString("base64");
  return { nonce: coded(nonce), tag: coded(cipher.getAuthTag()), data: coded(data) };
}

/** Undefined when key, purpose or bytes are not those that it was sealed with. */
export function unseal(key: Buffer, purpose: string, { nonce, tag, data }: Sealed): string | undefined {
  const bytes = (coded: string): Buffer => Buffer.from(coded, "base64");
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes(nonce), { authTagLength: 16 })
      .setAAD(Buffer.from(purpose, "utf8"))
      .setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
