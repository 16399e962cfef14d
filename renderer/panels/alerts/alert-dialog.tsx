import { type ReactNode, useState } from "react";
import { ALERT_PORTS } from "#shared/alerts/alert.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { type AlertDraft, readAlert, refusedFields } from "./alert-draft.ts";
import { localStamp } from "./alert-text.ts";
import { RuleFields } from "./rule-fields.tsx";

export interface AlertDialogProps {
  /** What the form begins with. */
  readonly draft: AlertDraft;
  /** The alert to change; undefined makes a new one. */
  readonly alertId: string | undefined;
  readonly expiresMs: number | null;
  readonly onClose: () => void;
}

const KINDS = ["price", "indicator", "spread", "volatility", "feed", "account", "session", "platform"] as const;

/** One alert, read by the bridge's own rules while it is typed. */
export function AlertDialog({ draft: first, alertId, expiresMs, onClose }: AlertDialogProps): ReactNode {
  const text = useText();
  const services = useServices();
  const instruments = useAll(services.instruments);
  const syncs = useCell(services.cloud)?.signIn === "in";
  const [draft, setDraft] = useState(first);
  /** A new alert keeps its id: a save that is repeated after a lost answer makes no second one. */
  const [id] = useState(() => alertId ?? crypto.randomUUID());
  /** From here on an end is counted: minutes in a form make no difference to a day. */
  const [openedMs] = useState(() => Date.now());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const instrument = instruments.find((one) => one.id === draft.instrument);
  const { alert, problems } = readAlert(draft, instrument, openedMs, expiresMs, syncs);
  const refused = error instanceof FairleadError ? refusedFields(error.details["fields"]) : {};
  const problemOf = (field: string): string | undefined => {
    const key = problems[field] ?? refused[field];
    return key === undefined || (!tried && key === "number.empty") ? undefined : text(key);
  };
  const put = (change: Partial<AlertDraft>): void => setDraft({ ...draft, ...change });
  const save = async (): Promise<void> => {
    setTried(true);
    if (alert === undefined || busy) return;
    setBusy(true);
    try {
      const { client } = services;
      const input = { alertId: id as never, alert };
      await (alertId === undefined ? client.alerts.create(input) : client.alerts.edit(input));
      onClose();
    } catch (fault) {
      setError(fault);
      setBusy(false);
    }
  };
  const ends = ["never", "day", "week", "month", ...(expiresMs === null ? [] : (["keep"] as const))] as const;
  return (
    <Dialog
      open
      title={alertId === undefined ? text("alertForm.new") : text("alertForm.edit", { name: first.name })}
      closeLabel={text("alertForm.close")}
      className="alert-dialog"
      onClose={onClose}
    >
      <form
        className="dialog-body alert-form"
        id="alert-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TypedField
          label={text("alertForm.name")}
          numeric={false}
          value={draft.name}
          problem={problemOf("name")}
          onChange={(name) => put({ name })}
        />
        <ChoiceField
          label={text("alertForm.kind")}
          value={draft.kind}
          options={KINDS.map((value) => ({ value, text: text(`alert.kind.${value}`) }))}
          onChange={(kind) => put({ kind })}
        />
        <RuleFields draft={draft} put={put} problemOf={problemOf} />
        <div className="alert-flags alert-again">
          <label>
            <input type="checkbox" checked={draft.again} onChange={({ target }) => put({ again: target.checked })} />
            {text("alertForm.again")}
          </label>
        </div>
        <ChoiceField
          label={text("alertForm.expires")}
          value={draft.expires}
          problem={problemOf("expiresMs")}
          options={ends.map((value) => ({
            value,
            text: text(`alertForm.expires.${value}`, expiresMs === null ? {} : { time: localStamp(expiresMs) }),
          }))}
          onChange={(expires) => put({ expires })}
        />
        <TypedField
          label={text("alertForm.cooldown")}
          value={draft.cooldown}
          disabled={!draft.again}
          problem={problemOf("cooldownMs")}
          onChange={(cooldown) => put({ cooldown })}
        />
        <fieldset className="alert-flags">
          <legend className="typed-label">{text("alertForm.ports")}</legend>
          {ALERT_PORTS.map((port) => (
            <label key={port}>
              <input
                type="checkbox"
                checked={draft.ports.includes(port)}
                onChange={({ target }) =>
                  put({
                    ports: ALERT_PORTS.filter((one) => (one === port ? target.checked : draft.ports.includes(one))),
                  })
                }
              />
              {text(`alert.port.${port}`)}
            </label>
          ))}
        </fieldset>
      </form>
      <div className="dialog-foot">
        {error !== undefined && <ErrorNote error={error} />}
        {tried && alert === undefined && (
          <p className="form-fix" role="alert">
            {text("alertForm.fix")}
          </p>
        )}
        <Button onClick={onClose}>{text("alertForm.cancel")}</Button>
        <Button look="primary" type="submit" form="alert-form" disabled={busy}>
          {text("alertForm.save")}
        </Button>
      </div>
    </Dialog>
  );
}
