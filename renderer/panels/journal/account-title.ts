import type { JournalAccount } from "#shared/contract/journal.ts";
import type { Text } from "../../i18n/i18n.ts";

/** `10001@Broker (demo)`: an account as lists of the journal name it. */
export const accountTitle = ({ title, kind }: Pick<JournalAccount, "title" | "kind">, text: Text): string =>
  `${title} (${text(`journal.kind.${kind}`)})`;
