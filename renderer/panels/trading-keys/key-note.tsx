import { X } from "lucide-react";
import type { ReactNode } from "react";
import "./trading-keys.css";
import { shownChord } from "../../app/commands/chord.ts";
import { tradingId } from "../../app/commands/trading-commands.ts";
import { formatOf, useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { OutcomeLine } from "../order-outcome/outcome-line.tsx";
import { useAccountKeys } from "./use-account-keys.ts";
import { type KeyNote as Note, useTradingKeys } from "./use-trading-keys.ts";

/** What the last trading key did, and what became of its order; nothing while no key was used. */
export function KeyNote(): ReactNode {
  const text = useText();
  const { keyMap } = useServices();
  useAccountKeys();
  const { note, submission, error, forget } = useTradingKeys();
  const instruments = useInstrumentsBySymbol();
  if (note === undefined) return null;
  const words = ({ action, at, words: what }: Note): string => {
    const key = shownChord(keyMap.get().chordOf(tradingId(action))) ?? text(`keys.${action}`);
    switch (at) {
      case "held":
        return text("keys.hold", { key, what });
      case "early":
        return text("keys.early", { key });
      case "sent":
        return text("keys.sent", { key, what });
      case "blocked":
        return text("keys.blocked", { key, why: what });
    }
  };
  const symbol = submission.intent?.symbol;
  return (
    <aside className="key-note" data-at={note.at} aria-label={text("keys.trading")}>
      <div className="key-note-line">
        <p role="status">{words(note)}</p>
        {note.at !== "held" && (
          <IconButton label={text("outcome.dismiss")} onClick={forget}>
            <Icon of={X} />
          </IconButton>
        )}
      </div>
      {note.at === "held" && <span key={note.words} className="key-note-fill" />}
      {note.at === "sent" && note.action !== "flatten" && (
        <OutcomeLine
          submission={submission}
          format={symbol === undefined ? undefined : formatOf(instruments.get(symbol))}
        />
      )}
      {note.at === "sent" && note.action === "flatten" && error !== undefined && <ErrorNote error={error} />}
    </aside>
  );
}
