import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { compactVerify, errors } from "jose";

/** A raw Ed25519 public key, base64url without padding: 32 bytes are 43 characters. */
export const PUBLIC_KEY_PATTERN = "^[A-Za-z0-9_-]{43}$";

/** @returns undefined when it is not a point of the curve. */
function publicKeyOf(raw: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw }, format: "jwk" });
  } catch {
    return undefined;
  }
}

/** Whether it is an Ed25519 public key as devices send it. */
export function isPublicKey(raw: string): boolean {
  return publicKeyOf(raw) !== undefined;
}

/**
 * Checks what a device signed (compact JWS, EdDSA) and answers its JSON payload, or undefined. `purpose` is the `typ` of
 * its header, so that a signature for one thing is worth nothing for another.
 */
export async function openProof(
  raw: string,
  purpose: string,
  proof: string,
): Promise<Record<string, unknown> | undefined> {
  const key = publicKeyOf(raw);
  if (key === undefined) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(proof, key, { algorithms: ["EdDSA"] });
    if (protectedHeader.typ !== purpose) return undefined;
    const content: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch (fault) {
    if (fault instanceof errors.JOSEError || fault instanceof SyntaxError || fault instanceof TypeError)
      return undefined;
    throw fault;
  }
}

export const REFRESH_PROOF = "fairlead-refresh+jws";
export const VERIFICATION_PROOF = "fairlead-account+jws";

/** What a refresh proof names: the very token it goes with, so that it serves for that one rotation only. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
