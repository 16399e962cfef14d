import { Check, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import "./positions.css";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface DraftEntryProps {
  readonly label: string;
  readonly initial: string;
  readonly sendLabel: string;
  readonly onSend: (typed: string) => void;
  readonly onCancel: () => void;
}

/** The field appears because it was asked for: the keyboard is already on its way there. */
const focusAndSelect = (input: HTMLInputElement | null): void => {
  input?.focus();
  input?.select();
};

/** A number typed in a table: Enter sends it as it stands, Escape takes it back. */
export function DraftEntry({ label, initial, sendLabel, onSend, onCancel }: DraftEntryProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState(initial);
  return (
    <form
      className="draft-entry"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(typed);
      }}
    >
      <input
        ref={focusAndSelect}
        className="field draft-entry-input"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        aria-label={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
        }}
      />
      <IconButton label={sendLabel} type="submit">
        <Icon of={Check} />
      </IconButton>
      <IconButton label={text("positions.cancel")} onClick={onCancel}>
        <Icon of={X} />
      </IconButton>
    </form>
  );
}
