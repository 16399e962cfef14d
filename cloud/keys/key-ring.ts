import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** What one root secret yields. Nothing of it is stored: it is derived again at each start (HKDF-SHA-256, RFC 5869). */
interface Generation {
  readonly kid: string;
  readonly root: string;
  readonly signing: KeyObject;
  readonly verifying: KeyObject;
}

/** PKCS #8 of an Ed25519 private key is this prefix and the 32 bytes of its seed (RFC 8410, section 7). */
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Keys by purpose, derived from the operator's root secrets, newest first. New things are signed and sealed with the
 * newest; what an older one signed or sealed stays readable until that one is taken off the list.
 */
export class KeyRing {
  readonly #generations: readonly Generation[];

  /** @throws Error when there is no secret. */
  constructor(secrets: readonly string[]) {
    if (secrets.length === 0) throw new Error("A key ring needs a secret.");
    this.#generations = secrets.map(generation);
  }

  /** Key id of what is signed and sealed now. */
  get kid(): string {
    return this.#newest.kid;
  }

  get signingKey(): KeyObject {
    return this.#newest.signing;
  }

  /** The public key a token names, or undefined for an unknown name. */
  verifyingKey(kid: string): KeyObject | undefined {
    return this.#generations.find((one) => one.kid === kid)?.verifying;
  }

  /** The public keys, as a JWK set (RFC 7517). */
  publicKeys(): { readonly keys: readonly Record<string, unknown>[] } {
    return {
      keys: this.#generations.map(({ kid, verifying }) => ({
        ...verifying.export({ format: "jwk" }),
        kid,
        alg: "EdDSA",
        use: "sig",
      })),
    };
  }

  /** 32 bytes for one purpose. @throws Error when `kid` names a secret that is no longer on the list. */
  derive(purpose: string, kid: string = this.kid): Buffer {
    const found = this.#generations.find((one) => one.kid === kid);
    if (found === undefined) throw new Error(`No secret on the list yields the key ${kid}.`);
    return derived(found.root, purpose);
  }

  /** Keyed hash of something short-lived or high in entropy, so that a copy of the database alone is of no use. */
  mac(purpose: string, text: string, kid: string = this.kid): Buffer {
    return createHmac("sha256", this.derive(purpose, kid)).update(text).digest();
  }

  /** Encrypts for the database: AES-256-GCM, bound to `context`, so that a row copied to another user does not open. */
  seal(purpose: string, context: string, plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.derive(`seal:${purpose}`), nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${this.kid}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
  }

  /** @throws Error when it was sealed for another context, changed, or under a secret that is gone. */
  open(purpose: string, context: string, sealed: string): string {
    const [kid = "", nonce = "", text = ""] = sealed.split(".");
    const body = Buffer.from(text, "base64url");
    const key = this.derive(`seal:${purpose}`, kid);
    const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(-16));
    return Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()]).toString("utf8");
  }

  get #newest(): Generation {
    const [first] = this.#generations;
    if (first === undefined) throw new Error("A key ring needs a secret.");
    return first;
  }
}

function derived(root: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", root, "fairlead-cloud", purpose, 32));
}

function generation(root: string): Generation {
  const seed = derived(root, "token-signing");
  const signing = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: "der", type: "pkcs8" });
  const verifying = createPublicKey(signing);
  const kid = createHash("sha256")
    .update(verifying.export({ format: "der", type: "spki" }))
    .digest("hex")
    .slice(0, 16);
  return { kid, root, signing, verifying };
}
