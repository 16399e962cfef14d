import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Link } from "#shared/contract/links.ts";
import { amountText, resultText } from "../../format/money.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { isFresh } from "../../services/freshness.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { NatureBadge } from "../account/nature-badge.tsx";

interface AccountRowProps {
  readonly account: Account;
  /** Of its terminal's link; undefined: no terminal holds it. */
  readonly state: Link["state"] | undefined;
}

const direction = (minor: number): string => (minor > 0 ? "gain" : minor < 0 ? "drop" : "");

/** One account, and the way to show it in this window. */
export function AccountRow({ account, state }: AccountRowProps): ReactNode {
  const text = useText();
  const { risk } = useServices();
  const chooseAccount = useWorkspace((workspace) => workspace.chooseAccount);
  const shown = useShownAccount()?.id === account.id;
  const day = useAll(risk).find(({ accountId }) => accountId === account.id)?.day;
  const { balance, equity, profit, marginLevel, currency, currencyDigits: digits } = account;
  const login = `${account.login}@${account.server}`;
  const who = (
    <>
      <span className="accounts-name">{account.name}</span> <span className="dim wide">{login}</span>
    </>
  );
  return (
    <tr data-stale={!isFresh(state) || undefined} aria-current={shown || undefined}>
      <th scope="row" className="cell-name">
        <span className="accounts-who">
          {shown ? (
            <span className="accounts-show">{who}</span>
          ) : (
            <Button
              look="quiet"
              className="accounts-show"
              // What is seen is part of its name.
              aria-label={`${account.name} ${login}: ${text("accounts.show", { account: accountText(text, account) })}`}
              onClick={() => chooseAccount(account.id)}
            >
              {who}
            </Button>
          )}
          <NatureBadge nature={account.nature} />
          {shown && <span className="visually-hidden">{text("accounts.shown")}</span>}
        </span>
      </th>
      <td className="wide">{state === undefined ? "\u2013" : text(`link.${state}`)}</td>
      <td className="number">{`${amountText(balance)} ${currency}`}</td>
      <td className="number">{amountText(equity)}</td>
      <td className={`number ${direction(profit.minor)}`}>{resultText(profit)}</td>
      <td className={`number wide ${direction(day?.realised ?? 0)}`}>
        {day === undefined || day === null ? "\u2013" : resultText({ minor: day.realised, currency, digits })}
      </td>
      <td className="number wide">{marginLevel === undefined ? "\u2013" : `${marginLevel.toFixed(0)}\u202f%`}</td>
      <td className="number">{account.positions}</td>
      <td className="number">{account.orders}</td>
    </tr>
  );
}
