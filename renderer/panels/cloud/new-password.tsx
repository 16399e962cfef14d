import type { ReactNode } from "react";
import { LEAST_CHARACTERS, passwordStrength } from "#shared/cloud/password-strength.ts";
import { useText } from "../../i18n/use-text.ts";
import { Labelled } from "./labelled.tsx";

const LEVELS = { short: 0, weak: 1, fair: 2, strong: 3 } as const;

interface NewPasswordProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}

/** A password that is being made up, with a word on its strength; the cloud's word is the last. */
export function NewPassword({ label, value, onText }: NewPasswordProps): ReactNode {
  const text = useText();
  const strength = passwordStrength(value);
  return (
    <>
      <Labelled
        label={label}
        type="password"
        autoComplete="new-password"
        required
        maxLength={128}
        value={value}
        onText={onText}
      />
      {value !== "" && (
        <div className="cloud-line">
          <span />
          <span className="cloud-strength" data-strength={strength}>
            <meter aria-label={text("cloud.strength")} min={0} max={3} value={LEVELS[strength]} />
            <span role="status">{text(`cloud.strength.${strength}`, { least: LEAST_CHARACTERS })}</span>
          </span>
        </div>
      )}
    </>
  );
}
