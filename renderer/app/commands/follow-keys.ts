import type { Setting } from "#shared/contract/settings.ts";
import { Cell } from "../../stores/cell.ts";
import type { KeyedStore } from "../../stores/keyed-store.ts";
import type { CommandRegistry } from "./command-registry.ts";
import { BINDINGS, KeyMap } from "./key-map.ts";

/** What the setting holds now; nothing while the bridge has not said it. */
export function bindingsIn(settings: Pick<KeyedStore<string, Setting>, "get">): readonly string[] {
  const value = settings.get(BINDINGS)?.value;
  return Array.isArray(value) ? value : [];
}

/** The keys as they are: follows the commands that are there, and the setting. */
export function followKeys(commands: CommandRegistry, settings: KeyedStore<string, Setting>): Cell<KeyMap> {
  const read = (): KeyMap => new KeyMap(commands.all(), bindingsIn(settings));
  const keyMap = new Cell(read());
  let bindings = bindingsIn(settings);
  commands.subscribe(() => keyMap.set(read()));
  settings.subscribe(() => {
    const now = bindingsIn(settings);
    if (now === bindings) return;
    bindings = now;
    keyMap.set(read());
  });
  return keyMap;
}
