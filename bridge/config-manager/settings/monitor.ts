import type { SettingSpec } from "./setting.ts";

/** What the market monitor calls stale, frozen, closed and the same. */
export const MONITOR_SETTINGS = {
  "monitor.staleMs": {
    kind: "number",
    unit: "ms",
    applies: "at once",
    synced: true,
    default: 60_000,
    min: 1_000,
    max: 3_600_000,
    step: 1_000,
    label: { en: "Feed stale after", id: "Aliran usang setelah" },
    help: {
      en: "A feed without a tick for so long in open hours is called stale.",
      id: "Umpan tanpa tick selama ini pada jam buka disebut usang.",
    },
  },
  "monitor.frozenMs": {
    kind: "number",
    unit: "ms",
    applies: "at once",
    synced: true,
    default: 300_000,
    min: 1_000,
    max: 86_400_000,
    step: 1_000,
    label: { en: "Frozen after", id: "Beku setelah" },
    help: {
      en: "A feed whose ticks repeat the same price for so long is called frozen.",
      id: "Umpan yang tick-nya mengulang harga yang sama selama ini disebut beku.",
    },
  },
  "monitor.holidays": {
    kind: "list",
    maxItems: 400,
    itemPattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
    applies: "at once",
    default: [],
    label: { en: "Holidays", id: "Hari libur" },
    help: {
      en: "Broker days without trading, as 2026-12-25. MT5 tells weekly hours only.",
      id: "Hari broker tanpa perdagangan, seperti 2026-12-25. MT5 hanya memberi jam mingguan.",
    },
  },
  "monitor.names": {
    kind: "list",
    maxItems: 400,
    itemPattern: /^[^\s=]{1,31}=[^\s=]{1,31}$/,
    applies: "at once",
    default: [],
    label: { en: "Same instrument", id: "Instrumen yang sama" },
    help: {
      en: "Broker's name and common name, as GER40=DE40. EURUSD.r, XAUUSDm and GOLD are known without it.",
      id: "Nama broker dan nama umum, seperti GER40=DE40. EURUSD.r, XAUUSDm dan GOLD sudah dikenal.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
