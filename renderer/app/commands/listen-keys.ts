import type { Cell } from "../../stores/cell.ts";
import { chordOf, isBare } from "./chord.ts";
import type { CommandRegistry } from "./command-registry.ts";
import { dialogIsOpen, isWriting } from "./focus-guard.ts";
import type { KeyMap } from "./key-map.ts";

/** Does what a key is bound to, from anywhere but a dialog; a bare key stays with the field it is pressed in. */
export function listenKeys(commands: CommandRegistry, keyMap: Cell<KeyMap>): () => void {
  const listen = (event: KeyboardEvent): void => {
    const chord = event.isComposing ? undefined : chordOf(event);
    const id = chord === undefined ? undefined : keyMap.get().idOf(chord);
    if (chord === undefined || id === undefined || commands.get(id)?.run === undefined) return;
    if (dialogIsOpen() || (isBare(chord) && isWriting(event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) commands.run(id);
  };
  window.addEventListener("keydown", listen, { capture: true });
  return () => window.removeEventListener("keydown", listen, { capture: true });
}
