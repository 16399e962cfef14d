import { type ReactNode, useEffect, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { LimitsInput, RiskView } from "#shared/contract/risk.ts";
import "./limits-dialog.css";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { type Services, useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ZoneList } from "../../ui/zone-list.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { type LimitsDraft, limitsDraft } from "./limits-draft.ts";
import { LimitsForm } from "./limits-form.tsx";
import { PresetSource } from "./preset-source.tsx";
import { readLimits } from "./read-limits.ts";

type Preset = Awaited<ReturnType<Services["client"]["risk"]["presets"]>>[number];

interface LimitsDialogProps {
  readonly account: Account;
  readonly view: RiskView;
  readonly onClose: () => void;
}

interface Editing {
  readonly base: LimitsInput;
  readonly draft: LimitsDraft;
}

/** The preset that is no firm's. */
const OWN = "custom";

/** Sets an account's limits: from a preset or as they are, each read back in money. Nothing holds before it is saved. */
export function LimitsDialog({ account, view, onClose }: LimitsDialogProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const { id: accountId, currencyDigits: digits } = account;
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  const [fault, setFault] = useState<unknown>();
  const [editing, setEditing] = useState<Editing | undefined>(() =>
    view.limits === null ? undefined : { base: view.limits, draft: limitsDraft(view.limits, digits) },
  );
  const [tried, setTried] = useState(false);
  useEffect(() => {
    let current = true;
    client.risk.presets({ accountId }).then(
      (all) => current && setPresets(all),
      (why: unknown) => current && setFault(why),
    );
    return () => {
      current = false;
    };
  }, [client, accountId]);

  const begin = (preset: string): void => {
    const chosen = presets.find(({ id }) => id === preset);
    if (chosen === undefined) return;
    const limits = { ...chosen.limits, name: preset === OWN ? text("limits.preset.own") : chosen.limits.name };
    setEditing({ base: limits, draft: limitsDraft(limits, digits) });
  };
  const read = editing === undefined ? undefined : readLimits(editing.draft, editing.base, digits);
  const put = (limits: LimitsInput | null): void =>
    void run(() => client.risk.setLimits({ accountId, limits })).then((done) => done && onClose());
  return (
    <Dialog
      open
      title={text("limits.title", { account: account.name })}
      closeLabel={text("form.close")}
      className="limits-dialog"
      onClose={onClose}
    >
      <div className="dialog-body limits-body">
        <div className="limits-preset">
          <span className="dim">{text("limits.preset")}</span>
          <Segmented
            label={text("limits.preset")}
            value={editing?.base.preset}
            options={presets.map(({ id, title }) => ({
              value: id,
              text: id === OWN ? text("limits.preset.own") : title,
            }))}
            onChoose={begin}
          />
        </div>
        <p className="dim">{text("limits.preset.help")}</p>
        {editing !== undefined && <PresetSource limits={read?.limits ?? editing.base} />}
        {fault !== undefined && <ErrorNote error={fault} />}
        {editing !== undefined && read !== undefined && (
          <LimitsForm
            account={account}
            day={view.day}
            draft={editing.draft}
            problemOf={(field) => {
              const problem = read.problems.find((one) => one.field === field);
              const quiet = problem === undefined || (problem.code === "empty" && !tried);
              return quiet ? undefined : text(problem.words);
            }}
            put={(change) => setEditing({ ...editing, draft: { ...editing.draft, ...change } })}
          />
        )}
        <ZoneList />
      </div>
      <div className="dialog-foot">
        {error !== undefined && <ErrorNote error={error} />}
        {tried && read?.limits === undefined && (
          <p className="form-fix" role="alert">
            {text("limits.fix")}
          </p>
        )}
        {view.limits !== null && (
          <Button look="danger" disabled={busy} onClick={() => put(null)}>
            {text(account.nature === "live" ? "limits.remove.live" : "limits.remove")} <AccountTag account={account} />
          </Button>
        )}
        <Button onClick={onClose}>{text("limits.cancel")}</Button>
        <Button
          look="primary"
          disabled={busy || read === undefined}
          onClick={() => {
            setTried(true);
            if (read?.limits !== undefined) put(read.limits);
          }}
        >
          {text("limits.save")} <AccountTag account={account} />
        </Button>
      </div>
    </Dialog>
  );
}
