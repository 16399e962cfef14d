import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";

interface NameFieldProps {
  readonly name: string;
  /** The longest name that is kept, UTF-16 units. */
  readonly most: number;
  readonly onName: (name: string) => void;
}

/** The name of a thing of the user's own; what stands in it is selected, to be written over. */
export function NameField({ name, most, onName }: NameFieldProps): ReactNode {
  const text = useText();
  return (
    <label className="workspace-field">
      <span>{text("workspace.name")}</span>
      <input
        className="field"
        type="text"
        autoComplete="off"
        maxLength={most}
        value={name}
        onChange={(event) => onName(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
    </label>
  );
}
