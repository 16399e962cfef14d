import { shownChord } from "../app/commands/chord.ts";
import { useText } from "../i18n/use-text.ts";
import { useServices } from "../services/services.ts";
import { useCell } from "./use-store.ts";

interface Keys {
  /** As it is shown; undefined: the command has no key. */
  readonly chord: string | undefined;
  /** The same for `aria-keyshortcuts`. */
  readonly aria: string | undefined;
}

/** The key that does a command now. */
export function useKeys(commandId: string): Keys {
  const chord = useCell(useServices().keyMap).chordOf(commandId);
  return { chord: shownChord(chord), aria: chord?.replace("Ctrl", "Control") };
}

/** What opens the ticket, the palette and the list of keys, for use in a sentence: the key, else the way without one. */
export function useKeyNames(): Readonly<Record<"ticket" | "palette" | "keys", string>> {
  const text = useText();
  const without = text("keys.search");
  return {
    ticket: useKeys("ticket.toggle").chord ?? without,
    palette: useKeys("palette.open").chord ?? without,
    keys: useKeys("keys.open").chord ?? without,
  };
}
