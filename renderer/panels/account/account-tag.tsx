import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useText } from "../../i18n/use-text.ts";
import { classes } from "../../ui/classes.ts";
import "./account-tag.css";

/** Whose money a button moves, in small: account name and nature. Belongs on every button that sends. */
export function AccountTag({ account }: { readonly account: Pick<Account, "name" | "nature"> }): ReactNode {
  const text = useText();
  return (
    <span className="account-tag">
      <span className="account-tag-name">{account.name}</span>{" "}
      <span className={classes("account-tag-nature", `account-tag-${account.nature}`)}>
        {text(`nature.${account.nature}`)}
      </span>
    </span>
  );
}
