import { type ReactNode, useState } from "react";
import type { CloudView } from "#shared/contract/cloud.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";
import { Labelled } from "./labelled.tsx";
import { MailboxHint } from "./mailbox-hint.tsx";

/** A code is waited for: the letter's, or the authenticator's. */
export function CodeForm({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [code, setCode] = useState("");
  const confirming = view.signIn === "confirm";
  const title = text(confirming ? "cloud.confirm.title" : "cloud.factor.title", { email: view.email ?? "" });
  const send = (): Promise<unknown> =>
    confirming ? client.cloud.confirm({ code: code.trim() }) : client.cloud.answerCode({ code: code.trim() });
  return (
    <section className="cloud-card" aria-label={title}>
      <h3>{title}</h3>
      <p>{text(confirming ? "cloud.confirm.help" : "cloud.factor.help")}</p>
      {confirming && <MailboxHint mailbox={view.mailbox} />}
      <form
        className="cloud-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void run(send);
        }}
      >
        <Labelled
          label={text("cloud.code")}
          autoComplete="one-time-code"
          required
          minLength={6}
          maxLength={40}
          value={code}
          onText={setCode}
        />
        <CloudNote error={error} />
        <div className="cloud-buttons">
          <Button type="submit" look="primary" disabled={busy}>
            {text(confirming ? "cloud.confirm" : "cloud.factor.answer")}
          </Button>
          {confirming && (
            <Button disabled={busy} onClick={() => void run(() => client.cloud.resend({}))}>
              {text("cloud.resend")}
            </Button>
          )}
          <Button look="quiet" disabled={busy} onClick={() => void run(() => client.cloud.back({}))}>
            {text("cloud.back")}
          </Button>
        </div>
      </form>
    </section>
  );
}
