import { type ReactNode, useId } from "react";
import "../../ui/typed-field.css";

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  /** A new one: no manager of passwords offers an old one for it. */
  readonly fresh?: boolean;
  readonly onChange: (value: string) => void;
}

/** A passphrase, hidden while it is typed. */
export function PassphraseField({ label, value, fresh = false, onChange }: PassphraseFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="typed">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        type="password"
        autoComplete={fresh ? "new-password" : "current-password"}
        maxLength={256}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
