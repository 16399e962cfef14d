import { Check, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Position } from "#shared/contract/accounts.ts";
import { lotsText } from "../../format/lots.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface CloseByEntryProps {
  readonly partners: readonly Position[];
  readonly account: string;
  readonly onSend: (positionBy: string) => void;
  readonly onCancel: () => void;
}

/** Which opposite position closes this one. */
export function CloseByEntry({ partners, account, onSend, onCancel }: CloseByEntryProps): ReactNode {
  const text = useText();
  const [chosen, setChosen] = useState(partners[0]?.id ?? "");
  return (
    <form
      className="draft-entry"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(chosen);
      }}
    >
      <select
        className="field"
        aria-label={text("positions.closeBy.which")}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      >
        {partners.map(({ id, ticket, volume }) => (
          <option key={id} value={id}>{`#${ticket} ${lotsText(volume)}`}</option>
        ))}
      </select>
      <IconButton label={text("positions.closeBy.send", { account })} type="submit">
        <Icon of={Check} />
      </IconButton>
      <IconButton label={text("positions.cancel")} onClick={onCancel}>
        <Icon of={X} />
      </IconButton>
    </form>
  );
}
