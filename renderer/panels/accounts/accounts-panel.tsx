import { Fragment, type ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import "../../ui/table.css";
import "../positions/positions.css";
import "./accounts.css";
import { amountText, resultText } from "../../format/money.ts";
import { useBridgeSilence } from "../../hooks/use-stale.ts";
import { useAll } from "../../hooks/use-store.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { isFresh } from "../../services/freshness.ts";
import { useServices } from "../../services/services.ts";
import { amountOf, type KindOfAccounts, kindsOfAccounts } from "./account-kinds.ts";
import { AccountRow } from "./account-row.tsx";

const COLUMNS: readonly (readonly [TextKey, string])[] = [
  ["accounts.account", ""],
  ["accounts.state", "wide"],
  ["account.balance", "number"],
  ["account.equity", "number"],
  ["account.profit", "number"],
  ["accounts.today", "number wide"],
  ["accounts.margin", "number wide"],
  ["accounts.positions", "number"],
  ["accounts.orders", "number"],
];

/** Every account on one screen: real money, demo money and paper apart, and totals only of what is the same. */
export function AccountsPanel(): ReactNode {
  const text = useText();
  const { accounts, links } = useServices();
  const all = useAll(accounts);
  const views = useAll(links);
  const silentMs = useBridgeSilence();
  const linkOf = ({ terminalId }: Account) => views.find(({ link }) => link.terminalId === terminalId)?.link;
  const kinds = kindsOfAccounts(all, (account) => silentMs === undefined && isFresh(linkOf(account)?.state));
  if (all.length === 0) return <p className="panel-empty">{text("accounts.none")}</p>;
  return (
    <div className="accounts holdings" data-stale={silentMs !== undefined || undefined}>
      <table className="table holdings-table" aria-label={text("dock.accounts")}>
        <thead>
          <tr>
            {COLUMNS.map(([key, look]) => (
              <th key={key} scope="col" className={look}>
                {text(key)}
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map((kind) => (
          <tbody key={kind.kind} data-kind={kind.kind}>
            <tr className="accounts-kind">
              <th scope="rowgroup" colSpan={COLUMNS.length}>
                {text(`accounts.kind.${kind.kind}`)}
              </th>
            </tr>
            {kind.accounts.map((account) => (
              <AccountRow key={account.id} account={account} state={linkOf(account)?.state} />
            ))}
            <Totals kind={kind} />
          </tbody>
        ))}
      </table>
      {(kinds.length > 1 || new Set(all.map(({ currency }) => currency)).size > 1) && (
        <p className="dim accounts-apart">{text("accounts.apart")}</p>
      )}
    </div>
  );
}

function Totals({ kind: { totals, left } }: { readonly kind: KindOfAccounts }): ReactNode {
  const text = useText();
  return (
    <Fragment>
      {totals.map((total) => (
        <tr key={`${total.currency} ${total.digits}`} className="accounts-total">
          <th scope="row">{text("accounts.total", { currency: total.currency, count: total.count })}</th>
          <td className="wide dim">{"\u2013"}</td>
          <td className="number">{amountText(amountOf(total, total.balance))}</td>
          <td className="number">{amountText(amountOf(total, total.equity))}</td>
          <td className="number">{resultText(amountOf(total, total.profit))}</td>
          <td className="wide dim">{"\u2013"}</td>
          <td className="wide dim">{"\u2013"}</td>
          <td colSpan={2} className="dim">
            {left > 0 && text("accounts.left", { left })}
          </td>
        </tr>
      ))}
    </Fragment>
  );
}
