import { useCallback, useMemo } from "react";
import type { SettingValue } from "#shared/contract/settings.ts";
import { useCommandsInTurn } from "../../hooks/use-commands-in-turn.ts";
import { useSetSetting, useSetting } from "../../hooks/use-setting.ts";
import { useServices } from "../../services/services.ts";
import { listsValue, readLists, type WatchList } from "./watch-lists.ts";

/** What is done to the lists, whatever they are when its turn has come. */
export type ListChange = (lists: readonly WatchList[]) => readonly WatchList[];

/** The user's lists and how they stand, as the profile keeps them: the same in every window, undone in the settings. */
export interface WatchLists {
  readonly grouped: boolean;
  readonly lists: readonly WatchList[];
  readonly folded: ReadonlySet<string>;
  readonly setGrouped: (grouped: boolean) => void;
  readonly change: (change: ListChange) => void;
  /** Folds a group, or unfolds it. */
  readonly fold: (group: string, folded: boolean) => void;
  /** Why the last change was not kept. */
  readonly error: unknown;
}

const readFolded = (value: SettingValue | undefined): ReadonlySet<string> => new Set(Array.isArray(value) ? value : []);

export function useWatchLists(): WatchLists {
  const { settings } = useServices();
  const grouped = useSetting("appearance.watchGroups")?.value !== false;
  const kept = useSetting("watch.lists")?.value;
  const keptFolded = useSetting("watch.folded")?.value;
  const set = useSetSetting();
  // Keys are pressed faster than a disk answers: each change waits for the one before, and begins with what that left.
  const { error, run } = useCommandsInTurn();
  const lists = useMemo(() => readLists(kept), [kept]);
  const folded = useMemo(() => readFolded(keptFolded), [keptFolded]);
  const change = useCallback(
    (next: ListChange) =>
      run(async () => {
        const before = readLists(settings.get("watch.lists")?.value);
        const after = next(before);
        if (after !== before) await set("watch.lists", listsValue(after));
      }),
    [run, set, settings],
  );
  const fold = useCallback(
    (group: string, closed: boolean) =>
      run(async () => {
        const others = [...readFolded(settings.get("watch.folded")?.value)].filter((each) => each !== group);
        await set("watch.folded", closed ? [...others, group] : others);
      }),
    [run, set, settings],
  );
  const setGrouped = useCallback((next: boolean) => run(() => set("appearance.watchGroups", next)), [run, set]);
  return { grouped, lists, folded, setGrouped, change, fold, error };
}
