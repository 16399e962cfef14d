import { type ReactNode, useId } from "react";
import "./typed-field.css";

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly problem?: string | undefined;
}

/** A select with its label. */
export function ChoiceField<T extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  problem,
}: ChoiceFieldProps<T>): ReactNode {
  const id = useId();
  return (
    <div className="typed">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        disabled={disabled}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <span className="typed-told" data-problem={problem !== undefined || undefined}>
        {problem ?? ""}
      </span>
    </div>
  );
}
