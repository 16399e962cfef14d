import type { SettingSpec } from "./setting.ts";

export const APPEARANCE_SETTINGS = {
  "appearance.theme": {
    kind: "choice",
    choices: ["system", "dark", "light"],
    default: "system",
    applies: "at once",
    synced: true,
    label: { en: "Theme", id: "Tema" },
    help: { en: "System follows the computer's own setting.", id: "Sistem mengikuti pengaturan komputer." },
  },
  "appearance.language": {
    kind: "choice",
    choices: ["system", "en", "id"],
    default: "system",
    applies: "at once",
    synced: true,
    label: { en: "Language", id: "Bahasa" },
    help: { en: "English or Indonesian.", id: "Inggris atau Indonesia." },
  },
  "appearance.density": {
    kind: "choice",
    choices: ["compact", "normal", "comfortable"],
    default: "normal",
    applies: "at once",
    synced: true,
    label: { en: "Density", id: "Kerapatan" },
    help: { en: "How much room each row takes.", id: "Seberapa tinggi setiap baris." },
  },
  "appearance.palette": {
    kind: "choice",
    choices: ["classic", "swapped", "blue-orange"],
    default: "classic",
    applies: "at once",
    synced: true,
    label: { en: "Price colours", id: "Warna harga" },
    help: {
      en: "Classic: green up, red down. Swapped: red up. Blue and orange can be told apart by everyone.",
      id: "Klasik: hijau naik, merah turun. Ditukar: merah naik. Biru dan oranye dapat dibedakan semua orang.",
    },
  },
  "appearance.spreadUnit": {
    kind: "choice",
    choices: ["points", "pips"],
    default: "points",
    applies: "at once",
    synced: true,
    label: { en: "Spread in", id: "Spread dalam" },
    help: { en: "Ten points are one pip on 5-digit quotes.", id: "Sepuluh poin adalah satu pip pada kutipan 5 digit." },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
