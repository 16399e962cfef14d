import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SettingChange } from "#shared/contract/settings.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { localStamp } from "../alerts/alert-text.ts";
import { useValueText } from "./use-value-text.ts";
import { byText } from "./value-text.ts";

interface ChangesViewProps {
  /** Only changes of this setting; undefined shows all. */
  readonly only: string | undefined;
  readonly onAll: () => void;
}

/** What was changed, newest first: each change can be undone as long as nothing of it has changed again. */
export function ChangesView({ only, onAll }: ChangesViewProps): ReactNode {
  const text = useText();
  const language = useTranslation().i18n.language === "id" ? "id" : "en";
  const said = useValueText();
  const { client, settings, descriptions } = useServices();
  const known = useCell(descriptions);
  const values = useAll(settings);
  const [turn, setTurn] = useState(0);
  const { busy, error, run } = useCommand();
  const asked = useAsked(`${turn} ${JSON.stringify(values)}`, () => client.settings.history({}));
  const describe = (key: string) => known.find((description) => description.key === key);
  const name = (key: string): string => describe(key)?.label[language] ?? key;
  const entries = (asked.answer ?? []).filter(
    ({ changes }) => only === undefined || changes.some(({ key }) => key === only),
  );
  const undo = ({ id }: SettingChange): void =>
    void run(async () => {
      for (const setting of await client.settings.undo({ id })) {
        if (setting.scope === undefined) settings.set(setting.key, setting);
      }
      setTurn(turn + 1);
    });
  return (
    <div className="dialog-body settings-changes">
      {only !== undefined && (
        <p className="settings-only">
          {text("settings.changes.only", { setting: name(only) })}{" "}
          <Button onClick={onAll}>{text("settings.changes.all")}</Button>
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      {asked.error !== undefined && <ErrorNote error={asked.error} />}
      {asked.answer !== undefined && entries.length === 0 && <p className="dim">{text("settings.changes.none")}</p>}
      <ol aria-label={text("settings.view.changes")}>
        {entries.map((entry) => (
          <li key={entry.id} className="settings-change">
            <span className="dim">
              {localStamp(entry.atMs)} · {byText(text, entry.by)}
            </span>
            <ul>
              {entry.changes.map(({ key, scope, before, after }) => (
                <li key={`${key} ${scope ?? ""}`}>
                  {name(key)}
                  {scope !== undefined && <span className="dim"> ({scope})</span>}:{" "}
                  {text("settings.changes.from", { from: said(describe(key), before), to: said(describe(key), after) })}
                </li>
              ))}
            </ul>
            <Button
              disabled={busy || !entry.undoable}
              title={entry.undoable ? undefined : text("settings.undo.since")}
              aria-label={text("settings.undo.of", {
                settings: entry.changes.map(({ key }) => name(key)).join(", "),
                time: localStamp(entry.atMs),
              })}
              onClick={() => undo(entry)}
            >
              {text("settings.undo")}
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}
