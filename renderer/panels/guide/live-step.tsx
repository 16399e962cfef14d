import { Lock, LockOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { LimitsDialog } from "../risk/limits-dialog.tsx";

/** Each account with real money: locked by the bridge until it has limits. */
export function LiveStep(): ReactNode {
  const text = useText();
  const { accounts, risk } = useServices();
  const views = useAll(risk);
  const live = useAll(accounts).filter(({ nature }) => nature === "live");
  const [editing, setEditing] = useState<Account>();
  const view = views.find(({ accountId }) => accountId === editing?.id);
  return (
    <>
      <h3>{text("guide.step.live")}</h3>
      <p>{text("guide.live.what")}</p>
      {live.length === 0 && <p className="dim">{text("guide.live.none")}</p>}
      <ul className="guide-checks">
        {live.map((account) => {
          const limits = views.find(({ accountId }) => accountId === account.id)?.limits;
          return (
            <li key={account.id} data-done={limits ? true : undefined}>
              <Icon of={limits ? LockOpen : Lock} />
              <span>
                <AccountTag account={account} />{" "}
                {limits ? text("guide.live.open", { name: limits.name }) : text("risk.locked")}{" "}
                {limits === null && <Button onClick={() => setEditing(account)}>{text("risk.set")}</Button>}
              </span>
            </li>
          );
        })}
      </ul>
      {editing !== undefined && view !== undefined && (
        <LimitsDialog account={editing} view={view} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
