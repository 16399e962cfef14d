import type { SettingSpec } from "./setting.ts";

export const WATCH_SETTINGS = {
  "appearance.watchGroups": {
    kind: "flag",
    default: true,
    applies: "at once",
    synced: true,
    label: { en: "Groups in the market watch", id: "Kelompok di pantauan pasar" },
    help: {
      en: "Symbols stand in your own lists, and the others by what they are: currencies, metals, indices.",
      id: "Simbol berada di daftar Anda sendiri, dan sisanya menurut jenisnya: mata uang, logam, indeks.",
    },
  },
  "watch.lists": {
    kind: "list",
    maxItems: 2_000,
    // "list:NAME", then "symbol:NAME" of each that is in it: renderer/panels/market-watch/watch-lists.ts reads them.
    itemPattern: /^(list:[^\p{Cc}]{1,40}|symbol:[^\p{Cc}]{1,64})$/u,
    default: [],
    applies: "at once",
    label: { en: "Lists of the market watch", id: "Daftar di pantauan pasar" },
    help: {
      en: "Your own lists and the symbols in them. The market watch makes and changes them.",
      id: "Daftar Anda sendiri dan simbol di dalamnya. Pantauan pasar membuat dan mengubahnya.",
    },
  },
  "watch.folded": {
    kind: "list",
    maxItems: 200,
    itemPattern: /^(list|class):[^\p{Cc}]{1,40}$/u,
    default: [],
    applies: "at once",
    label: { en: "Folded groups", id: "Kelompok yang dilipat" },
    help: {
      en: "Groups of the market watch that show only their heading.",
      id: "Kelompok di pantauan pasar yang hanya menampilkan judulnya.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
