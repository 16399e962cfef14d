import { ERRORS, type ErrorCode } from "#shared/contract/errors.ts";
import type { SessionEventView, SessionView } from "#shared/contract/sessions.ts";
import { RULE_IDS } from "#shared/trading/verdict/rule-ids.ts";
import { resultText } from "../format/money.ts";
import { errorWords } from "./error-words.ts";
import type { Text, TextKey } from "./i18n.ts";
import { reasonWords as orderReasonWords } from "./reason-words.ts";
import { sessionWords } from "./session-words.ts";

type Reasoned = Pick<SessionView, "phase" | "reason" | "rule" | "waitsFor">;

const keyIn = (key: string): TextKey | undefined => (Object.hasOwn(sessionWords, key) ? (key as TextKey) : undefined);

/** Why something was not traded: a rule's name, a reason of sessions or of the broker, an error, or the code as it came. */
export function whyWords(reason: string, text: Text, language: string): string {
  const rule = RULE_IDS.find((known) => known === reason);
  if (rule !== undefined) return text(`rule.${rule}`);
  const key = keyIn(`why.${reason}`) ?? keyIn(`phase.${reason}`);
  if (key !== undefined) return text(key);
  const broker = orderReasonWords({ state: "rejected", reason }, language);
  return broker?.what ?? (Object.hasOwn(ERRORS, reason) ? errorWords(reason as ErrorCode, language).what : reason);
}

/** Why a session is where it is; empty while there is nothing to say. */
export function reasonWords({ phase, reason, rule, waitsFor }: Reasoned, text: Text, language: string): string {
  if (phase === "armed" && waitsFor !== undefined) return text(`waits.${waitsFor}`);
  if (reason === undefined) return "";
  return text(`stopped.${reason}`, { rule: rule === undefined ? "" : whyWords(rule, text, language) });
}

/** What happened in a session, as a sentence. */
export function happenedWords(
  { code, details }: Pick<SessionEventView, "code" | "details">,
  { currency, digits }: Pick<SessionView, "currency" | "digits">,
  text: Text,
  language: string,
): string {
  const key = keyIn(`happened.${code}`);
  if (key === undefined) return code;
  const { reason, rule, side, netMinor } = details;
  const stopped = keyIn(`stopped.${String(reason)}`);
  const value = (one: string | number | boolean): string | number => (typeof one === "boolean" ? String(one) : one);
  return text(key, {
    ...Object.fromEntries(Object.entries(details).map(([name, one]) => [name, value(one)])),
    reason:
      stopped === undefined
        ? whyWords(String(reason ?? ""), text, language)
        : text(stopped, { rule: rule === undefined ? "" : whyWords(String(rule), text, language) }),
    side: side === "buy" || side === "sell" ? text(`trade.${side}`) : "",
    net: typeof netMinor === "number" ? `${resultText({ minor: netMinor, currency, digits })} ${currency}` : "",
  });
}
