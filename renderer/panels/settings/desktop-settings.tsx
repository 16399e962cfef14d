import { type ReactNode, useEffect, useId, useState } from "react";
import type { ShellPreferencesChange, ShellPreferencesView } from "#shared/shell/shell-api.ts";
import { shell } from "../../bridge/shell.ts";
import { useText } from "../../i18n/use-text.ts";

const ROWS = ["autoStart", "stayInTray", "updates"] as const;

/** What the desktop app itself can be told: kept by its shell, for this computer. Nothing in a browser. */
export function DesktopSettings(): ReactNode {
  const text = useText();
  const id = useId();
  const [kept, setKept] = useState<ShellPreferencesView>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    shell?.preferences().then(
      (answer) => current && setKept(answer),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, []);
  if (shell === undefined || (kept === undefined && !failed)) return null;
  const change = (next: ShellPreferencesChange): void =>
    void shell?.setPreferences(next).then(setKept, () => setFailed(true));
  return (
    <section aria-label={text("desktop.title")}>
      <h3 className="settings-group">{text("desktop.title")}</h3>
      {ROWS.map((row) => {
        const on = kept?.[row];
        return (
          <div key={row} className="setting">
            <div className="setting-name">
              <label htmlFor={`${id}-${row}`}>{text(`desktop.${row}`)}</label>
              <span id={`${id}-${row}-help`} className="setting-help">
                {text(on === undefined ? `desktop.${row}.not` : `desktop.${row}.help`)}
              </span>
            </div>
            <input
              id={`${id}-${row}`}
              aria-describedby={`${id}-${row}-help`}
              className="field"
              type="checkbox"
              checked={on === true}
              disabled={on === undefined}
              onChange={(event) => change({ [row]: event.target.checked })}
            />
          </div>
        );
      })}
      {failed && <p role="alert">{text("desktop.failed")}</p>}
    </section>
  );
}
