import type { SettingSpec } from "./setting.ts";

/** The depth of market: how often it is told, and what of it is kept. */
export const DEPTH_SETTINGS = {
  "depth.everyMs": {
    kind: "number",
    unit: "ms",
    applies: "at once",
    default: 200,
    min: 20,
    max: 5_000,
    step: 10,
    label: { en: "Depth at most every", id: "Kedalaman paling sering tiap" },
    help: {
      en: "MT5 sends the whole book each time. A shorter pause costs its thread time.",
      id: "MT5 mengirim seluruh buku setiap kali. Jeda lebih pendek memakan waktu utasnya.",
    },
  },
  "depth.record": {
    kind: "list",
    maxItems: 20,
    itemPattern: /^[^\s,]{1,31}$/,
    applies: "at once",
    default: [],
    label: { en: "Record depth of", id: "Rekam kedalaman" },
    help: {
      en: "Symbols whose books are kept on disk, of every account that has them, whether anybody looks or not.",
      id: "Simbol yang bukunya disimpan di disk, dari setiap akun yang memilikinya, dilihat atau tidak.",
    },
  },
  "depth.keepDays": {
    kind: "number",
    unit: "days",
    applies: "at once",
    default: 7,
    min: 1,
    max: 3_650,
    step: 1,
    label: { en: "Keep recorded depth", id: "Simpan rekaman kedalaman" },
    help: {
      en: "Older images are let go. A busy symbol fills some 50 MB a day.",
      id: "Gambar yang lebih lama dilepas. Simbol yang ramai mengisi sekitar 50 MB sehari.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
