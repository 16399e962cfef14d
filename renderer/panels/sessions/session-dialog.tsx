import { type ReactNode, useState } from "react";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import "./session-dialog.css";
import { useAll } from "../../hooks/use-store.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount, useShownInstrument } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { ZoneList } from "../../ui/zone-list.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { SendingButton } from "../order-outcome/sending-button.tsx";
import { BoundsSection } from "./bounds-section.tsx";
import type { FormPart } from "./form-parts.ts";
import { GaleSection } from "./gale-section.tsx";
import { LadderPreview } from "./ladder-preview.tsx";
import { type DraftField, namedProblems, readDraft } from "./read-draft.ts";
import { RiskSection } from "./risk-section.tsx";
import { draftOf, firstDraft, type SessionDraft } from "./session-draft.ts";
import { SignalsSection } from "./signals-section.tsx";
import { useSaveSession } from "./use-save-session.ts";
import { WhatSection } from "./what-section.tsx";

interface SessionDialogProps {
  /** The session to change; undefined makes a new one. */
  readonly view: SessionView | undefined;
  readonly onClose: () => void;
  readonly onSaved: (session: SessionId) => void;
}

/** The whole of a session, with what its gale would cost beside it. */
export function SessionDialog({ view, onClose, onSaved }: SessionDialogProps): ReactNode {
  const text = useText();
  const accounts = useAll(useServices().accounts);
  const shown = useShownAccount();
  const symbol = useShownInstrument()?.symbol;
  const first = accounts.find(({ id }) => id === view?.config.account) ?? shown;
  const [draft, setDraft] = useState<SessionDraft | undefined>(() =>
    first === undefined
      ? undefined
      : view === undefined
        ? firstDraft(first.id, symbol, first.balance.minor, first.currencyDigits)
        : draftOf(view.config, view.digits),
  );
  const [tried, setTried] = useState(false);
  const { busy, error, refused, save } = useSaveSession(view, onSaved);
  const account = accounts.find(({ id }) => id === draft?.account);
  if (draft === undefined || account === undefined) return null;

  const { config, problems } = readDraft(draft, account, view?.config);
  const problemOf = (field: DraftField): string | undefined => {
    const problem =
      problems.find((one) => one.field === field) ?? namedProblems(refused).find((one) => one.field === field);
    const quiet = problem === undefined || (problem.code === "empty" && !tried);
    return quiet ? undefined : text(problem.words, { code: problem.code });
  };
  const begun = view !== undefined && view.phase !== "draft";
  const part: FormPart = {
    draft,
    account,
    begun,
    problemOf,
    put: (change) => setDraft({ ...draft, ...change }),
  };
  const submit = (start: boolean): void => {
    setTried(true);
    if (config !== undefined) save(config, start);
  };
  const title =
    view === undefined ? text("form.new", { account: account.name }) : text("form.edit", { name: view.config.name });
  return (
    <Dialog open title={title} closeLabel={text("form.close")} className="session-dialog" onClose={onClose}>
      <div className="dialog-body session-form">
        <div className="session-fields">
          {begun && <p className="session-asks">{text("form.edit.bounds")}</p>}
          <WhatSection {...part} isNew={view === undefined} />
          <RiskSection {...part} />
          <GaleSection {...part} />
          <BoundsSection {...part} />
          <SignalsSection {...part} />
          <ZoneList />
        </div>
        <LadderPreview config={config} />
      </div>
      <div className="dialog-foot">
        {error !== undefined && <ErrorNote error={error} />}
        {tried && config === undefined && (
          <p className="form-fix" role="alert">
            {text("form.fix")}
          </p>
        )}
        <Button onClick={onClose}>{text("form.cancel")}</Button>
        {view === undefined ? (
          <>
            <Button disabled={busy} onClick={() => submit(false)}>
              {text("form.create")}
            </Button>
            <SendingButton
              account={account}
              what={`${text("form.createStart")} – ${accountText(text, account)}`}
              className="button button-primary"
              disabled={busy}
              onSend={() => submit(true)}
            >
              {text("form.createStart")} <AccountTag account={account} />
            </SendingButton>
          </>
        ) : (
          <Button look="primary" disabled={busy} onClick={() => submit(false)}>
            {text("form.save")} <AccountTag account={account} />
          </Button>
        )}
      </div>
    </Dialog>
  );
}
