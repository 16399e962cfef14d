import { type ReactNode, useState } from "react";
import type { Account, Position } from "#shared/contract/accounts.ts";
import { lotsText } from "../../format/lots.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { EntryForm } from "./entry-form.tsx";

interface CloseByEntryProps {
  readonly account: Account;
  readonly partners: readonly Position[];
  readonly onSend: (positionBy: string) => void;
  readonly onCancel: () => void;
}

/** The choice appears because it was asked for: the keyboard is already on its way there. */
const focusWhenNew = (select: HTMLSelectElement | null): void => select?.focus();

/** Which opposite position closes this one. */
export function CloseByEntry({ account, partners, onSend, onCancel }: CloseByEntryProps): ReactNode {
  const text = useText();
  const [wanted, setWanted] = useState("");
  // One that has gone meanwhile is no choice any more: what is shown is what is sent.
  const chosen = partners.find(({ id }) => id === wanted) ?? partners[0];
  return (
    <EntryForm
      account={account}
      sendLabel={text("positions.closeBy.send", { account: accountText(text, account) })}
      onSend={() => chosen !== undefined && onSend(chosen.id)}
      onCancel={onCancel}
    >
      <select
        ref={focusWhenNew}
        className="field"
        aria-label={text("positions.closeBy.which")}
        value={chosen?.id}
        onChange={(event) => setWanted(event.target.value)}
      >
        {partners.map(({ id, ticket, volume }) => (
          <option key={id} value={id}>{`#${ticket} ${lotsText(volume)}`}</option>
        ))}
      </select>
    </EntryForm>
  );
}
