import { type ReactNode, useState } from "react";
import type { AlertView } from "#shared/contract/alerts.ts";
import "./alerts.css";
import { useCommand } from "../../hooks/use-command.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount, useShownInstrument } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { AlertDialog } from "./alert-dialog.tsx";
import { type AlertDraft, alertDraftOf, firstAlertDraft } from "./alert-draft.ts";
import { AlertList } from "./alert-list.tsx";
import { FiringList } from "./firing-list.tsx";
import { PermissionButton } from "./permission-button.tsx";

const HOUR = 3_600_000;
/** How soon a snooze that ended shows. */
const LOOK_MS = 5_000;

interface Editing {
  readonly draft: AlertDraft;
  readonly alertId: string | undefined;
  readonly expiresMs: number | null;
}

/** Alerts and what they told. They work in the bridge: this panel only shows and changes them. */
export function AlertsPanel(): ReactNode {
  const text = useText();
  const services = useServices();
  const { client } = services;
  const alerts = useAll(services.alerts);
  const cutOff = useCell(services.status).phase !== "open";
  const instrument = useShownInstrument();
  const account = useShownAccount();
  const { busy, error, run } = useCommand();
  const nowMs = performance.timeOrigin + useNow(LOOK_MS);
  const [view, setView] = useState<"list" | "fired">("list");
  const [chosenId, setChosenId] = useState<string>();
  const [editing, setEditing] = useState<Editing>();
  const [deleted, setDeleted] = useState<AlertView>();
  const [secret, setSecret] = useState<string>();
  const chosen = alerts.find(({ alertId }) => alertId === chosenId);

  const make = (): void => {
    const bid = instrument && services.quotes.get(instrument.id)?.quote.bid;
    const level = instrument === undefined || bid === undefined ? "" : bid.toFixed(instrument.digits);
    const draft = firstAlertDraft(instrument?.id ?? "", instrument?.symbol ?? "", account?.id ?? "", level);
    setEditing({ draft, alertId: undefined, expiresMs: null });
  };
  const edit = (alert: AlertView): void =>
    setEditing({ draft: alertDraftOf(alert), alertId: alert.alertId, expiresMs: alert.expiresMs });
  const remove = (alert: AlertView): void =>
    void run(async () => {
      await client.alerts.remove({ alertId: alert.alertId });
      setDeleted(alert);
    });
  const toggle = ({ alertId, status }: AlertView): void =>
    void run(() => client.alerts.enable({ alertId, on: status !== "armed" }));
  const onKey = (key: string, alert: AlertView): boolean => {
    if (key === "Enter") edit(alert);
    else if (key === " ") toggle(alert);
    else if (key === "Delete") remove(alert);
    else return false;
    return true;
  };
  const snoozed = chosen !== undefined && chosen.snoozedUntilMs !== null && chosen.snoozedUntilMs > nowMs;

  return (
    <div className="alerts" data-stale={cutOff || undefined}>
      <div className="alerts-bar">
        <Segmented
          label={text("alerts.view")}
          value={view}
          options={[
            { value: "list", text: text("alerts.list") },
            { value: "fired", text: text("alerts.fired") },
          ]}
          onChoose={setView}
        />
        <Button look="primary" onClick={make}>
          {text("alerts.new")}
        </Button>
        {view === "list" && chosen !== undefined && (
          <>
            <Button onClick={() => edit(chosen)}>{text("alerts.edit")}</Button>
            <Button
              onClick={() =>
                setEditing({ draft: alertDraftOf(chosen), alertId: undefined, expiresMs: chosen.expiresMs })
              }
            >
              {text("alerts.duplicate")}
            </Button>
            <Button disabled={busy} onClick={() => toggle(chosen)}>
              {text(chosen.status === "armed" ? "alerts.off" : "alerts.arm")}
            </Button>
            <Button
              disabled={busy}
              onClick={() =>
                void run(() =>
                  client.alerts.snooze({ alertId: chosen.alertId, untilMs: snoozed ? null : Date.now() + HOUR }),
                )
              }
            >
              {text(snoozed ? "alerts.wake" : "alerts.snooze")}
            </Button>
            <Button
              disabled={busy}
              title={text("alerts.test.long")}
              onClick={() => void run(() => client.alerts.test({ alertId: chosen.alertId }))}
            >
              {text("alerts.test")}
            </Button>
            <Button look="danger" disabled={busy} onClick={() => remove(chosen)}>
              {text("alerts.delete")}
            </Button>
          </>
        )}
        <span className="alerts-gap" />
        <PermissionButton />
        <Button
          look="quiet"
          title={text("alerts.secret.long")}
          disabled={busy}
          onClick={() => void run(async () => setSecret((await client.alerts.newWebhookSecret({})).secret))}
        >
          {text("alerts.secret")}
        </Button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {deleted !== undefined && (
        <p className="alerts-note" role="status">
          {text("alerts.deleted", { name: deleted.name })}
          <Button
            disabled={busy}
            onClick={() =>
              void run(async () => {
                await client.alerts.restore({ alertId: deleted.alertId });
                setDeleted(undefined);
              })
            }
          >
            {text("alerts.undo")}
          </Button>
          <Button look="quiet" onClick={() => setDeleted(undefined)}>
            {text("alerts.dismiss")}
          </Button>
        </p>
      )}
      {secret !== undefined && (
        <p className="alerts-note" role="status">
          <code>{text("alerts.secret.shown", { secret })}</code>
          <Button look="quiet" onClick={() => setSecret(undefined)}>
            {text("alerts.dismiss")}
          </Button>
        </p>
      )}
      {view === "fired" ? (
        <FiringList />
      ) : alerts.length === 0 ? (
        <p className="panel-empty">{text("alerts.empty")}</p>
      ) : (
        <AlertList alerts={alerts} chosen={chosenId} onChoose={({ alertId }) => setChosenId(alertId)} onKey={onKey} />
      )}
      {editing !== undefined && (
        <AlertDialog key={editing.alertId ?? "new"} {...editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}
