import { Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "./account.css";
import { amountText, resultText } from "../../format/money.ts";
import { useStale } from "../../hooks/use-stale.ts";
import { useAll } from "../../hooks/use-store.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NatureBadge } from "./nature-badge.tsx";

const loginAt = ({ login, server }: Account): string => `${login}@${server}`;

/** Who trades, with what kind of money, and how it stands. */
export function AccountHeader(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const all = useAll(useServices().accounts);
  const staleMs = useStale();
  if (account === undefined) return <p className="dim">{text("bar.noAccount")}</p>;
  const { profit, currency } = account;
  const direction = profit.minor > 0 ? "gain" : profit.minor < 0 ? "drop" : undefined;
  return (
    <section
      className="account"
      aria-label={text("bar.account")}
      data-stale={staleMs !== undefined || undefined}
      data-several={all.length > 1 || undefined}
    >
      <dl className="account-figures">
        <div data-figure="balance">
          <dt>{text("account.balance")}</dt>
          <dd>{amountText(account.balance)}</dd>
        </div>
        <div data-figure="equity">
          <dt>{text("account.equity")}</dt>
          <dd>
            {amountText(account.equity)} <span className="account-currency">{currency}</span>
          </dd>
        </div>
        <div data-figure="profit">
          <dt>{text("account.profit")}</dt>
          <dd className={direction}>{resultText(profit)}</dd>
        </div>
        <div data-figure="freeMargin">
          <dt>{text("account.freeMargin")}</dt>
          <dd>{amountText(account.freeMargin)}</dd>
        </div>
      </dl>
      {staleMs !== undefined && (
        <span className="account-stale" title={text("account.stale.long", { age: longAgeText(text, staleMs) })}>
          {text("account.stale", { age: longAgeText(text, staleMs) })}
        </span>
      )}
      <AccountName account={account} all={all} />
      <NatureBadge nature={account.nature} />
    </section>
  );
}

interface AccountNameProps {
  readonly account: Account;
  readonly all: readonly Account[];
}

function AccountName({ account, all }: AccountNameProps): ReactNode {
  const text = useText();
  const chooseAccount = useWorkspace((workspace) => workspace.chooseAccount);
  const showDock = useWorkspace((workspace) => workspace.showDock);
  if (all.length < 2) {
    return (
      <div className="account-who">
        <span className="account-name">{account.name}</span>
        <span className="account-login selectable">{loginAt(account)}</span>
      </div>
    );
  }
  return (
    <>
      <IconButton label={text("accounts.all")} onClick={() => showDock("accounts")}>
        <Icon of={Users} />
      </IconButton>
      <select
        className="account-pick"
        aria-label={text("bar.account")}
        value={account.id}
        onChange={(event) => chooseAccount(event.target.value)}
      >
        {all.map((one) => (
          <option key={one.id} value={one.id}>
            {/* What tells two accounts apart comes first: their names and logins may be the same. */}
            {`${loginAt(one)} · ${text(`nature.${one.nature}`)} · ${one.name}`}
          </option>
        ))}
      </select>
    </>
  );
}
