import { chordProblem } from "./chord.ts";
import type { Command } from "./command.ts";

/** The setting that holds what the user chose: `ID=CHORD`, or `ID=` for no key. */
export const BINDINGS = "keys.bindings";

type Bound = Pick<Command, "id" | "keys" | "run">;

/** Which key does what: each command's own key, and over it what the user chose. One key does one thing. */
export class KeyMap {
  readonly #chords = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  /** @param bindings as in the setting; what cannot be read, or is reserved, is passed over. */
  constructor(commands: readonly Bound[], bindings: readonly string[]) {
    const chosen = readBindings(bindings);
    // What was chosen comes first: a default, also one of a newer version, gives way to it.
    for (const command of commands) {
      const chord = chosen.get(command.id);
      if (chord !== undefined && chord !== "" && chordProblem(chord, isTrading(command)) === undefined)
        this.#bind(command.id, chord);
    }
    for (const { id, keys } of commands) if (keys !== undefined && !chosen.has(id)) this.#bind(id, keys);
  }

  chordOf(id: string): string | undefined {
    return this.#chords.get(id);
  }

  idOf(chord: string): string | undefined {
    return this.#ids.get(chord);
  }

  #bind(id: string, chord: string): void {
    if (this.#ids.has(chord)) return;
    this.#ids.set(chord, id);
    this.#chords.set(id, chord);
  }
}

/** A key that sends an order: only while armed, and never without a modifier. */
export const isTrading = ({ run }: Pick<Command, "run">): boolean => run === undefined;

function readBindings(bindings: readonly string[]): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const binding of bindings) {
    const at = binding.indexOf("=");
    if (at > 0) read.set(binding.slice(0, at), binding.slice(at + 1));
  }
  return read;
}

/** The bindings with one command's key changed; `takenFrom` loses its own. `undefined` as a chord: no key. */
export function rebound(
  bindings: readonly string[],
  id: string,
  chord: string | undefined,
  takenFrom?: string,
): readonly string[] {
  const next = new Map(readBindings(bindings));
  if (takenFrom !== undefined) next.set(takenFrom, "");
  next.set(id, chord ?? "");
  return [...next].map(([each, keys]) => `${each}=${keys}`);
}

/** The bindings with one command back at its own key. */
export const unbound = (bindings: readonly string[], id: string): readonly string[] =>
  bindings.filter((binding) => !binding.startsWith(`${id}=`));
