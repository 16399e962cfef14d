import { randomInt, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "../keys/key-ring.ts";

/** Crockford's alphabet: no letter is taken for a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** Guesses at one code before it is worth nothing: 5 of 2^40. */
export const CODE_ATTEMPTS = 5;

/** A code that somebody types: eight characters, forty bits, as `ABCD-EFGH`. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** What is kept of a code: a keyed hash, bound to whom it was sent to. */
export function codeMac(keys: KeyRing, purpose: string, owner: string, code: string, kid?: string): Buffer {
  return keys.mac(`code:${purpose}`, `${owner}:${plain(code)}`, kid);
}

/** Compares in the same time whatever differs. */
export function codeFits(kept: Buffer, given: Buffer): boolean {
  return kept.length === given.length && timingSafeEqual(kept, given);
}

function plain(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}
