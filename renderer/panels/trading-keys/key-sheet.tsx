import { type ReactNode, useSyncExternalStore } from "react";
import "./trading-keys.css";
import { isTrading } from "../../app/commands/key-map.ts";
import { useCell } from "../../hooks/use-store.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { KeyLine } from "./key-line.tsx";
import { useIsArmed } from "./use-is-armed.ts";
import { useRebinding } from "./use-rebinding.ts";

/** Keys of lists and lines: part of how they are used, and not to be changed. */
const FIXED: readonly (readonly [keys: readonly string[], what: TextKey])[] = [
  [["15", "4h", "1d", "↵"], "keys.general.timeframe"],
  [["←", "→", "PgUp", "PgDn", "+", "\u2212", "End"], "keys.general.chart"],
  [["↑", "↓", "Shift+↑", "↵", "Esc"], "keys.general.line"],
  [["↑", "↓", "↵", "a…z"], "keys.general.watch"],
  [["F6", "Shift+F6", "Delete"], "keys.general.dock"],
];

/** Every key there is, the way to change it, and the place where trading keys are armed. Mounted while it is open. */
export function KeySheet(): ReactNode {
  const text = useText();
  const { keys, commands, keyMap, dialog } = useServices();
  const armed = useIsArmed();
  const account = useShownAccount();
  const rebinding = useRebinding();
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  const map = useCell(keyMap);
  const close = (): void => dialog.set(undefined);
  const general = all.filter((command) => !isTrading(command));
  const line = (command: (typeof all)[number]): ReactNode => (
    <KeyLine key={command.id} command={command} rebinding={rebinding} />
  );
  return (
    <Dialog open title={text("keys.title")} closeLabel={text("form.close")} className="key-sheet" onClose={close}>
      <div className="dialog-body">
        <section aria-label={text("keys.trading")} className="key-group" data-armed={armed || undefined}>
          <h3>
            {text("keys.trading")} <span className="key-state">{text(`keys.trading.${armed ? "on" : "off"}`)}</span>
          </h3>
          <p className="dim">{text("keys.trading.why")}</p>
          <dl className="key-list">{all.filter(isTrading).map(line)}</dl>
          {account === undefined ? (
            <p className="dim">{text("keys.noAccount")}</p>
          ) : (
            <Button
              look={armed ? "plain" : "primary"}
              aria-pressed={armed}
              onClick={() => {
                keys.armedFor.set(armed ? undefined : account.id);
                close();
              }}
            >
              {text(armed ? "keys.disarm" : "keys.arm")} {!armed && <AccountTag account={account} />}
            </Button>
          )}
        </section>
        <section aria-label={text("keys.general")} className="key-group">
          <h3>{text("keys.general")}</h3>
          <dl className="key-list">{general.filter(({ id }) => map.chordOf(id) !== undefined).map(line)}</dl>
        </section>
        <section aria-label={text("keys.fixed")} className="key-group">
          <h3>{text("keys.fixed")}</h3>
          <dl className="key-list">
            {FIXED.map(([pressed, what]) => (
              <div key={what}>
                <dt>
                  {pressed.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{text(what)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-label={text("keys.unbound")} className="key-group">
          <h3>{text("keys.unbound")}</h3>
          <dl className="key-list">{general.filter(({ id }) => map.chordOf(id) === undefined).map(line)}</dl>
        </section>
      </div>
      <div className="dialog-foot">
        {rebinding.error !== undefined && <ErrorNote error={rebinding.error} />}
        <Button onClick={rebinding.backAll}>{text("keys.back.all")}</Button>
      </div>
    </Dialog>
  );
}
