import { useEffect, useRef, useState } from "react";
import { chordOf, releases } from "../../app/commands/chord.ts";
import { dialogIsOpen, isWriting } from "../../app/commands/focus-guard.ts";
import { tradingAction } from "../../app/commands/trading-commands.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { HOLD_MS, useLiveHold } from "../../hooks/use-live-hold.ts";
import { type Submission, useSubmit } from "../../hooks/use-submit.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import type { KeyAction, KeyCommand } from "../../stores/trading-keys.ts";
import { useIsArmed } from "./use-is-armed.ts";

/** What became of the last trading key. */
export interface KeyNote {
  readonly action: KeyAction;
  readonly at: "held" | "early" | "sent" | "blocked";
  /** What it sends, or why nothing. */
  readonly words: string;
}

interface Press {
  readonly action: KeyAction;
  readonly chord: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Keys {
  readonly note: KeyNote | undefined;
  readonly submission: Submission;
  /** Of a flatten that the bridge refused. */
  readonly error: unknown;
  readonly forget: () => void;
}

/**
 * Listens to the trading keys while they are armed. A key sends what its owner says at the moment it is pressed; one
 * that has to be held sends when its second is over, and nothing when it is let go before, or the window loses focus.
 */
export function useTradingKeys(): Keys {
  const text = useText();
  const { client, keys, keyMap, status } = useServices();
  const account = useShownAccount();
  const live = useLiveHold(account);
  const armed = useIsArmed();
  const submission = useSubmit();
  const { error, run } = useCommand();
  const [note, setNote] = useState<KeyNote>();
  const { place, holds } = submission;
  const accountId = account?.id;
  const holding = useRef(holds);
  useEffect(() => {
    holding.current = holds;
  }, [holds]);

  // Armed for this account: another one's money is another decision.
  useEffect(() => {
    if (keys.armedFor.get() !== accountId) keys.armedFor.set(undefined);
  }, [keys, accountId]);

  useEffect(() => {
    if (!armed) return;
    let press: Press | undefined;
    const send = (action: KeyAction, command: KeyCommand): void => {
      if ("blocked" in command) return setNote({ action, at: "blocked", words: command.blocked });
      if (command.order !== "flatten" && holding.current)
        return setNote({
          action,
          at: "blocked",
          words: text(status.get().phase === "open" ? "ticket.wait.answer" : "ticket.wait.bridge"),
        });
      setNote({ action, at: "sent", words: command.words });
      if (command.order === "flatten")
        void run(() => client.trading.latch({ accountId: command.accountId, verb: "flattenAll" }));
      else place(command.accountId, command.order);
    };
    const begin = async (action: KeyAction, chord: string): Promise<void> => {
      const own: Press = { action, chord, timer: undefined };
      press = own;
      const over = new Promise<void>((resolve) => {
        own.timer = setTimeout(resolve, HOLD_MS);
      });
      const held = live || action === "flatten";
      const command = await keys.prepare(action);
      if (press !== own) return;
      if (held && command !== undefined && !("blocked" in command)) {
        setNote({ action, at: "held", words: command.words });
        await over;
        if (press !== own) return;
      }
      press = undefined;
      send(action, command ?? { blocked: text("keys.noAccount") });
    };
    const drop = (): void => {
      clearTimeout(press?.timer);
      press = undefined;
    };
    const down = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      const action = chord === undefined ? undefined : tradingAction(keyMap.get().idOf(chord));
      if (chord === undefined || action === undefined || isWriting(event.target) || dialogIsOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat && press === undefined) void begin(action, chord);
    };
    const up = (event: KeyboardEvent): void => {
      const mustHold = press !== undefined && (live || press.action === "flatten");
      if (press === undefined || !mustHold || !releases(press.chord, event)) return;
      setNote({ action: press.action, at: "early", words: "" });
      drop();
    };
    window.addEventListener("keydown", down, { capture: true });
    window.addEventListener("keyup", up, { capture: true });
    window.addEventListener("blur", drop);
    return () => {
      drop();
      window.removeEventListener("keydown", down, { capture: true });
      window.removeEventListener("keyup", up, { capture: true });
      window.removeEventListener("blur", drop);
    };
  }, [armed, live, keys, keyMap, client, status, place, run, text]);

  return { note, submission, error, forget: () => setNote(undefined) };
}
