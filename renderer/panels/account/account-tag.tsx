import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { classes } from "../../ui/classes.ts";
import "./account-tag.css";

/** An account's nature as a word, in small. */
export function NatureWord({ nature }: { readonly nature: Account["nature"] }): ReactNode {
  const text = useText();
  return <span className={classes("account-tag-nature", `account-tag-${nature}`)}>{text(`nature.${nature}`)}</span>;
}

/** Whose money a button moves, in small: account name and nature. Belongs on every button that sends. */
export function AccountTag({ account }: { readonly account: Account }): ReactNode {
  // MT5's name of an account is its owner's: one trader's accounts all bear it.
  const named = useTold(account, ({ name, nature }) => name === account.name && nature === account.nature);
  return (
    <span className="account-tag">
      <span className="account-tag-name">{named ?? account.name}</span> <NatureWord nature={account.nature} />
    </span>
  );
}

/** The same by nature and login, where a name has no room. */
export function LoginTag({ account }: { readonly account: Account }): ReactNode {
  const named = useTold(account, ({ login }) => login === account.login);
  return (
    <span className="account-tag">
      <NatureWord nature={account.nature} /> {named ?? account.login}
    </span>
  );
}

/** Login, and server where two brokers gave one login, of an account that another one looks like; undefined for any other. */
function useTold(account: Account, looksLike: (other: Account) => boolean): string | undefined {
  const others = useAll(useServices().accounts).filter(({ id }) => id !== account.id);
  if (!others.some(looksLike)) return undefined;
  const { login, server } = account;
  return others.some((other) => other.login === login) ? `${login}@${server}` : login;
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
