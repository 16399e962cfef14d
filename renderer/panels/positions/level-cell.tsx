import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useEntry } from "../../hooks/use-entry.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { DraftEntry } from "./draft-entry.tsx";

interface LevelCellProps {
  /** What it is, for the button's name. */
  readonly name: string;
  readonly symbol: string;
  /** As the instrument writes it; a dash for none. */
  readonly shown: string;
  readonly value: number | undefined;
  readonly disabled: boolean;
  /** The account that a change is sent to. */
  readonly account: Account;
  readonly onSet: (typed: string) => void;
}

/** A price in a table that is changed in place: Enter sends, Escape leaves it. */
export function LevelCell({ name, symbol, shown, value, disabled, account, onSet }: LevelCellProps): ReactNode {
  const text = useText();
  const { open, opener, close } = useEntry<"level">();
  if (open !== undefined) {
    return (
      <DraftEntry
        account={account}
        label={`${name} ${symbol}`}
        initial={value === undefined ? "" : shown}
        sendLabel={text("positions.level.set", { account: accountText(text, account) })}
        onCancel={close}
        onSend={(typed) => {
          close();
          onSet(typed);
        }}
      />
    );
  }
  return (
    <button
      {...opener("level")}
      type="button"
      className="cell-button price"
      disabled={disabled}
      aria-label={text("positions.level.edit", { level: name, symbol, value: shown })}
    >
      {shown}
    </button>
  );
}
