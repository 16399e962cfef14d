import { type ReactNode, useState } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";
import { Labelled } from "./labelled.tsx";
import { QrCode } from "./qr-code.tsx";

/** The authenticator app: setting it up, its recovery codes, taking it away. Secrets are gone with this card. */
export function SecondFactorCard({ on }: { readonly on: boolean | null }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [secret, setSecret] = useState<{ readonly secret: string; readonly uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();

  const begin = async (): Promise<void> => {
    setSecret(await client.cloud.beginSecondFactor({ password }));
    setPassword("");
  };
  const enable = async (): Promise<void> => {
    setCodes((await client.cloud.enableSecondFactor({ code: code.trim() })).recoveryCodes);
    setSecret(undefined);
    setCode("");
  };
  const disable = async (): Promise<void> => {
    await client.cloud.disableSecondFactor({ password, code: code.trim() });
    setPassword("");
    setCode("");
  };
  const submit = on === true ? disable : secret === undefined ? begin : enable;

  if (codes !== undefined) {
    return (
      <section className="cloud-card" aria-label={text("cloud.second")}>
        <h3>{text("cloud.second")}</h3>
        <p role="alert">{text("cloud.second.codes")}</p>
        <ul className="cloud-codes selectable">
          {codes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <Button look="primary" onClick={() => setCodes(undefined)}>
          {text("cloud.second.kept")}
        </Button>
      </section>
    );
  }
  return (
    <section className="cloud-card" aria-label={text("cloud.second")}>
      <h3>{text("cloud.second")}</h3>
      {on !== null && <p className="dim">{text(on ? "cloud.second.on" : "cloud.second.off")}</p>}
      <form
        className="cloud-form"
        aria-label={text("cloud.second")}
        onSubmit={(event) => {
          event.preventDefault();
          void run(submit);
        }}
      >
        {secret === undefined && (
          <Labelled
            label={text("cloud.password")}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onText={setPassword}
          />
        )}
        {secret !== undefined && (
          <>
            <p>{text("cloud.second.scan")}</p>
            <QrCode value={secret.uri} label={text("cloud.second.qr")} />
            <p className="selectable">
              {text("cloud.second.key")}: <code>{secret.secret}</code>
            </p>
          </>
        )}
        {(on === true || secret !== undefined) && (
          <Labelled
            label={text("cloud.code")}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            value={code}
            onText={setCode}
          />
        )}
        <CloudNote error={error} />
        <Button type="submit" look={on === true ? "danger" : "plain"} disabled={busy}>
          {text(
            on === true ? "cloud.second.remove" : secret === undefined ? "cloud.second.begin" : "cloud.second.enable",
          )}
        </Button>
      </form>
    </section>
  );
}
