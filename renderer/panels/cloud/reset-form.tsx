import { type ReactNode, useState } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";
import { Labelled } from "./labelled.tsx";
import { MailboxHint } from "./mailbox-hint.tsx";
import { NewPassword } from "./new-password.tsx";

/** A forgotten password: a code by e-mail, then a new one. */
export function ResetForm({ mailbox }: { readonly mailbox: string | null }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [step, setStep] = useState<"ask" | "set" | "done">("ask");
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const send = async (): Promise<void> => {
    const address = email.trim();
    if (step === "ask") {
      if (await run(() => client.cloud.askReset({ email: address }))) setStep("set");
    } else if (await run(() => client.cloud.reset({ email: address, code: code.trim(), password }))) setStep("done");
  };
  if (step === "done") return <p role="status">{text("cloud.reset.done")}</p>;
  return (
    <form
      className="cloud-form"
      aria-label={text("cloud.reset")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Labelled
        label={text("cloud.email")}
        type="email"
        autoComplete="username"
        required
        value={email}
        onText={setEmail}
      />
      {step === "set" && (
        <>
          <p role="status">{text("cloud.reset.sent")}</p>
          <MailboxHint mailbox={mailbox} />
          <Labelled label={text("cloud.code")} autoComplete="one-time-code" required value={code} onText={setCode} />
          <NewPassword label={text("cloud.newPassword")} value={password} onText={setPassword} />
        </>
      )}
      <CloudNote error={error} />
      <Button type="submit" look="primary" disabled={busy}>
        {text(step === "ask" ? "cloud.reset.ask" : "cloud.reset.set")}
      </Button>
    </form>
  );
}
