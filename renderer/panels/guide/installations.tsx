import { type ReactNode, useState } from "react";
import type { InstalledTerminal } from "#shared/contract/installer.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstrument } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";

type Installed = Awaited<ReturnType<ReturnType<typeof useServices>["client"]["installer"]["install"]>>;

/** MetaTrader's installations on this PC, and Fairlead in them: put in, repaired, taken out. Nothing where there can be none. */
export function Installations(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const [round, setRound] = useState(0);
  const { answer, error } = useAsked(`installer ${round}`, () => client.installer.find({}));
  const again = (): void => setRound(round + 1);
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return null;
  if (!answer.supported) return <p className="dim">{text("install.elsewhere")}</p>;
  return (
    <section aria-label={text("install.title")}>
      <h4>{text("install.title")}</h4>
      {answer.terminals.length === 0 && <p>{text("install.none")}</p>}
      <ul className="guide-trades">
        {answer.terminals.map((terminal) => (
          <Installation key={terminal.id} terminal={terminal} version={answer.version} onChange={again} />
        ))}
      </ul>
      <Button onClick={again}>{text("install.search")}</Button>
    </section>
  );
}

interface InstallationProps {
  readonly terminal: InstalledTerminal;
  readonly version: string;
  readonly onChange: () => void;
}

function Installation({ terminal, version, onChange }: InstallationProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const symbol = useShownInstrument()?.symbol ?? "EURUSD";
  const { busy, error, run } = useCommand();
  const [done, setDone] = useState<Installed>();
  const { id, name, dataFolder, editor, missing, changed, uncompiled } = terminal;
  const faults = missing.length + changed.length + uncompiled.length;
  const state =
    terminal.version === undefined
      ? "absent"
      : terminal.version === version
        ? faults === 0
          ? "whole"
          : "broken"
        : "old";
  return (
    <li>
      <h4>{name}</h4>
      <p className="dim">{dataFolder}</p>
      <p role="status">
        {text(`install.${state}`, { version: terminal.version ?? "", faults })}
        {!editor && ` ${text("install.noEditor")}`}
      </p>
      {done?.programs
        .filter(({ ok }) => !ok)
        .map(({ path, error: fault, why }) => (
          <p key={path} role="alert">
            {fault === undefined
              ? text("install.uncompiled", { path, why: why ?? "" })
              : text("install.fault", { path, line: fault.line, words: fault.text })}
          </p>
        ))}
      {done !== undefined && done.programs.every(({ ok }) => ok) && (
        <p role="status">{text("install.start", { file: done.startConfig })}</p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <div className="guide-actions">
        <Button
          look={state === "whole" ? "plain" : "primary"}
          disabled={busy || !editor}
          onClick={() =>
            void run(async () => {
              setDone(await client.installer.install({ id, symbol }));
              onChange();
            })
          }
        >
          {text(state === "absent" ? "install.do" : state === "old" ? "install.update" : "install.repair", { name })}
        </Button>
        {terminal.version !== undefined && (
          <Button
            disabled={busy}
            onClick={() =>
              void run(async () => {
                await client.installer.remove({ id });
                setDone(undefined);
                onChange();
              })
            }
          >
            {text("install.remove", { name })}
          </Button>
        )}
      </div>
    </li>
  );
}
