import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useText } from "../../i18n/use-text.ts";
import { classes } from "../../ui/classes.ts";
import "./account-tag.css";

/** An account's nature as a word, in small. */
export function NatureWord({ nature }: { readonly nature: Account["nature"] }): ReactNode {
  const text = useText();
  return <span className={classes("account-tag-nature", `account-tag-${nature}`)}>{text(`nature.${nature}`)}</span>;
}

/** Whose money a button moves, in small: account name and nature. Belongs on every button that sends. */
export function AccountTag({ account }: { readonly account: Pick<Account, "name" | "nature"> }): ReactNode {
  return (
    <span className="account-tag">
      <span className="account-tag-name">{account.name}</span> <NatureWord nature={account.nature} />
    </span>
  );
}

/** The same by nature and login, where a name has no room. */
export function LoginTag({ account }: { readonly account: Pick<Account, "login" | "nature"> }): ReactNode {
  return (
    <span className="account-tag">
      <NatureWord nature={account.nature} /> {account.login}
    </span>
  );
}

/** The same for a button that acts on every account: each kind of money among them is named. */
export function AllAccountsTag({ accounts }: { readonly accounts: readonly Pick<Account, "nature">[] }): ReactNode {
  const text = useText();
  const natures = [...new Set(accounts.map(({ nature }) => nature))];
  return (
    <span className="account-tag">
      <span className="account-tag-name">{text("kill.all")}</span>{" "}
      {natures.map((nature) => (
        <NatureWord key={nature} nature={nature} />
      ))}
    </span>
  );
}
