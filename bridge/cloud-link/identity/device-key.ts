import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { SecretStore } from "#bridge/ports/secret-store.ts";

const NAME = "cloud.device-key";

/** This computer's own Ed25519 key: a refresh token that is copied without it is worth nothing. */
export class DeviceKey {
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
  }

  /** The kept key, or a new one that is kept from now on. */
  static async open(secrets: SecretStore): Promise<DeviceKey> {
    const kept = await secrets.get(NAME);
    if (kept !== null)
      return new DeviceKey(createPrivateKey({ key: Buffer.from(kept, "base64"), format: "der", type: "pkcs8" }));
    const { privateKey } = generateKeyPairSync("ed25519");
    await secrets.set(NAME, privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"));
    return new DeviceKey(privateKey);
  }

  /** Raw public key, base64url. */
  get publicKey(): string {
    return createPublicKey(this.#key).export({ format: "jwk" }).x ?? "";
  }

  /** Compact JWS (RFC 7515) with EdDSA (RFC 8037); `purpose` is its `typ`, so that it serves for nothing else. */
  sign(purpose: string, content: unknown): string {
    const head = base64url({ alg: "EdDSA", typ: purpose });
    const input = `${head}.${base64url(content)}`;
    return `${input}.${sign(null, Buffer.from(input), this.#key).toString("base64url")}`;
  }
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a proof names: the very token that it goes with. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");
