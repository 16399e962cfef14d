import type { ReactNode } from "react";
import { FairleadError } from "#shared/contract/errors.ts";
import { RULE_IDS } from "#shared/trading/verdict/rule-ids.ts";
import { fieldProblemText } from "../../i18n/problem-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

/** The bridge's refusal of an order: the error's words, and the field or the rule at fault by name. */
export function RefusalNote({ error }: { readonly error: unknown }): ReactNode {
  const text = useText();
  const { field, problem, rule } = error instanceof FairleadError ? error.details : {};
  const named = RULE_IDS.find((known) => known === rule);
  return (
    <div className="outcome-words">
      <ErrorNote error={error} />
      {typeof field === "string" && typeof problem === "string" && (
        <p>{fieldProblemText(text, { field, code: problem })}</p>
      )}
      {named !== undefined && <p>{text("ticket.verdict.blocked", { rule: text(`rule.${named}`) })}</p>}
    </div>
  );
}
