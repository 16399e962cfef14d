import type { JournalAccount } from "#shared/contract/journal.ts";
import type { Text } from "../../i18n/i18n.ts";

/** `10001 Example Trader (demo)`: an account as lists of the journal name it; names alone may be the same. */
export function accountTitle(
  { accountId, title, kind }: Pick<JournalAccount, "accountId" | "title" | "kind">,
  text: Text,
): string {
  const [login = ""] = accountId.split("@");
  const named = title.includes(login) ? title : `${login} ${title}`;
  return `${named} (${text(`journal.kind.${kind}`)})`;
}
