import type { RuleView } from "#shared/contract/verdict.ts";
import { amountText } from "../format/money.ts";
import { en } from "./en.ts";
import type { Text, TextKey } from "./i18n.ts";

/** How the minor units of an answer are read. */
export interface MoneyTerms {
  readonly currency: string;
  readonly digits: number;
}

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

/** Minor units with their currency: `10 000.00 USD`. */
export const minorText = (minor: number, { currency, digits }: MoneyTerms): string =>
  `${amountText({ minor, currency, digits })} ${currency}`;

/** A rule's number with its unit; a dash where there is none. */
export function ruleNumber(value: number | null, unit: RuleView["unit"], money: MoneyTerms, text: Text): string {
  if (value === null) return "–";
  switch (unit) {
    case "money":
      return minorText(value, money);
    case "lots":
      return text("figure.lots", { value });
    case "points":
      return text("figure.points", { value });
    case "percent":
      return `${value} %`;
    case "ms":
      return `${value} ms`;
    default:
      return String(value);
  }
}

/** What a rule says, as a sentence with its numbers filled in. */
export function verdictWords(rule: Omit<RuleView, "roomBefore" | "source">, money: MoneyTerms, text: Text): string {
  const word = rule.message.slice(rule.rule.length + 1);
  const key = word === "ok" || word === "near" ? `verdict.${word}` : `verdict.${rule.message}`;
  const params = Object.entries(rule.params).map(([name, value]) =>
    name.endsWith("Minor") && typeof value === "number"
      ? [name.slice(0, -"Minor".length), minorText(value, money)]
      : [name, value],
  );
  return text(isTextKey(key) ? key : "verdict.unknown", {
    ...Object.fromEntries(params),
    rule: text(`rule.${rule.rule}`),
    ...(rule.value === null ? {} : { value: ruleNumber(rule.value, rule.unit, money, text) }),
    ...(rule.limit === null || rule.unit === "none" ? {} : { limit: ruleNumber(rule.limit, rule.unit, money, text) }),
    ...(rule.room === null ? {} : { room: ruleNumber(rule.room, rule.unit, money, text) }),
  });
}
