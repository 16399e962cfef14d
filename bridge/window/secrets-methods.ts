import { passwordStrength } from "#shared/cloud/password-strength.ts";
import { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { SecretsView } from "#shared/contract/secrets.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

/** The profile's secrets as the window needs them. */
export interface SecretsPort {
  view(): Promise<SecretsView>;
  chooseVault(passphrase: string): Promise<void>;
  unlockVault(passphrase: string): Promise<void>;
  lockVault(): void;
  changePassphrase(passphrase: string, next: string): Promise<void>;
  destroyVault(): void;
  onChange(changed: () => void): () => void;
}

/** Serves `secrets`. Passphrases go to the vault and nowhere else. */
export function secretsMethods(secrets: SecretsPort): DomainHandlers<typeof contract.secrets> {
  const topic = topicOf(contract.secrets.state);
  const show = async (): Promise<void> => topic.set(await secrets.view());
  secrets.onChange(() => void show().catch(() => undefined));
  // Making a key costs memory and most of a core: one at a time, whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async (work: () => Promise<void>): Promise<Record<string, never>> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    await turn;
    return {};
  };
  return {
    state: async () => {
      await show();
      return topic;
    },
    chooseVault: ({ passphrase }) => {
      mustBeStrong(passphrase);
      return inTurn(() => secrets.chooseVault(passphrase));
    },
    unlockVault: ({ passphrase }) => {
      return inTurn(() => secrets.unlockVault(passphrase));
    },
    lockVault: () => {
      secrets.lockVault();
      return {};
    },
    changePassphrase: ({ passphrase, newPassphrase }) => {
      mustBeStrong(newPassphrase);
      return inTurn(() => secrets.changePassphrase(passphrase, newPassphrase));
    },
    destroyVault: () => {
      secrets.destroyVault();
      return {};
    },
  };
}

function mustBeStrong(passphrase: string): void {
  const strength = passwordStrength(passphrase);
  if (strength === "short" || strength === "weak") throw new FairleadError("SECRET_PASSPHRASE_WEAK");
}
