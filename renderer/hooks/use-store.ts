import { useSyncExternalStore } from "react";
import type { Cell } from "../stores/cell.ts";
import type { KeyedStore } from "../stores/keyed-store.ts";

export const useCell = <T>(cell: Cell<T>): T => useSyncExternalStore(cell.subscribe, cell.get);

export const useAll = <K extends string, V>(store: KeyedStore<K, V>): readonly V[] =>
  useSyncExternalStore(store.subscribe, store.all);
