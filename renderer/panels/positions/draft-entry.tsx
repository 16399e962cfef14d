import { type ReactNode, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { EntryForm } from "./entry-form.tsx";

interface DraftEntryProps {
  readonly account: Pick<Account, "nature">;
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

/** A number typed in a table; it leaves as it stands. */
export function DraftEntry({ label, initial, onSend, ...rest }: DraftEntryProps): ReactNode {
  const [typed, setTyped] = useState(initial);
  return (
    <EntryForm {...rest} onSend={() => onSend(typed)}>
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
      />
    </EntryForm>
  );
}
