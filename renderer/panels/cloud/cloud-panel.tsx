import type { ReactNode } from "react";
import "./cloud.css";
import "../../ui/error-note.css";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { AccountCard } from "./account-card.tsx";
import { BrokerAccountsCard } from "./broker-accounts-card.tsx";
import { CodeForm } from "./code-form.tsx";
import { DevicesCard } from "./devices-card.tsx";
import { PlanCard } from "./plan-card.tsx";
import { RemoteCard } from "./remote-card.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SignedOut } from "./signed-out.tsx";
import { SyncCard } from "./sync-card.tsx";

/** The account of the cloud: signing in, the plan, what goes up, and what may come down. */
export function CloudPanel(): ReactNode {
  const text = useText();
  const view = useCell(useServices().cloud);
  if (view === undefined) return <p className="panel-empty">{text("cloud.waiting")}</p>;
  if (view.mode === "off") return <p className="panel-empty">{text("cloud.off")}</p>;
  if (view.signIn === "confirm" || view.signIn === "code") {
    return (
      <div className="cloud">
        <CodeForm key={view.signIn} view={view} />
      </div>
    );
  }
  if (view.signIn !== "in") {
    return (
      <div className="cloud">
        <SignedOut view={view} />
      </div>
    );
  }
  return (
    <div className="cloud">
      <AccountCard view={view} />
      <SyncCard sync={view.sync} />
      <SessionsCard view={view} />
      <BrokerAccountsCard view={view} />
      <PlanCard view={view} />
      <RemoteCard view={view} />
      <SecondFactorCard on={view.secondFactor} />
      <DevicesCard />
    </div>
  );
}
