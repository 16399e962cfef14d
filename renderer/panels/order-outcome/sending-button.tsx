import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { Account } from "#shared/contract/accounts.ts";
import "../../ui/hold-button.css";
import "./sending-button.css";
import { useHold } from "../../hooks/use-hold.ts";
import { HOLD_MS, useLiveHold } from "../../hooks/use-live-hold.ts";
import { useText } from "../../i18n/use-text.ts";
import type { ButtonProps } from "../../ui/button.tsx";
import "../../ui/button.css";
import { classes } from "../../ui/classes.ts";
import { SENDS } from "../../ui/echo-guard.ts";
import { HoldFill } from "../../ui/hold-button.tsx";

/** How long the words about a hold that was too short stay. */
const NOTE_MS = 4_000;

interface SendingButtonProps extends Omit<ButtonProps, "onClick" | "look"> {
  readonly account: Pick<Account, "nature"> | undefined;
  /** What it sends and where to, in words: said while it is held, and its name where it shows only an icon. */
  readonly what: string;
  readonly onSend: () => void;
}

/**
 * A button that sends something to an account: one press where no real money moves, held for a second on a live account
 * unless the setting says otherwise. Its looks are its user's.
 */
export function SendingButton(props: SendingButtonProps): ReactNode {
  const { account, what, onSend, className, children, title, ...rest } = props;
  const text = useText();
  const hold = useLiveHold(account);
  const [early, setEarly] = useState(false);
  const { held, handlers } = useHold({
    holdMs: HOLD_MS,
    onHeld: () => {
      setEarly(false);
      onSend();
    },
    onEarly: () => setEarly(true),
  });
  useEffect(() => {
    if (!early) return;
    const timer = setTimeout(() => setEarly(false), NOTE_MS);
    return () => clearTimeout(timer);
  }, [early]);
  if (!hold) {
    return (
      <button type="button" {...rest} {...SENDS} className={className} title={title} onClick={onSend}>
        {children}
      </button>
    );
  }
  const said = held ? text("hold.keep", { what }) : early ? text("hold.early") : undefined;
  return (
    <>
      <button
        type="button"
        {...rest}
        className={classes("hold", className)}
        title={text("hold.title", { what: title ?? what })}
        data-holding={held || undefined}
        {...handlers}
      >
        <HoldFill held={held} holdMs={HOLD_MS} />
        {children}
      </button>
      {said !== undefined &&
        createPortal(
          <p className="hold-note" role="status">
            {said}
          </p>,
          document.body,
        )}
    </>
  );
}

/** The same with only an icon. */
export function SendingIconButton({ what, className, ...rest }: SendingButtonProps): ReactNode {
  return (
    <SendingButton
      {...rest}
      what={what}
      aria-label={what}
      title={what}
      className={classes("button", "button-quiet", "button-icon", className)}
    />
  );
}
