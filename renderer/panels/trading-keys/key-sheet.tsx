import type { ReactNode } from "react";
import "./trading-keys.css";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { KEY_ACTIONS } from "../../stores/trading-keys.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { keyName } from "./key-bindings.ts";
import { useIsArmed } from "./use-is-armed.ts";

/** Keys that send nothing: always there. */
const GENERAL: readonly (readonly [keys: readonly string[], what: TextKey])[] = [
  [["F9"], "keys.general.ticket"],
  [["?"], "keys.general.sheet"],
  [["15", "4h", "1d", "↵"], "keys.general.timeframe"],
  [["←", "→", "PgUp", "PgDn", "+", "\u2212", "End"], "keys.general.chart"],
  [["↑", "↓", "Shift+↑", "↵", "Esc"], "keys.general.line"],
  [["↑", "↓", "↵", "a…z"], "keys.general.watch"],
];

/** Every key there is, and the place where trading keys are armed. */
export function KeySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { keys } = useServices();
  const armed = useIsArmed();
  const account = useShownAccount();
  return (
    <Dialog
      open={open}
      title={text("keys.title")}
      closeLabel={text("form.close")}
      className="key-sheet"
      onClose={onClose}
    >
      <div className="dialog-body">
        <section aria-label={text("keys.trading")} className="key-group" data-armed={armed || undefined}>
          <h3>
            {text("keys.trading")} <span className="key-state">{text(`keys.trading.${armed ? "on" : "off"}`)}</span>
          </h3>
          <p className="dim">{text("keys.trading.why")}</p>
          <dl className="key-list">
            {KEY_ACTIONS.map((action) => (
              <KeyRow key={action} keys={[keyName(action)]} what={text(`keys.${action}`)} />
            ))}
          </dl>
          {account === undefined ? (
            <p className="dim">{text("keys.noAccount")}</p>
          ) : (
            <Button
              look={armed ? "plain" : "primary"}
              aria-pressed={armed}
              onClick={() => {
                keys.armedFor.set(armed ? undefined : account.id);
                onClose();
              }}
            >
              {text(armed ? "keys.disarm" : "keys.arm")} {!armed && <AccountTag account={account} />}
            </Button>
          )}
        </section>
        <section aria-label={text("keys.general")} className="key-group">
          <h3>{text("keys.general")}</h3>
          <dl className="key-list">
            {GENERAL.map(([pressed, what]) => (
              <KeyRow key={what} keys={pressed} what={text(what)} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function KeyRow({ keys, what }: { readonly keys: readonly string[]; readonly what: string }): ReactNode {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
