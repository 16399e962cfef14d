import { type ReactNode, useState } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";
import { Labelled } from "./labelled.tsx";

/** E-mail and password. @param known the address of a sign-in that has ended */
export function SignInForm({ known }: { readonly known: string }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  return (
    <form
      className="cloud-form"
      aria-label={text("cloud.signIn")}
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => client.cloud.signIn({ email: email.trim(), password }));
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
      <Labelled
        label={text("cloud.password")}
        type="password"
        autoComplete="current-password"
        required
        maxLength={128}
        value={password}
        onText={setPassword}
      />
      <CloudNote error={error} />
      <Button type="submit" look="primary" disabled={busy}>
        {text("cloud.signIn")}
      </Button>
    </form>
  );
}
