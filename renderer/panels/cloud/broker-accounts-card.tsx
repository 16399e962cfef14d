import { type ReactNode, useState } from "react";
import type { CloudAccountView, CloudView } from "#shared/contract/cloud.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";

/** Broker accounts in the cloud and on this computer: adding one proves it by its own link, never by a password. */
export function BrokerAccountsCard({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [round, setRound] = useState(0);
  const asked = useAsked(`broker accounts ${view.changes} ${round}`, () => client.cloud.accounts({}));
  const act = (work: () => Promise<unknown>): void => void run(() => work().finally(() => setRound((n) => n + 1)));
  return (
    <section className="cloud-card" aria-label={text("cloud.brokers")}>
      <h3>{text("cloud.brokers")}</h3>
      <p className="dim">{text("cloud.brokers.help")}</p>
      <CloudNote error={error ?? asked.error} />
      {asked.answer?.length === 0 && <p className="dim">{text("cloud.brokers.none")}</p>}
      <ul className="cloud-list">
        {asked.answer?.map((account) => (
          <li key={account.cloudId ?? account.accountId} className="cloud-device">
            <span className="selectable">
              <span className="cloud-strong">{account.name}</span>{" "}
              <span className="dim">
                {text(`cloud.brokers.${account.kind}`)}, {text(`cloud.brokers.verification.${account.verification}`)},{" "}
                {text(`cloud.brokers.connection.${account.connection}`)}
              </span>
            </span>
            <span className="cloud-buttons">
              <Actions account={account} busy={busy} act={act} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ActionsProps {
  readonly account: CloudAccountView;
  readonly busy: boolean;
  readonly act: (work: () => Promise<unknown>) => void;
}

function Actions({ account: { cloudId, accountId, name, verification }, busy, act }: ActionsProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  if (cloudId === null)
    return (
      <Button
        disabled={busy || accountId === null}
        aria-label={text("cloud.brokers.addOf", { name })}
        onClick={() => act(() => client.cloud.addAccount({ accountId: accountId ?? "" }))}
      >
        {text("cloud.brokers.add")}
      </Button>
    );
  return (
    <>
      {accountId !== null && verification !== "verified" && (
        <Button
          disabled={busy}
          aria-label={text("cloud.brokers.verifyOf", { name })}
          onClick={() => act(() => client.cloud.verifyAccount({ cloudId, accountId }))}
        >
          {text("cloud.brokers.verify")}
        </Button>
      )}
      <Button
        disabled={busy}
        aria-label={text("cloud.brokers.removeOf", { name })}
        onClick={() => act(() => client.cloud.removeAccount({ cloudId }))}
      >
        {text("cloud.brokers.remove")}
      </Button>
    </>
  );
}
