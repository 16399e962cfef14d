import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "../clock.ts";
import type { KeyRing } from "../keys/key-ring.ts";

/** Seconds that an access token is good for. */
export const ACCESS_SECONDS = 600;
export const REGISTRATION_SECONDS = 86_400;

/** What a token is for; one kind is never taken for another. */
export type TokenKind = "access" | "registration";

export interface TokenClaims {
  readonly userId: string;
  /** Session of an access token; empty in a registration's. */
  readonly sessionId: string;
}

const TYPES: Readonly<Record<TokenKind, string>> = { access: "at+jwt", registration: "reg+jwt" };
const SECONDS: Readonly<Record<TokenKind, number>> = { access: ACCESS_SECONDS, registration: REGISTRATION_SECONDS };

/** A token that was checked: its signature holds for ever, its time is looked at each time. */
interface Checked {
  readonly kind: TokenKind;
  readonly claims: TokenClaims;
  /** Seconds since 1970. */
  readonly until: number;
}

/** Tokens that are remembered; each weighs some 500 bytes. */
const MOST_CHECKED = 10_000;

/** Signs and checks tokens: EdDSA only, by a key of our own ring that `kid` names, for this issuer and one purpose. */
export class AccessTokens {
  readonly #keys: KeyRing;
  readonly #issuer: string;
  readonly #clock: Clock;
  readonly #checked = new Map<string, Checked>();

  constructor(keys: KeyRing, issuer: string, clock: Clock) {
    this.#keys = keys;
    this.#issuer = issuer;
    this.#clock = clock;
  }

  issue(kind: TokenKind, { userId, sessionId }: TokenClaims): Promise<string> {
    const now = Math.floor(this.#clock() / 1_000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: "EdDSA", typ: TYPES[kind], kid: this.#keys.kid })
      .setIssuer(this.#issuer)
      .setAudience(`fairlead-cloud/${kind}`)
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(now + SECONDS[kind])
      .sign(this.#keys.signingKey);
  }

  /** @returns undefined for everything that is not a valid token of this kind. */
  async read(kind: TokenKind, token: string): Promise<TokenClaims | undefined> {
    const before = this.#checked.get(token);
    if (before !== undefined) {
      const now = Math.floor(this.#clock() / 1_000);
      return before.kind === kind && now < before.until ? before.claims : undefined;
    }
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = kid === undefined ? undefined : this.#keys.verifyingKey(kid);
          if (key === undefined) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: ["EdDSA"],
          typ: TYPES[kind],
          issuer: this.#issuer,
          audience: `fairlead-cloud/${kind}`,
          requiredClaims: ["sub", "exp", "iat"],
          currentDate: new Date(this.#clock()),
        },
      );
      const { sub, sid, exp } = payload;
      if (typeof sub !== "string" || typeof sid !== "string") return undefined;
      const claims = { userId: sub, sessionId: sid };
      this.#remember(token, { kind, claims, until: exp ?? 0 });
      return claims;
    } catch (fault) {
      if (fault instanceof errors.JOSEError || fault instanceof TypeError) return undefined;
      throw fault;
    }
  }
  #remember(token: string, checked: Checked): void {
    if (this.#checked.size >= MOST_CHECKED) {
      const [oldest] = this.#checked.keys();
      if (oldest !== undefined) this.#checked.delete(oldest);
    }
    this.#checked.set(token, checked);
  }
}
