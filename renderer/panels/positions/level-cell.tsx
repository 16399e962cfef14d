import { type ReactNode, useState } from "react";
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
  readonly account: string;
  readonly onSet: (typed: string) => void;
}

/** A price in a table that is changed in place: Enter sends, Escape leaves it. */
export function LevelCell({ name, symbol, shown, value, disabled, account, onSet }: LevelCellProps): ReactNode {
  const text = useText();
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <DraftEntry
        label={`${name} ${symbol}`}
        initial={value === undefined ? "" : shown}
        sendLabel={text("positions.level.set", { account })}
        onCancel={() => setEditing(false)}
        onSend={(typed) => {
          setEditing(false);
          onSet(typed);
        }}
      />
    );
  }
  return (
    <button
      type="button"
      className="cell-button price"
      disabled={disabled}
      aria-label={text("positions.level.edit", { level: name, symbol, value: shown })}
      onClick={() => setEditing(true)}
    >
      {shown}
    </button>
  );
}
