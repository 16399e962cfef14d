import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;

/**
 * Who may talk to the web host: whoever shows the one-time token once, and from then on that browser's cookie. Only
 * hashes are kept, and they are compared in constant time.
 */
export class WebAccess {
  readonly #cookieName: string;
  #tokenHash: Buffer | undefined;
  #cookieHash: Buffer | undefined;
  readonly token: string;

  /** @param port cookies know no ports: two Fairleads on one machine must not overwrite each other's. */
  constructor(port: number) {
    this.#cookieName = `fairlead-${port}`;
    this.token = randomBytes(SECRET_BYTES).toString("base64url");
    this.#tokenHash = sha256(this.token);
  }

  /** The Set-Cookie line that the right token buys, once; undefined for a wrong or used one. */
  redeem(token: string): string | undefined {
    if (!this.#tokenHash || !timingSafeEqual(sha256(token), this.#tokenHash)) return undefined;
    this.#tokenHash = undefined;
    const cookie = randomBytes(SECRET_BYTES).toString("base64url");
    this.#cookieHash = sha256(cookie);
    return `${this.#cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a Cookie header carries the session. */
  admits(cookieHeader: string | undefined): boolean {
    if (!this.#cookieHash || cookieHeader === undefined) return false;
    for (const pair of cookieHeader.split(";")) {
      const [name, value] = pair.trim().split("=", 2);
      if (name === this.#cookieName && value !== undefined && timingSafeEqual(sha256(value), this.#cookieHash))
        return true;
    }
    return false;
  }
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
