import { type KeyboardEvent, useState } from "react";
import { type ChordProblem, chordOf, chordProblem } from "../../app/commands/chord.ts";
import type { Command } from "../../app/commands/command.ts";
import { bindingsIn } from "../../app/commands/follow-keys.ts";
import { BINDINGS, isTrading, rebound, unbound } from "../../app/commands/key-map.ts";
import { useCommandsInTurn } from "../../hooks/use-commands-in-turn.ts";
import { useSetSetting } from "../../hooks/use-setting.ts";
import { useServices } from "../../services/services.ts";

/** What the sheet asks about one command's key. */
export interface Asking {
  readonly id: string;
  /** The key that was pressed and cannot simply be taken. */
  readonly pressed?: { readonly chord: string; readonly problem?: ChordProblem; readonly heldBy?: string };
}

interface Rebinding {
  readonly asking: Asking | undefined;
  readonly error: unknown;
  readonly ask: (id: string) => void;
  readonly leave: () => void;
  /** A key pressed while a new one is asked for. */
  readonly press: (command: Command, event: KeyboardEvent) => void;
  /** Gives the pressed key to the command that asked, and takes it from the one that had it. */
  readonly take: () => void;
  readonly back: (id: string) => void;
  readonly backAll: () => void;
}

/** Chooses keys anew: nothing is bound twice, and what another command has is taken only when asked for. */
export function useRebinding(): Rebinding {
  const { settings, keyMap } = useServices();
  const set = useSetSetting();
  const { error, run } = useCommandsInTurn();
  const [asking, setAsking] = useState<Asking>();
  const keep = (change: (now: readonly string[]) => readonly string[]): void => {
    setAsking(undefined);
    run(() => set(BINDINGS, [...change(bindingsIn(settings))]));
  };
  return {
    asking,
    error,
    ask: (id) => setAsking({ id }),
    leave: () => setAsking(undefined),
    press(command, event) {
      const { id } = command;
      if (event.key === "Tab") return setAsking(undefined);
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") return setAsking(undefined);
      if (event.key === "Backspace") return keep((now) => rebound(now, id, undefined));
      const chord = chordOf(event.nativeEvent);
      if (chord === undefined) return;
      const problem = chordProblem(chord, isTrading(command));
      if (problem !== undefined) return setAsking({ id, pressed: { chord, problem } });
      const heldBy = keyMap.get().idOf(chord);
      if (heldBy !== undefined && heldBy !== id) return setAsking({ id, pressed: { chord, heldBy } });
      keep((now) => rebound(now, id, chord));
    },
    take() {
      const { id, pressed } = asking ?? {};
      if (id === undefined || pressed?.heldBy === undefined) return;
      keep((now) => rebound(now, id, pressed.chord, pressed.heldBy));
    },
    back: (id) => keep((now) => unbound(now, id)),
    backAll: () => keep(() => []),
  };
}
