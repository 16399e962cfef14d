import type { ReactNode } from "react";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import type { NumberDraft, NumberField } from "./limits-draft.ts";

const UNITS: Readonly<Record<NumberField, TextKey>> = {
  orderLots: "limits.lots",
  totalLots: "limits.lots",
  tradesPerDay: "limits.trades",
  openTrades: "limits.trades",
  spread: "limits.points",
  stop: "limits.points",
  bestDay: "limits.percent",
};

interface NumberRowProps {
  readonly field: NumberField;
  readonly value: NumberDraft;
  readonly problem: string | undefined;
  readonly onChange: (value: NumberDraft) => void;
}

/** A limit that is a plain number: on or off, the number, its unit. */
export function NumberRow({ field, value, problem, onChange }: NumberRowProps): ReactNode {
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
            label={field === "stop" ? text("limits.stop.points") : rule}
            value={value.typed}
            problem={problem}
            echo={field === "stop" && value.typed === "" ? text("limits.stop.any") : undefined}
            onChange={(typed) => onChange({ ...value, typed })}
          />
          <span className="limit-unit dim">{text(UNITS[field])}</span>
        </>
      )}
    </div>
  );
}
