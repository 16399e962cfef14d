import type { SettingSpec } from "./setting.ts";

/** The embedded paper market. */
export const PAPER_SETTINGS = {
  "paper.margin": {
    kind: "choice",
    choices: ["hedging", "netting"],
    default: "hedging",
    applies: "restart",
    label: { en: "Kind of account", id: "Jenis akun" },
    help: {
      en: "Hedging: each trade is a position of its own. Netting: one position a symbol. Each kind has its own paper account.",
      id: "Hedging: tiap transaksi posisi tersendiri. Netting: satu posisi per simbol. Tiap jenis punya akun simulasi sendiri.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
