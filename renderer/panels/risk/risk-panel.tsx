import { Lock } from "lucide-react";
import { type ReactNode, useState } from "react";
import "../../ui/table.css";
import "./risk.css";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { LimitsDialog } from "./limits-dialog.tsx";
import { RiskDay } from "./risk-day.tsx";
import { RiskRowView } from "./risk-row.tsx";
import { riskRows } from "./risk-rows.ts";

/** The limits of the account on screen: formula, number, room, and where each comes from. */
export function RiskPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const { risk } = useServices();
  const view = useAll(risk).find(({ accountId }) => accountId === account?.id);
  const [editing, setEditing] = useState(false);
  if (account === undefined) return <p className="panel-empty">{text("risk.noAccount")}</p>;
  if (view === undefined) return <p className="panel-empty">{text("risk.waiting")}</p>;
  const { limits } = view;
  const locked = limits === null && account.nature === "live";
  return (
    <div className="risk">
      <header className="risk-head">
        <AccountTag account={account} />
        {limits !== null && <strong>{limits.name}</strong>}
        {limits !== null && view.day !== null && <RiskDay view={view} day={view.day} zone={limits.day.zone} />}
        <span className="risk-gap" />
        <Button look={limits === null ? "primary" : "plain"} onClick={() => setEditing(true)}>
          {text(limits === null ? "risk.set" : "risk.edit")}
        </Button>
      </header>
      {limits === null ? (
        <p className="panel-empty" data-locked={locked || undefined}>
          {locked && <Icon of={Lock} />} {text(locked ? "risk.locked" : "risk.none")}
        </p>
      ) : (
        <table className="table risk-table">
          <thead>
            <tr>
              <th scope="col">{text("risk.rule")}</th>
              <th scope="col" className="number">
                {text("risk.now")}
              </th>
              <th scope="col" className="number">
                {text("risk.limit")}
              </th>
              <th scope="col" className="number">
                {text("risk.room")}
              </th>
              <th scope="col">{text("risk.used")}</th>
              <th scope="col">{text("risk.source")}</th>
            </tr>
          </thead>
          <tbody>
            {riskRows(view, account).map((row) => (
              <RiskRowView key={row.field} row={row} money={view} />
            ))}
          </tbody>
        </table>
      )}
      {editing && <LimitsDialog account={account} view={view} onClose={() => setEditing(false)} />}
    </div>
  );
}
