import { Keyboard } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import "./trading-keys.css";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { dialogIsOpen, isWriting } from "./key-bindings.ts";
import { KeySheet } from "./key-sheet.tsx";
import { useIsArmed } from "./use-is-armed.ts";

/** The way to the list of keys, by `?` too; while trading keys are armed it says so, and takes it back at a press. */
export function KeySwitch(): ReactNode {
  const text = useText();
  const { keys } = useServices();
  const armed = useIsArmed();
  const account = useShownAccount();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target) || dialogIsOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(true);
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
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
      <IconButton label={text("keys.open")} aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        <Icon of={Keyboard} />
      </IconButton>
      <KeySheet open={open} onClose={() => setOpen(false)} />
    </>
  );
}
