import { type ReactNode, useCallback, useState } from "react";
import type { SecretsView as State } from "#shared/contract/secrets.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { isTextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { useLatest } from "../monitor/use-latest.ts";

const one = (): string => "";

/** Where secrets are kept; without a keychain, the file with a passphrase that the user may choose. */
export function SecretsView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const open = useCallback((observer: LatestObserver<State>) => client.secrets.state.subscribe({}, observer), [client]);
  const [state] = useLatest(one, open);
  const { busy, error, run } = useCommand();
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [destroying, setDestroying] = useState(false);
  const clear = (): void => {
    setPassphrase("");
    setAgain("");
  };
  const act = (command: () => Promise<unknown>): void =>
    void run(async () => {
      await command();
      clear();
      setDestroying(false);
    });
  if (state === undefined) return <p className="dialog-body dim">{text("settings.loading")}</p>;
  const { keychain, vault, secrets } = state;
  const choosing = keychain === "missing" && vault === "none";
  const secretName = (name: string): string => {
    const key = `secrets.name.${name}`;
    return isTextKey(key) ? text(key) : name;
  };
  return (
    <div className="dialog-body settings-secrets">
      <p role="status">
        {text(keychain === "works" ? "secrets.keychain.works" : "secrets.keychain.missing")}{" "}
        {keychain === "missing" && text(`secrets.vault.${vault}`)}
      </p>
      {secrets.length > 0 && (
        <table className="table" aria-label={text("secrets.table")}>
          <thead>
            <tr>
              <th scope="col">{text("secrets.column.name")}</th>
              <th scope="col">{text("secrets.column.in")}</th>
            </tr>
          </thead>
          <tbody>
            {secrets.map(({ name, in: place }) => (
              <tr key={name}>
                <td>{secretName(name)}</td>
                <td>{text(`secrets.in.${place}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {choosing && (
        <form
          className="settings-vault"
          aria-label={text("secrets.choose")}
          onSubmit={(event) => {
            event.preventDefault();
            act(() => client.secrets.chooseVault({ passphrase }));
          }}
        >
          <TypedField secret="new" label={text("secrets.passphrase.new")} value={passphrase} onChange={setPassphrase} />
          <TypedField secret="new" label={text("secrets.passphrase.again")} value={again} onChange={setAgain} />
          <p className="dim">{text("secrets.choose.help")}</p>
          <Button look="primary" type="submit" disabled={busy || passphrase === "" || passphrase !== again}>
            {text("secrets.choose")}
          </Button>
        </form>
      )}
      {vault === "locked" && (
        <form
          className="settings-vault"
          aria-label={text("secrets.unlock")}
          onSubmit={(event) => {
            event.preventDefault();
            act(() => client.secrets.unlockVault({ passphrase }));
          }}
        >
          <TypedField secret="known" label={text("secrets.passphrase")} value={passphrase} onChange={setPassphrase} />
          <Button look="primary" type="submit" disabled={busy || passphrase === ""}>
            {text("secrets.unlock")}
          </Button>
        </form>
      )}
      {vault === "open" && (
        <form
          className="settings-vault"
          aria-label={text("secrets.change")}
          onSubmit={(event) => {
            event.preventDefault();
            act(() => client.secrets.changePassphrase({ passphrase, newPassphrase: again }));
          }}
        >
          <Button disabled={busy} onClick={() => act(() => client.secrets.lockVault({}))}>
            {text("secrets.lock")}
          </Button>
          <TypedField secret="known" label={text("secrets.passphrase")} value={passphrase} onChange={setPassphrase} />
          <TypedField secret="new" label={text("secrets.passphrase.new")} value={again} onChange={setAgain} />
          <Button type="submit" disabled={busy || passphrase === "" || again === ""}>
            {text("secrets.change")}
          </Button>
        </form>
      )}
      {vault !== "none" &&
        (destroying ? (
          <p className="settings-destroy" role="alert">
            {text("secrets.destroy.sure")}{" "}
            <Button look="danger" disabled={busy} onClick={() => act(() => client.secrets.destroyVault({}))}>
              {text("secrets.destroy")}
            </Button>{" "}
            <Button onClick={() => setDestroying(false)}>{text("secrets.destroy.not")}</Button>
          </p>
        ) : (
          <Button look="quiet" onClick={() => setDestroying(true)}>
            {text("secrets.destroy")}…
          </Button>
        ))}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}
