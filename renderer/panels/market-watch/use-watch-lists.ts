import { useCallback, useMemo } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useSetSetting, useSetting } from "../../hooks/use-setting.ts";
import { listsValue, readLists, type WatchList } from "./watch-lists.ts";

/** The user's lists and how they stand, as the profile keeps them: the same in every window, undone in the settings. */
export interface WatchLists {
  readonly grouped: boolean;
  readonly lists: readonly WatchList[];
  readonly folded: ReadonlySet<string>;
  readonly setGrouped: (grouped: boolean) => void;
  readonly change: (lists: readonly WatchList[]) => void;
  /** Folds a group, or unfolds it. */
  readonly fold: (group: string, folded: boolean) => void;
  /** Why the last change was not kept. */
  readonly error: unknown;
}

export function useWatchLists(): WatchLists {
  const grouped = useSetting("appearance.watchGroups")?.value !== false;
  const kept = useSetting("watch.lists")?.value;
  const keptFolded = useSetting("watch.folded")?.value;
  const set = useSetSetting();
  const { error, run } = useCommand();
  const lists = useMemo(() => readLists(kept), [kept]);
  const folded = useMemo(() => new Set(Array.isArray(keptFolded) ? keptFolded : []), [keptFolded]);
  const change = useCallback(
    (next: readonly WatchList[]) => void run(() => set("watch.lists", listsValue(next))),
    [run, set],
  );
  const fold = useCallback(
    (group: string, closed: boolean) => {
      const others = [...folded].filter((each) => each !== group);
      void run(() => set("watch.folded", closed ? [...others, group] : others));
    },
    [run, set, folded],
  );
  const setGrouped = useCallback((next: boolean) => void run(() => set("appearance.watchGroups", next)), [run, set]);
  return { grouped, lists, folded, setGrouped, change, fold, error };
}
