import type { SettingSpec } from "./setting.ts";

/** What the cloud may ask of this computer. Nothing, unless its user says so here. */
export const CLOUD_SETTINGS = {
  "cloud.reduce": {
    kind: "flag",
    default: false,
    applies: "at once",
    label: { en: "The cloud may reduce risk", id: "Cloud boleh mengurangi risiko" },
    help: {
      en: "Lets the web, the bot and the API pause entries, stop sessions and flatten an account on this computer.",
      id: "Mengizinkan web, bot, dan API menjeda entri, menghentikan sesi, dan menutup semua posisi di komputer ini.",
    },
  },
  "cloud.trade": {
    kind: "flag",
    default: false,
    applies: "at once",
    label: { en: "The cloud may trade", id: "Cloud boleh bertransaksi" },
    help: {
      en: "Lets them start sessions and place orders as well. Each one passes the same limits as an order by hand.",
      id: "Mengizinkan memulai sesi dan mengirim order juga. Semua melewati batas yang sama dengan order manual.",
    },
  },
  "cloud.market": {
    kind: "choice",
    choices: ["off", "bars", "ticks"],
    default: "bars",
    applies: "at once",
    label: { en: "Prices for the cloud", id: "Harga untuk cloud" },
    help: {
      en: "What goes up besides your own records: nothing, the bars of each minute, or the ticks as well. It gives way to your records, and what was left out is named.",
      id: "Yang dikirim selain catatan Anda: tidak ada, bar tiap menit, atau juga tick. Catatan Anda didahulukan, dan yang dilewati disebutkan.",
    },
  },
  "cloud.syncSettings": {
    kind: "flag",
    default: true,
    applies: "at once",
    label: { en: "Same look on all computers", id: "Tampilan sama di semua komputer" },
    help: {
      en: "Keeps settings marked as shared (look, language, alert sounds) alike on every computer signed in to your cloud account.",
      id: "Menyamakan pengaturan bertanda bersama (tampilan, bahasa, bunyi peringatan) di setiap komputer yang masuk ke akun cloud Anda.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
