import { curveKeyPair } from "zeromq";
import type { SecretStore } from "../ports/secret-store.ts";
import { isPublicKey } from "./z85.ts";

export interface ServerKeys {
  readonly publicKey: string;
  readonly secretKey: string;
}

const NAME = "link.server-keys";

/** The bridge's CURVE key pair: made once per installation, kept where secrets are kept. */
export async function serverKeys(secrets: SecretStore): Promise<ServerKeys> {
  const kept = await secrets.get(NAME);
  const [publicKey, secretKey] = kept?.split(" ") ?? [];
  if (publicKey !== undefined && secretKey !== undefined && isPublicKey(publicKey) && isPublicKey(secretKey)) {
    return { publicKey, secretKey };
  }
  const made = curveKeyPair();
  await secrets.set(NAME, `${made.publicKey} ${made.secretKey}`);
  return made;
}
