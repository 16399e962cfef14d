import { type KeyboardEvent, type ReactNode, useId } from "react";
import { stepped } from "./stepping.ts";

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly step?: number;
  readonly digits?: number;
  /** Where stepping begins in an empty field. */
  readonly from?: number | undefined;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  /** What it means: points, money. */
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  readonly inputId?: string;
}

/** A number as text: typed with a dot or a comma, stepped with the arrow keys, read by the bridge alone. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, value, onChange, step = 0, digits = 0, from, problem, hint, placeholder, inputId } = props;
  const own = useId();
  const id = inputId ?? own;
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const by = event.shiftKey ? 10 * step : step;
    const next = stepped(value, event.key === "ArrowUp" ? 1 : -1, { step: by, digits, from });
    event.preventDefault();
    if (next !== undefined) onChange(next);
  };
  const note = problem ?? hint;
  return (
    <div className="ticket-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field ticket-input"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        placeholder={placeholder}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={keys}
      />
      {note !== undefined && (
        <span id={`${id}-note`} className="ticket-note" data-bad={problem !== undefined || undefined}>
          {note}
        </span>
      )}
    </div>
  );
}
