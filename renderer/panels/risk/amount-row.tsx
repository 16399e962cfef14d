import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import type { AmountDraft, AmountField, AmountUnit } from "./limits-draft.ts";

const UNITS: readonly AmountUnit[] = [
  "money",
  "initialBalance",
  "dayStartBalance",
  "dayStartEquity",
  "balance",
  "equity",
];

interface AmountRowProps {
  readonly field: AmountField;
  readonly currency: string;
  readonly value: AmountDraft;
  readonly problem: string | undefined;
  /** What it is worth in money now. */
  readonly money: string | undefined;
  readonly onChange: (value: AmountDraft) => void;
  /** Further choices of this limit. */
  readonly children?: ReactNode;
}

/** A limit that is an amount: on or off, its number, what it is a percentage of, and what that is in money. */
export function AmountRow({ field, currency, value, problem, money, onChange, children }: AmountRowProps): ReactNode {
  const text = useText();
  const rule = text(`rule.limit.${field}`);
  return (
    <div className="limit-row" data-on={value.on || undefined}>
      <label className="limit-name">
        <input
          type="checkbox"
          aria-label={text("limits.on", { rule })}
          checked={value.on}
          onChange={(event) => onChange({ ...value, on: event.target.checked })}
        />
        {rule}
      </label>
      {value.on && (
        <>
          <TypedField
            label={rule}
            value={value.typed}
            problem={problem}
            echo={money}
            onChange={(typed) => onChange({ ...value, typed })}
          />
          <ChoiceField
            label={text("limits.unit")}
            value={value.unit}
            options={UNITS.map((unit) => ({ value: unit, text: text(`limits.unit.${unit}`, { currency }) }))}
            onChange={(unit) => onChange({ ...value, unit })}
          />
          {children}
        </>
      )}
    </div>
  );
}
