import type { SettingSpec } from "./setting.ts";

/** What is kept of ticks, and how fast old ones are fetched. Bars are always kept. */
export const TICK_SETTINGS = {
  "ticks.keepDays": {
    kind: "number",
    unit: "days",
    applies: "at once",
    perAccount: true,
    default: 0,
    min: 0,
    max: 36_500,
    step: 1,
    label: { en: "Keep ticks", id: "Simpan tick" },
    help: {
      en: "Older ticks are let go, bars stay. 0 keeps all of them.",
      id: "Tick yang lebih lama dilepas, bar tetap ada. 0 menyimpan semuanya.",
    },
  },
  "ticks.megabytes": {
    kind: "number",
    unit: "MB",
    applies: "at once",
    perAccount: true,
    default: 0,
    min: 0,
    max: 1_000_000,
    step: 1,
    label: { en: "Room for an instrument's ticks", id: "Ruang untuk tick satu instrumen" },
    help: {
      en: "Beyond this the oldest ticks of an instrument are let go, bars stay. 0 sets no limit. A megabyte holds some 500,000 ticks.",
      id: "Di atas ini tick terlama sebuah instrumen dilepas, bar tetap ada. 0 tanpa batas. Satu megabyte memuat sekitar 500.000 tick.",
    },
  },
  "ticks.backfillRate": {
    kind: "number",
    unit: "ticks",
    applies: "at once",
    default: 200_000,
    min: 1_000,
    max: 2_000_000,
    step: 1_000,
    label: { en: "Old ticks a second", id: "Tick lama per detik" },
    help: {
      en: "How fast a terminal is asked for old ticks, at most. Live ticks always go first.",
      id: "Paling cepat sebuah terminal diminta tick lama. Tick langsung selalu didahulukan.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
