import { RULE_IDS } from "#shared/trading/verdict/rule-ids.ts";
import type { Text, TextKey } from "./i18n.ts";
import { killWords } from "./kill-words.ts";

/** Who or what latched the kill switch, to follow "since 14:03:22, ". */
export function causeWords(cause: string, text: Text): string {
  const rule = RULE_IDS.find((known) => known === cause);
  if (rule !== undefined) return text("cause.rule", { rule: text(`rule.${rule}`) });
  const key = `cause.${cause}`;
  return Object.hasOwn(killWords, key) ? text(key as TextKey) : text("cause.other", { cause });
}
