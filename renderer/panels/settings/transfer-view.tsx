import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportPreview } from "#shared/contract/settings.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { useValueText } from "./use-value-text.ts";

const MOST_BYTES = 256_000;

interface Chosen {
  readonly name: string;
  readonly text: string;
  readonly preview: ImportPreview;
}

/** Settings as a file, out and in. An import shows what it would change before it changes anything. */
export function TransferView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [left, setLeft] = useState<readonly string[]>();
  const [chosen, setChosen] = useState<Chosen>();
  const [done, setDone] = useState<number>();
  const field = useRef<HTMLInputElement>(null);
  const write = (): void =>
    void run(async () => {
      const exported = await client.settings.export({});
      const blob = new Blob([exported.text], { type: "application/json" });
      download({ name: "fairlead-settings.json", blob });
      setLeft(exported.left);
    });
  const read = (file: File | undefined): void => {
    setDone(undefined);
    setChosen(undefined);
    if (file === undefined) return;
    void run(async () => {
      // What is larger is no settings file: its beginning is enough to say so.
      const content = await file.slice(0, MOST_BYTES).text();
      setChosen({ name: file.name, text: content, preview: await client.settings.preview({ text: content }) });
    });
  };
  const take = ({ text: content }: Chosen): void =>
    void run(async () => {
      setDone((await client.settings.import({ text: content })).changed);
      setChosen(undefined);
    });
  return (
    <div className="dialog-body settings-transfer">
      <section aria-label={text("settings.export")}>
        <h3 className="settings-group">{text("settings.export")}</h3>
        <p className="dim">{text("settings.export.help")}</p>
        <Button disabled={busy} onClick={write}>
          {text("settings.export")}
        </Button>
        {left !== undefined && (
          <p role="status">
            {left.length === 0 ? text("settings.export.done") : text("settings.export.left", { keys: left.join(", ") })}
          </p>
        )}
      </section>
      <section aria-label={text("settings.import")}>
        <h3 className="settings-group">{text("settings.import")}</h3>
        <p className="dim">{text("settings.import.help")}</p>
        <input
          ref={field}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          accept=".json,application/json"
          aria-label={text("settings.import.file")}
          onChange={(event) => {
            read(event.target.files?.[0]);
            // The same file may be chosen again after it was mended.
            event.target.value = "";
          }}
        />
        <Button disabled={busy} onClick={() => field.current?.click()}>
          {text("settings.import.choose")}
        </Button>
        {chosen !== undefined && <Preview chosen={chosen} busy={busy} onTake={() => take(chosen)} />}
        {done !== undefined && <p role="status">{text("settings.import.done", { count: done })}</p>}
      </section>
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}

interface PreviewProps {
  readonly chosen: Chosen;
  readonly busy: boolean;
  readonly onTake: () => void;
}

function Preview({ chosen, busy, onTake }: PreviewProps): ReactNode {
  const text = useText();
  const said = useValueText();
  const language = useTranslation().i18n.language === "id" ? "id" : "en";
  const known = useCell(useServices().descriptions);
  const describe = (key: string) => known.find((description) => description.key === key);
  const name = (key: string, scope: string | undefined): string =>
    `${describe(key)?.label[language] ?? key}${scope === undefined ? "" : ` (${scope})`}`;
  const { changes, same, unknown, invalid, left } = chosen.preview;
  return (
    <div className="settings-preview" role="region" aria-label={text("settings.import.preview", { file: chosen.name })}>
      <p>{text("settings.import.counts", { file: chosen.name, count: changes.length, same })}</p>
      <ul>
        {changes.map(({ key, scope, from, to }) => (
          <li key={`${key} ${scope ?? ""}`}>
            {name(key, scope)}:{" "}
            {text("settings.changes.from", { from: said(describe(key), from), to: said(describe(key), to) })}
          </li>
        ))}
      </ul>
      {invalid.length > 0 && (
        <>
          <p>{text("settings.import.invalid")}</p>
          <ul>
            {invalid.map(({ key, scope, takes }) => (
              <li key={`${key} ${scope ?? ""}`}>
                {name(key, scope)}: <code>{key}</code>, {text("settings.import.takes", { takes })}
              </li>
            ))}
          </ul>
        </>
      )}
      {unknown.length > 0 && <p>{text("settings.import.unknown", { keys: unknown.join(", ") })}</p>}
      {left.length > 0 && <p>{text("settings.import.left", { keys: left.join(", ") })}</p>}
      <Button look="primary" disabled={busy || changes.length === 0} onClick={onTake}>
        {text("settings.import.take", { count: changes.length })}
      </Button>
    </div>
  );
}
