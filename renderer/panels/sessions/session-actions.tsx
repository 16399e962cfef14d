import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { SessionView } from "#shared/contract/sessions.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { classes } from "../../ui/classes.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { SendingButton } from "../order-outcome/sending-button.tsx";
import { SESSION_VERBS, type SessionVerb, verbsOf } from "./session-verbs.ts";

interface SessionActionsProps {
  readonly view: SessionView;
  readonly account: Account | undefined;
  readonly onEdit: () => void;
}

/** What its state allows; every button that can move money names whose. */
export function SessionActions({ view, account, onEdit }: SessionActionsProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const { sessionId } = view;
  const act: Readonly<Record<SessionVerb, () => void>> = {
    start: () => void run(() => client.sessions.start({ sessionId })),
    resume: () => void run(() => client.sessions.start({ sessionId })),
    pause: () => void run(() => client.sessions.pause({ sessionId })),
    stop: () => void run(() => client.sessions.stop({ sessionId })),
    edit: onEdit,
    remove: () => void run(() => client.sessions.remove({ sessionId })),
  };
  const allowed = verbsOf(view.phase);
  const stops = text(view.config.onManualStop === "close" ? "sessions.stopCloses" : "sessions.stopKeeps");
  return (
    <div className="session-actions">
      {SESSION_VERBS.filter((verb) => allowed.includes(verb)).map((verb) => (
        <SendingButton
          key={verb}
          account={verb === "start" || verb === "resume" ? account : undefined}
          what={`${text(`sessions.${verb}`)} – ${account === undefined ? "" : accountText(text, account)}`}
          className={classes(
            "button",
            `button-${verb === "start" || verb === "resume" ? "primary" : verb === "stop" ? "danger" : "plain"}`,
          )}
          disabled={busy}
          title={verb === "stop" ? stops : undefined}
          onSend={act[verb]}
        >
          {text(`sessions.${verb}`)} {verb !== "edit" && account !== undefined && <AccountTag account={account} />}
        </SendingButton>
      ))}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}
