import type { SettingSpec } from "./setting.ts";

/** What the economic calendar shows. */
export const CALENDAR_SETTINGS = {
  "calendar.currencies": {
    kind: "list",
    maxItems: 24,
    itemPattern: /^[A-Z]{3}$/,
    applies: "at once",
    synced: true,
    default: [],
    label: { en: "Currencies in the calendar", id: "Mata uang di kalender" },
    help: { en: "As USD, EUR. Empty shows all.", id: "Seperti USD, EUR. Kosong menampilkan semua." },
  },
  "calendar.importance": {
    kind: "choice",
    choices: ["none", "low", "moderate", "high"],
    applies: "at once",
    synced: true,
    default: "low",
    label: { en: "Least importance in the calendar", id: "Kepentingan terendah di kalender" },
    help: { en: "As MT5's calendar rates an event.", id: "Menurut penilaian kalender MT5." },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
