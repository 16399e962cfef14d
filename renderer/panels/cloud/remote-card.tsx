import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { CloudView } from "#shared/contract/cloud.ts";
import { localStampText } from "../../format/clock.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useSetSetting } from "../../hooks/use-setting.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { isTextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { CloudNote } from "./cloud-note.tsx";

const SWITCHES = ["reduce", "trade"] as const;

/** The two local switches, and every command that came. */
export function RemoteCard({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  return (
    <section className="cloud-card" aria-label={text("cloud.switches")}>
      <h3>{text("cloud.switches")}</h3>
      {SWITCHES.map((name) => (
        <Switch key={name} name={name} />
      ))}
      <p className="dim">{text("cloud.switches.help")}</p>
      <h4>{text("cloud.remote")}</h4>
      {view.remote.length === 0 && <p className="dim">{text("cloud.remote.none")}</p>}
      <ul className="cloud-list">
        {view.remote.map(({ commandId, kind, account, by, atMs, outcome, detail }) => (
          <li key={commandId}>
            <span className="cloud-strong">{named(`cloud.remote.kind.${kind}`, kind)}</span> {account}{" "}
            <span className="dim">
              {by}, {localStampText(atMs)}
            </span>{" "}
            <span data-refused={outcome !== "done" && outcome !== "under way"}>{outcomeText(outcome)}</span>{" "}
            <span className="dim">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );

  function outcomeText(outcome: string): string {
    if (outcome === "done") return text("cloud.remote.done");
    return outcome === "under way" ? text("cloud.remote.going") : named(`cloud.remote.refused.${outcome}`, outcome);
  }

  /** What a newer cloud calls by a name of its own stands as it came. */
  function named(key: string, name: string): string {
    return isTextKey(key) ? text(key) : name;
  }
}

/** One switch, with the words of its setting. */
function Switch({ name }: { readonly name: (typeof SWITCHES)[number] }): ReactNode {
  const { language } = useTranslation().i18n;
  const services = useServices();
  const set = useSetSetting();
  const { busy, error, run } = useCommand();
  const id = useId();
  const key = `cloud.${name}`;
  const value = useAll(services.settings).find((setting) => setting.key === key)?.value;
  const described = useCell(services.descriptions).find((description) => description.key === key);
  if (described === undefined) return null;
  const inLanguage = language === "id" ? "id" : "en";
  return (
    <>
      <div className="cloud-check">
        <input
          id={id}
          className="field"
          type="checkbox"
          disabled={busy}
          checked={value === true}
          aria-describedby={`${id}-help`}
          onChange={(event) => void run(() => set(key, event.target.checked))}
        />
        <label htmlFor={id}>{described.label[inLanguage]}</label>
      </div>
      <p id={`${id}-help`} className="dim">
        {described.help[inLanguage]}
      </p>
      <CloudNote error={error} />
    </>
  );
}
