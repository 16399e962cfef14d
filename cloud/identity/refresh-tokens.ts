import { timingSafeEqual } from "node:crypto";
import type { KeyRing } from "../keys/key-ring.ts";

/** A refresh token, taken apart. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly mac: Buffer;
}

/** What the session's row keeps for its tokens. Neither the row nor the root secret alone can make one. */
export interface RefreshSecret {
  readonly nonce: string;
  readonly kid: string;
}

const SHAPE = /^flr_([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/;

/** The token of one generation: `flr_<session>.<generation>.<mac>`. The same generation is always the same token. */
export function refreshToken(keys: KeyRing, sessionId: string, generation: number, secret: RefreshSecret): string {
  return `flr_${sessionId}.${generation}.${macOf(keys, sessionId, generation, secret).toString("base64url")}`;
}

/** Reads a token's parts; undefined for what has not its form. Says nothing of whether it is ours. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, sessionId, generation, mac] = SHAPE.exec(text) ?? [];
  if (sessionId === undefined || mac === undefined) return undefined;
  return { sessionId, generation: Number(generation), mac: Buffer.from(mac, "base64url") };
}

/** Whether we made this token. @throws never: a secret that is gone makes it a stranger's. */
export function isOurs(keys: KeyRing, token: RefreshToken, secret: RefreshSecret): boolean {
  try {
    const right = macOf(keys, token.sessionId, token.generation, secret);
    return right.length === token.mac.length && timingSafeEqual(right, token.mac);
  } catch {
    return false;
  }
}

function macOf(keys: KeyRing, sessionId: string, generation: number, { nonce, kid }: RefreshSecret): Buffer {
  return keys.mac(`refresh:${nonce}`, `${sessionId}.${generation}`, kid);
}
