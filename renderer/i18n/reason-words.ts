import type { IntentView } from "#shared/contract/trading.ts";
import type { ErrorWords } from "./error-words.ts";
import { type Reason, reasonWordsEn } from "./retcode-words.ts";
import { reasonWordsId } from "./retcode-words-id.ts";

const known = (name: string): name is Reason => Object.hasOwn(reasonWordsEn, name);

/** What an intent's named reason means, in the user's language; undefined for one that this window does not know. */
export function reasonWords(
  { state, reason }: Pick<IntentView, "state" | "reason">,
  language: string,
): ErrorWords | undefined {
  if (reason === undefined) return undefined;
  const name = state === "ended" && known(`ended.${reason}`) ? `ended.${reason}` : reason;
  if (!known(name)) return undefined;
  return (language === "id" ? reasonWordsId : reasonWordsEn)[name];
}
