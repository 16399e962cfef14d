import type { SettingSpec } from "./setting.ts";

const ms = (
  from: { readonly default: number; readonly min: number; readonly max: number; readonly step: number },
  label: { readonly en: string; readonly id: string },
  help: { readonly en: string; readonly id: string },
) => ({ kind: "number", unit: "ms", applies: "restart", ...from, label, help }) as const;

/** The fields of the collector's own settings, by their names (see data-collector/settings.ts). */
export const COLLECTOR_SETTINGS = {
  "collector.symbols": {
    kind: "list",
    maxItems: 2_000,
    // MT5 symbol names: up to 31 characters, no control characters (SYMBOL_NAME).
    itemPattern: /^[^\p{Cc}]{1,31}$/u,
    default: [],
    applies: "restart",
    label: { en: "Symbols to collect", id: "Simbol yang dikumpulkan" },
    help: { en: "None named: those in MT5's Market Watch.", id: "Kosong: simbol di Market Watch MT5." },
  },
  "collector.maxSymbols": {
    kind: "number",
    unit: "symbols",
    min: 1,
    max: 2_000,
    step: 1,
    default: 60,
    applies: "restart",
    label: { en: "Most symbols a terminal", id: "Simbol terbanyak per terminal" },
    help: {
      en: "Beyond this the rest is left out, and that is reported.",
      id: "Selebihnya tidak dikumpulkan, dan itu dilaporkan.",
    },
  },
  "collector.tailTicks": {
    kind: "number",
    unit: "ticks",
    min: 64,
    max: 4_096,
    step: 1,
    default: 4_096,
    applies: "restart",
    label: { en: "Ticks compared on resume", id: "Tick yang dibandingkan saat lanjut" },
    help: {
      en: "Ticks before the cursor that are compared with MT5's history, to notice that a broker rewrote it.",
      id: "Tick sebelum kursor yang dibandingkan dengan riwayat MT5, agar perubahan oleh broker diketahui.",
    },
  },
  "collector.gapMs": ms(
    { default: 60_000, min: 1_000, max: 3_600_000, step: 1_000 },
    { en: "Gap from", id: "Celah mulai" },
    {
      en: "A silence longer than this in market hours is looked into.",
      id: "Diam lebih lama dari ini pada jam pasar diperiksa.",
    },
  ),
  "collector.settleMs": ms(
    { default: 10_000, min: 0, max: 300_000, step: 100 },
    { en: "Settle after reconnect", id: "Tunggu setelah tersambung" },
    { en: "Time for MT5 to complete its own history first.", id: "Waktu bagi MT5 melengkapi riwayatnya dahulu." },
  ),
  "collector.serviceMs": ms(
    { default: 3_000, min: 0, max: 60_000, step: 100 },
    { en: "Wait for history service", id: "Tunggu layanan riwayat" },
    {
      en: "Time for MT5's history service to connect after its EA, before you are asked to start it.",
      id: "Waktu bagi layanan riwayat MT5 untuk tersambung setelah EA, sebelum Anda diminta menjalankannya.",
    },
  ),
  "collector.historyMs": ms(
    { default: 60_000, min: 5_000, max: 600_000, step: 1_000 },
    { en: "History deadline", id: "Batas waktu riwayat" },
    {
      en: "MT5 may block for 45 s on a history it must download.",
      id: "MT5 dapat terhenti 45 detik saat mengunduh riwayat.",
    },
  ),
  "collector.answerMs": ms(
    { default: 10_000, min: 1_000, max: 60_000, step: 100 },
    { en: "Answer deadline", id: "Batas waktu jawaban" },
    {
      en: "Longest wait for an answer that needs no history, such as the list of symbols.",
      id: "Tunggu terlama untuk jawaban tanpa riwayat, seperti daftar simbol.",
    },
  ),
  "collector.backOffFirstMs": ms(
    { default: 1_000, min: 100, max: 60_000, step: 100 },
    { en: "First wait for history", id: "Jeda pertama riwayat" },
    {
      en: "Wait before a failed request is made again; doubles.",
      id: "Jeda sebelum permintaan diulang; berlipat dua.",
    },
  ),
  "collector.backOffMaxMs": ms(
    { default: 30_000, min: 1_000, max: 600_000, step: 1_000 },
    { en: "Longest wait for history", id: "Jeda terpanjang riwayat" },
    { en: "Waits never grow beyond this.", id: "Jeda tidak melebihi ini." },
  ),
  "collector.historyCredit": {
    kind: "number",
    unit: "frames",
    min: 1,
    max: 64,
    step: 1,
    default: 8,
    applies: "restart",
    label: { en: "History frames under way", id: "Bingkai riwayat berjalan" },
    help: {
      en: "More is faster and weighs more on live ticks.",
      id: "Lebih banyak lebih cepat, namun membebani tick langsung.",
    },
  },
  "collector.warnAfterTries": {
    kind: "number",
    unit: "tries",
    min: 1,
    max: 100,
    step: 1,
    default: 3,
    applies: "restart",
    label: { en: "Warn about history after", id: "Peringatkan riwayat setelah" },
    help: {
      en: "Fruitless tries before a gap is recorded as it is.",
      id: "Percobaan gagal sebelum celah dicatat apa adanya.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
