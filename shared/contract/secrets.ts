import { z } from "zod";
import { command, domain, stream } from "./descriptor.ts";
import { Nothing, Text } from "./primitives.ts";

/** Typed by a person; the bridge keeps it out of every log and forgets it once it has made a key of it. */
const Passphrase = z.string().min(1).max(256);
const NewPassphrase = z.string().min(12).max(256);

/** Where this profile's secrets are kept. No secret is in it. */
export const SecretsView = z.object({
  keychain: z.enum(["works", "missing"]),
  /** The file that a passphrase opens: made only if the user chose it. */
  vault: z.enum(["none", "locked", "open"]),
  secrets: z.array(z.object({ name: Text, in: z.enum(["keychain", "vault", "file", "memory"]) })),
});
export type SecretsView = z.infer<typeof SecretsView>;

/** Secrets: where they are kept. None of them is ever told to a window. */
export const secrets = domain({
  state: stream({
    doc: "Where secrets are kept, and whether the file with a passphrase is open.",
    mode: "latest",
    params: z.object({}),
    item: SecretsView,
  }),
  chooseVault: command({
    doc: "Keeps secrets in a file that the passphrase opens, where the system has no keychain.",
    input: z.object({ passphrase: NewPassphrase }),
    output: Nothing,
    errors: ["UNSUPPORTED", "SECRET_VAULT_EXISTS", "SECRET_PASSPHRASE_WEAK", "SECRET_STORE_UNAVAILABLE"],
    deadlineMs: 30_000,
  }),
  unlockVault: command({
    doc: "Opens the file until Fairlead stops or it is locked.",
    input: z.object({ passphrase: Passphrase }),
    output: Nothing,
    errors: ["NOT_FOUND", "SECRET_PASSPHRASE_WRONG", "SECRET_STORE_UNAVAILABLE"],
    deadlineMs: 30_000,
  }),
  lockVault: command({ doc: "Forgets the passphrase's key.", input: Nothing, output: Nothing }),
  changePassphrase: command({
    doc: "Seals the file anew.",
    input: z.object({ passphrase: Passphrase, newPassphrase: NewPassphrase }),
    output: Nothing,
    errors: ["NOT_FOUND", "SECRET_PASSPHRASE_WRONG", "SECRET_PASSPHRASE_WEAK", "SECRET_STORE_UNAVAILABLE"],
    deadlineMs: 60_000,
  }),
  destroyVault: command({
    doc: "Deletes the file with every secret in it, for a passphrase that nobody knows any more.",
    input: Nothing,
    output: Nothing,
  }),
});
