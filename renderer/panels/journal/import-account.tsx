import type { ReactNode } from "react";
import type { ImportPreview } from "#shared/contract/journal-files.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";

interface ImportAccountProps {
  readonly preview: ImportPreview;
  readonly onChoose: (account: AccountId) => void;
}

/** Whose trades a report's are, where it may be of an account that is known under another server. */
export function ImportAccount({ preview, onChoose }: ImportAccountProps): ReactNode {
  const text = useText();
  const { accounts, accountId, serverNamed } = preview;
  if (accounts.length < 2) return null;
  const options = accounts.map(({ accountId: value, title }, at) => ({
    value,
    text: at === 0 ? text("journal.import.whose.own", { account: value }) : `${title} · ${value}`,
  }));
  return (
    <div className="journal-whose">
      <ChoiceField label={text("journal.import.whose")} value={accountId} options={options} onChange={onChoose} />
      <p className="dim">{text(serverNamed ? "journal.import.whose.other" : "journal.import.whose.unnamed")}</p>
    </div>
  );
}
