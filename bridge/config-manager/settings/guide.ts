import type { SettingSpec } from "./setting.ts";

export const GUIDE_SETTINGS = {
  "guide.done": {
    kind: "list",
    maxItems: 40,
    itemPattern: /^[a-z][\w.-]{0,40}$/,
    default: [],
    applies: "at once",
    label: { en: "Guide", id: "Panduan" },
    help: {
      en: "What of the guide has been read and done.",
      id: "Bagian panduan yang sudah dibaca dan dikerjakan.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
