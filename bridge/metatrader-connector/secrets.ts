import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { TerminalId } from "#shared/market/brands.ts";

export const SECRET_BYTES = 32;

/** What is kept of a link secret or a pairing code. */
export const hashOf = (secret: Uint8Array | string): Uint8Array => createHash("sha256").update(secret).digest();

/** Compares in a time that does not depend on where they differ. */
export const sameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

export const newSecret = (): Uint8Array => randomBytes(SECRET_BYTES);

export const newTerminalId = (): TerminalId => randomBytes(16).toString("hex") as TerminalId;

export const terminalIdOf = (bytes: Uint8Array): TerminalId => Buffer.from(bytes).toString("hex") as TerminalId;

export const terminalIdBytes = (id: TerminalId): Uint8Array => Buffer.from(id, "hex");

/** Letters and digits that cannot be mistaken for each other; 25 of them hold 125 bits. */
const CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A pairing code: five groups of five. */
export function newPairingCode(): string {
  const letters = [...randomBytes(25)].map((byte) => CODE_LETTERS[byte % 32]);
  return [0, 5, 10, 15, 20].map((at) => letters.slice(at, at + 5).join("")).join("-");
}
