import type { AccountId } from "#shared/market/brands.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { ProgramStatus } from "#shared/trading/intent/intent-record.ts";
import type { RoleName } from "../../ports/terminal-link.ts";

/** What each program of an account last said of an intent, in this connection. */
export class ProgramAnswers {
  readonly #answers = new Map<AccountId, Map<IntentId, Map<RoleName, ProgramStatus>>>();

  said(account: AccountId, intent: IntentId, role: RoleName, status: ProgramStatus): void {
    const intents = this.#answers.get(account) ?? new Map<IntentId, Map<RoleName, ProgramStatus>>();
    const roles = intents.get(intent) ?? new Map<RoleName, ProgramStatus>();
    this.#answers.set(account, intents.set(intent, roles.set(role, status)));
  }

  of(account: AccountId, intent: IntentId): readonly ProgramStatus[] {
    return [...(this.#answers.get(account)?.get(intent)?.values() ?? [])];
  }

  settled(account: AccountId, intent: IntentId): void {
    this.#answers.get(account)?.delete(intent);
  }

  /** A new connection asks again: an older word may be of a program that is gone. */
  forget(account: AccountId): void {
    this.#answers.delete(account);
  }
}
