import { useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { shownChord } from "../../app/commands/chord.ts";
import { commandText } from "../../app/commands/command-text.ts";
import { useCell } from "../../hooks/use-store.ts";
import { LANGUAGES, type Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstruments } from "../../services/shown.ts";
import type { PaletteItem } from "./palette-items.ts";

/** Everything that the palette finds: commands that can be done now, workspaces, and the account's symbols. */
export function usePaletteItems(): readonly PaletteItem[] {
  const text = useText();
  const { i18n } = useTranslation();
  const { commands, keyMap, workspaces, workspace, desk } = useServices();
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  const keys = useCell(keyMap);
  const { all: arrangements, currentId } = useCell(workspaces.state);
  const instruments = useShownInstruments();
  return useMemo(() => {
    const languages: readonly Text[] = LANGUAGES.map((language) => {
      const t = i18n.getFixedT(language);
      return (key, values) => t(key, values ?? {});
    });
    return [
      ...all
        .filter(({ id, run, when }) => run !== undefined && id !== "palette.open" && when?.() !== false)
        .map((command) => ({
          id: command.id,
          words: commandText(text, command),
          group: text(`command.group.${command.group}`),
          keys: shownChord(keys.chordOf(command.id)),
          names: languages.map((language) => commandText(language, command)),
          run: () => void commands.run(command.id),
        })),
      ...arrangements
        .filter(({ id }) => id !== currentId)
        .map(({ id, name }) => ({
          id: `workspace ${id}`,
          words: text("palette.workspace", { name }),
          group: text("command.group.workspace"),
          keys: undefined,
          names: [name, ...languages.map((language) => language("palette.workspace", { name }))],
          run: () => void workspaces.choose(id),
        })),
      ...instruments.map(({ id, symbol, description }) => ({
        id: `symbol ${id}`,
        words: description === "" ? symbol : `${symbol} \u2013 ${description}`,
        group: text("command.group.symbol"),
        keys: undefined,
        names: [symbol, description],
        run: () => {
          workspace.getState().chooseInstrument(id);
          desk.show("chart");
        },
      })),
    ];
  }, [text, i18n, commands, all, keys, workspaces, arrangements, currentId, instruments, workspace, desk]);
}
