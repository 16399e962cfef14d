import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import "./positions.css";
import { useText } from "../../i18n/use-text.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SENDS } from "../../ui/echo-guard.ts";
import { Icon } from "../../ui/icon.tsx";
import { NatureWord } from "../account/account-tag.tsx";

interface EntryFormProps {
  readonly account: Pick<Account, "nature">;
  /** What sending does, and to which account. */
  readonly sendLabel: string;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  /** The field. */
  readonly children: ReactNode;
}

/** A field in a table with the button that sends it: Enter sends, Escape takes it back. */
export function EntryForm({ account, sendLabel, onSend, onCancel, children }: EntryFormProps): ReactNode {
  const text = useText();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves it, from whatever is in it.
    <form
      className="draft-entry"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      {children}
      <Button {...SENDS} type="submit" className="draft-entry-send" aria-label={sendLabel} title={sendLabel}>
        <Icon of={Check} size={12} />
        <NatureWord nature={account.nature} />
      </Button>
      <IconButton label={text("positions.cancel")} onClick={onCancel}>
        <Icon of={X} />
      </IconButton>
    </form>
  );
}
