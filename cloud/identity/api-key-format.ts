import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SHAPE = /^flk_([0-9a-f-]{36})_([\w-]{43})$/;

/** A new key: `flk_<id>_<secret>`, 256 random bits; shown once, kept as its SHA-256. */
export function newApiKey(id: string): { readonly text: string; readonly sha256: Buffer } {
  const secret = randomBytes(32).toString("base64url");
  return { text: `flk_${id}_${secret}`, sha256: hashOf(secret) };
}

/** Reads a key; undefined for what has not its form. Its secret is kept nowhere: only the hash. */
export function parseApiKey(text: string): { readonly id: string; readonly sha256: Buffer } | undefined {
  const [, id, secret] = SHAPE.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, sha256: hashOf(secret) };
}

/** Compares in the same time whatever differs. */
export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
