import { type ReactNode, useId } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { useText } from "../../i18n/use-text.ts";
import type { SideVerdict } from "./ask-verdict.ts";
import type { Draft, Lifetime } from "./draft.ts";
import { NumberField } from "./number-field.tsx";
import { problemOf } from "./readings.ts";

const LIFETIMES: readonly Lifetime[] = ["gtc", "day", "specified"];

interface MoreFieldsProps {
  readonly instrument: Instrument;
  readonly draft: Draft;
  readonly verdict: SideVerdict | undefined;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** What most orders leave as it is: how long it rests, when it closes by itself, how far the fill may be off. */
export function MoreFields({ draft, verdict, onChange }: MoreFieldsProps): ReactNode {
  const text = useText();
  const id = useId();
  const resting = draft.type !== "market";
  return (
    <details className="ticket-more" open={problemOf(text, verdict, "holdMs", "deviation", "expiry") !== undefined}>
      <summary>{text("ticket.more.options")}</summary>
      <div className="ticket-pair">
        {resting ? (
          <div className="ticket-field">
            <label htmlFor={id}>{text("ticket.lifetime")}</label>
            <select
              id={id}
              className="field ticket-select"
              value={draft.lifetime}
              onChange={(event) =>
                onChange({ lifetime: LIFETIMES.find((known) => known === event.target.value) ?? "gtc" })
              }
            >
              {LIFETIMES.map((value) => (
                <option key={value} value={value}>
                  {text(`ticket.lifetime.${value}`)}
                </option>
              ))}
            </select>
          </div>
        ) : (
          <NumberField
            label={text("ticket.deviation")}
            value={draft.deviation}
            step={1}
            from={10}
            problem={problemOf(text, verdict, "deviation")}
            onChange={(deviation) => onChange({ deviation })}
          />
        )}
        <NumberField
          label={text("ticket.hold")}
          value={draft.hold}
          step={1}
          from={5}
          problem={problemOf(text, verdict, "holdMs")}
          onChange={(hold) => onChange({ hold })}
        />
      </div>
      {resting && draft.lifetime === "specified" && (
        <div className="ticket-field">
          <label htmlFor={`${id}-at`}>{text("ticket.expiry")}</label>
          <input
            id={`${id}-at`}
            className="field ticket-input"
            type="datetime-local"
            value={draft.expiry}
            aria-invalid={problemOf(text, verdict, "expiry") !== undefined}
            onChange={(event) => onChange({ expiry: event.target.value })}
          />
        </div>
      )}
    </details>
  );
}
