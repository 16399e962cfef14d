import type { OrderInput } from "#shared/contract/order-input.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { PriceFormat } from "../format/price.ts";
import { Cell } from "./cell.ts";

export const KEY_ACTIONS = ["buy", "sell", "close", "flatten"] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];

/** What a key would send, worked out when it is pressed; or, in words, why nothing. */
export type KeyCommand =
  | { readonly blocked: string }
  | { readonly words: string; readonly accountId: AccountId; readonly order: OrderInput; readonly format: PriceFormat }
  | { readonly words: string; readonly accountId: AccountId; readonly order: "flatten" };

export type PrepareKey = () => KeyCommand | Promise<KeyCommand>;

/** Whether this window's trading keys are armed, and who knows what each of them would send. */
export class TradingKeys {
  /** The account they are armed for. Off in every new window: nothing remembers it. */
  readonly armedFor = new Cell<AccountId | undefined>(undefined);
  readonly #prepare = new Map<KeyAction, PrepareKey>();

  /** Answers for an action until the returned function is called. */
  offer(action: KeyAction, prepare: PrepareKey): () => void {
    this.#prepare.set(action, prepare);
    return () => {
      if (this.#prepare.get(action) === prepare) this.#prepare.delete(action);
    };
  }

  /** Undefined: nobody answers for it now. */
  async prepare(action: KeyAction): Promise<KeyCommand | undefined> {
    return this.#prepare.get(action)?.();
  }
}
