import { type ReactNode, useId } from "react";
import "./typed-field.css";

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  /** What was understood, or what the field is for. */
  readonly echo?: string | undefined;
  readonly disabled?: boolean;
  readonly numeric?: boolean;
  readonly list?: string;
  /** Hidden while it is typed. `new`: no manager of passwords offers an old one for it. */
  readonly secret?: "known" | "new";
}

const COMPLETE = { known: "current-password", new: "new-password" } as const;
const MOST_SECRET = 256;

/** A text field with its label, and under it what was understood of it, or why it was not. */
export function TypedField({
  label,
  value,
  onChange,
  problem,
  echo,
  disabled,
  numeric = true,
  list,
  secret,
}: TypedFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="typed">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        type={secret === undefined ? "text" : "password"}
        inputMode={numeric && secret === undefined ? "decimal" : "text"}
        spellCheck={false}
        autoComplete={secret === undefined ? "off" : COMPLETE[secret]}
        maxLength={secret === undefined ? undefined : MOST_SECRET}
        list={list}
        disabled={disabled}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-told`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-told`} className="typed-told" data-problem={problem !== undefined || undefined}>
        {problem ?? echo ?? ""}
      </span>
    </div>
  );
}
