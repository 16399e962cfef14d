import { Check, CircleAlert, Info, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import type { RuleView } from "#shared/contract/verdict.ts";
import { useText } from "../../i18n/use-text.ts";
import { type MoneyTerms, verdictWords } from "../../i18n/verdict-words.ts";
import { Icon } from "../../ui/icon.tsx";

const ICONS = { ok: Check, warn: CircleAlert, blocked: OctagonX, info: Info } as const;
const GRAVITY: Readonly<Record<RuleView["status"], number>> = { blocked: 0, warn: 1, info: 2, ok: 3 };

interface RuleListProps {
  readonly rules: readonly RuleView[];
  readonly money: MoneyTerms;
}

/** What each rule says: those that block or warn at once, all of them when asked for. */
export function RuleList({ rules, money }: RuleListProps): ReactNode {
  const text = useText();
  const graves = rules.filter(({ status }) => status === "blocked" || status === "warn");
  const sorted = rules.toSorted((a, b) => GRAVITY[a.status] - GRAVITY[b.status]);
  const line = (rule: RuleView): ReactNode => (
    <li key={rule.rule} data-status={rule.status}>
      <Icon of={ICONS[rule.status]} size={12} />
      <span>{verdictWords(rule, money, text)}</span>
    </li>
  );
  return (
    <>
      {graves.length > 0 && (
        <ul className="verdict-rules">{graves.toSorted((a, b) => GRAVITY[a.status] - GRAVITY[b.status]).map(line)}</ul>
      )}
      <details className="verdict-all">
        <summary>{text("ticket.verdict.rules", { count: rules.length })}</summary>
        <ul className="verdict-rules">{sorted.map(line)}</ul>
      </details>
    </>
  );
}
