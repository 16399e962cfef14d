import { Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import "./trading-keys.css";
import { useCell } from "../../hooks/use-store.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useIsArmed } from "./use-is-armed.ts";

/** The way to the list of keys; while trading keys are armed it says so, and takes it back at a press. */
export function KeySwitch(): ReactNode {
  const text = useText();
  const { keys, keyMap, dialog } = useServices();
  const armed = useIsArmed();
  const account = useShownAccount();
  const shortcut = useCell(keyMap).chordOf("keys.open");
  return (
    <>
      {armed && account !== undefined && (
        <Button
          className="keys-armed"
          title={text("keys.armed.long", { account: accountText(text, account) })}
          onClick={() => keys.armedFor.set(undefined)}
        >
          {text("keys.armed")}
        </Button>
      )}
      <IconButton label={text("keys.open")} aria-keyshortcuts={shortcut} onClick={() => dialog.set("keys")}>
        <Icon of={Keyboard} />
      </IconButton>
    </>
  );
}
