import type { SettingSpec } from "./setting.ts";

/** How signals reach sessions. */
export const SESSION_SETTINGS = {
  "sessions.queueBound": {
    kind: "number",
    unit: "signals",
    applies: "restart",
    default: 8,
    min: 1,
    max: 100,
    step: 1,
    label: { en: "Signals that may wait", id: "Sinyal yang boleh menunggu" },
    help: {
      en: "Most signals that wait for a session that is busy; more are turned away.",
      id: "Sinyal terbanyak yang menunggu sesi yang sedang sibuk; selebihnya ditolak.",
    },
  },
  "sessions.signalsPerMinute": {
    kind: "number",
    unit: "signals",
    applies: "restart",
    default: 60,
    min: 1,
    max: 6_000,
    step: 1,
    label: { en: "Signals a minute", id: "Sinyal per menit" },
    help: {
      en: "Most signals a minute that one source may send; more are turned away.",
      id: "Sinyal terbanyak per menit dari satu sumber; selebihnya ditolak.",
    },
  },
  "sessions.signalBurst": {
    kind: "number",
    unit: "signals",
    applies: "restart",
    default: 20,
    min: 1,
    max: 1_000,
    step: 1,
    label: { en: "Signals at once", id: "Sinyal sekaligus" },
    help: {
      en: "Most signals that one source may send at once.",
      id: "Sinyal terbanyak yang boleh dikirim satu sumber sekaligus.",
    },
  },
  "sessions.keepDays": {
    kind: "number",
    unit: "days",
    applies: "at once",
    default: 365,
    min: 7,
    max: 3_650,
    step: 1,
    label: { en: "Keep signals and session events", id: "Simpan sinyal dan kejadian sesi" },
    help: {
      en: "Older signals, and events of sessions that are over, are deleted. Trades, orders and deals stay.",
      id: "Sinyal yang lebih lama, dan kejadian sesi yang sudah selesai, dihapus. Transaksi, order, dan deal tetap ada.",
    },
  },
  "sessions.keepSignals": {
    kind: "number",
    unit: "signals",
    applies: "at once",
    default: 100_000,
    min: 1_000,
    max: 1_000_000,
    step: 1_000,
    label: { en: "Most signals kept", id: "Sinyal tersimpan terbanyak" },
    help: {
      en: "Beyond this number the oldest signals are deleted, except those of sessions that are not over.",
      id: "Di atas jumlah ini sinyal terlama dihapus, kecuali milik sesi yang belum selesai.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
