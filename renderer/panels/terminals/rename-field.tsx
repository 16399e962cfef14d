import { Check, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface RenameFieldProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

/** The field appears because it was asked for: the keyboard is already on its way there. */
const focusAndSelect = (input: HTMLInputElement | null): void => {
  input?.focus();
  input?.select();
};

/** A name being changed in place: Enter saves, Escape leaves it as it was. */
export function RenameField({ name, onRename, onCancel }: RenameFieldProps): ReactNode {
  const text = useText();
  const [draft, setDraft] = useState(name);
  const trimmed = draft.trim();
  const save = (): void => (trimmed === "" || trimmed === name ? onCancel() : onRename(trimmed));
  return (
    <form
      style={{ display: "inline-flex" }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        className="terminal-name-input"
        aria-label={text("terminals.newName")}
        ref={focusAndSelect}
        maxLength={64}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
        }}
      />
      <IconButton label={text("terminals.save")} type="submit">
        <Icon of={Check} />
      </IconButton>
      <IconButton label={text("terminals.cancel")} onClick={onCancel}>
        <Icon of={X} />
      </IconButton>
    </form>
  );
}
