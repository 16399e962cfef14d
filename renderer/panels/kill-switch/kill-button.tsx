import { Lock, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { AccountId } from "#shared/market/brands.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { HoldButton } from "../../ui/hold-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { KillVerb } from "./kill-view.ts";

const HOLD_MS = 1_000;
/** How long the words about a hold that was too short stay. */
const NOTE_MS = 4_000;

interface KillButtonProps {
  readonly verb: KillVerb;
  /** Null = every account. */
  readonly scope: AccountId | null;
  readonly latched: boolean;
  readonly hold: boolean;
  /** Whose account it acts on. */
  readonly tag: ReactNode;
}

/** One verb. Pressing it again while it is latched asks for it again, which does no harm. */
export function KillButton({ verb, scope, latched, hold, tag }: KillButtonProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run, forget } = useCommand();
  const [early, setEarly] = useState(false);
  useEffect(() => {
    if (!early) return;
    const timer = setTimeout(() => setEarly(false), NOTE_MS);
    return () => clearTimeout(timer);
  }, [early]);
  const fire = (): void => {
    setEarly(false);
    void run(() => client.trading.latch({ accountId: scope, verb }));
  };
  const long = text(`kill.${verb}.long`);
  const shared = {
    className: `kill-button kill-${verb}`,
    "data-latched": latched || undefined,
    "aria-busy": busy,
    title: hold ? `${long}. ${text("kill.hold")}` : long,
  };
  const inside = (verbWords: string): ReactNode => (
    <span className="kill-words">
      <span className="kill-verb">
        {verbWords}
        {latched && (
          <span className="kill-latched">
            <Icon of={Lock} size={11} />
            <span className="visually-hidden">{text("kill.latched")}</span>
          </span>
        )}
      </span>
      <span className="kill-tag">{tag}</span>
    </span>
  );
  const usual = inside(text(busy ? "kill.sending" : `kill.${verb}`));
  return (
    <>
      {hold ? (
        <HoldButton
          {...shared}
          holdMs={HOLD_MS}
          holding={inside(text("kill.holding"))}
          onHeld={fire}
          onEarly={() => setEarly(true)}
        >
          {usual}
        </HoldButton>
      ) : (
        <Button {...shared} onClick={fire}>
          {usual}
        </Button>
      )}
      {early && (
        <p className="kill-note" role="status">
          {text("kill.released")}
        </p>
      )}
      {error !== undefined && (
        <div className="kill-note kill-fault" role="alert">
          <div>
            <ErrorNote error={error} />
            <p className="dim">{text("kill.fallback")}</p>
          </div>
          <IconButton label={text("outcome.dismiss")} onClick={forget}>
            <Icon of={X} />
          </IconButton>
        </div>
      )}
    </>
  );
}
