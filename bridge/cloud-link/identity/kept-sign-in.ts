import { z } from "zod";
import type { SecretStore } from "#bridge/ports/secret-store.ts";

const NAME = "cloud.sign-in";

const KeptSignIn = z.object({
  /** Of the cloud it belongs to; a sign-in is never shown to another. */
  place: z.string(),
  refreshToken: z.string(),
  userId: z.string(),
  deviceId: z.string(),
  email: z.string(),
});
export type KeptSignIn = z.infer<typeof KeptSignIn>;

/** The sign-in between runs, as one secret: it is whole or not there. */
export async function readSignIn(secrets: SecretStore, place: string): Promise<KeptSignIn | undefined> {
  const text = await secrets.get(NAME);
  if (text === null) return undefined;
  const read = KeptSignIn.safeParse(JSON.parse(text));
  return read.success && read.data.place === place ? read.data : undefined;
}

/** Keeps a sign-in for the next run. Rejects as the secret store does. */
export function keepSignIn(secrets: SecretStore, signIn: KeptSignIn): Promise<void> {
  return secrets.set(NAME, JSON.stringify(signIn));
}

/** Forgets the kept sign-in. */
export function forgetSignIn(secrets: SecretStore): Promise<void> {
  return secrets.delete(NAME);
}
