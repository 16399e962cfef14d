import type { SettingSpec } from "./setting.ts";

export const KEY_SETTINGS = {
  "keys.bindings": {
    kind: "list",
    maxItems: 300,
    // COMMAND=KEY, or COMMAND= for no key: renderer/app/commands/key-map.ts reads them.
    itemPattern: /^[a-z][\w.-]{0,63}=[^\p{Cc},=]{0,40}$/u,
    default: [],
    applies: "at once",
    label: { en: "Keys", id: "Tombol" },
    help: {
      en: "Keys that were chosen instead of the usual ones. The sheet of keys (?) changes them.",
      id: "Tombol yang dipilih sebagai ganti yang biasa. Daftar tombol (?) mengubahnya.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
