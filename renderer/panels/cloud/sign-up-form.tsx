import { type ReactNode, useId, useState } from "react";
import { passwordStrength } from "#shared/cloud/password-strength.ts";
import { CURRENT_TERMS } from "#shared/cloud/terms.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";
import { Labelled } from "./labelled.tsx";
import { NewPassword } from "./new-password.tsx";

/** A new account. */
export function SignUpForm(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [accepted, setAccepted] = useState(false);
  const terms = useId();
  return (
    <form
      className="cloud-form"
      aria-label={text("cloud.signUp")}
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => client.cloud.register({ email: email.trim(), password, acceptedTerms: true }));
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
      <NewPassword label={text("cloud.password")} value={password} onText={setPassword} />
      <div className="cloud-check">
        <input
          id={terms}
          className="field"
          type="checkbox"
          required
          checked={accepted}
          onChange={(event) => setAccepted(event.target.checked)}
        />
        <label htmlFor={terms}>{text("cloud.terms", { version: CURRENT_TERMS.terms })}</label>
      </div>
      <CloudNote error={error} />
      <Button type="submit" look="primary" disabled={busy || !accepted || passwordStrength(password) === "short"}>
        {text("cloud.signUp")}
      </Button>
    </form>
  );
}
