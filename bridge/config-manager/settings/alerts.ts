import type { SettingSpec } from "./setting.ts";

export const ALERT_SETTINGS = {
  "alerts.sound": {
    kind: "choice",
    choices: ["chime", "bell", "knock"],
    default: "chime",
    applies: "at once",
    synced: true,
    label: { en: "Alert sound", id: "Suara peringatan" },
    help: { en: "What an alert with a sound plays.", id: "Yang diputar peringatan bersuara." },
  },
  "alerts.quietHours": {
    kind: "list",
    maxItems: 4,
    itemPattern: /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
    default: [],
    applies: "at once",
    synced: true,
    label: { en: "Quiet hours", id: "Jam tenang" },
    help: {
      en: "Spans of this computer's time, as 22:00-06:30, without sounds and notifications. The alert centre and the webhook go on.",
      id: "Rentang waktu komputer ini, misalnya 22:00-06:30, tanpa suara dan notifikasi. Pusat peringatan dan webhook tetap berjalan.",
    },
  },
  "alerts.muted": {
    kind: "list",
    maxItems: 24,
    itemPattern: /^(price|indicator|spread|volatility|feed|account|session|platform)(\.(sound|desktop))?$/,
    default: [],
    applies: "at once",
    label: { en: "Muted alerts", id: "Peringatan dibisukan" },
    help: {
      en: "Kinds without sounds and notifications: price, indicator, spread, volatility, feed, account, session, platform; or one of both, as feed.sound, price.desktop. The alert centre keeps them.",
      id: "Jenis tanpa suara dan notifikasi: price, indicator, spread, volatility, feed, account, session, platform; atau salah satunya, misalnya feed.sound, price.desktop. Pusat peringatan tetap menyimpannya.",
    },
  },
  "alerts.webhook": {
    kind: "list",
    maxItems: 1,
    itemPattern: /^https?:\/\/[^\s]{3,500}$/,
    default: [],
    applies: "at once",
    private: true,
    label: { en: "Webhook", id: "Webhook" },
    help: {
      en: "An https address that gets a signed POST for each firing of an alert with a webhook. The Alerts panel makes the secret it is signed with.",
      id: "Alamat https yang menerima POST bertanda tangan untuk setiap peringatan dengan webhook. Panel Peringatan membuat rahasia untuk tanda tangannya.",
    },
  },
  "alerts.webhookPrivate": {
    kind: "flag",
    default: false,
    applies: "at once",
    label: { en: "Webhook inside my network", id: "Webhook di dalam jaringan saya" },
    help: {
      en: "Lets the webhook call this computer and its network, without https too. Off: such addresses are refused, also when a name leads there.",
      id: "Mengizinkan webhook memanggil komputer ini dan jaringannya, juga tanpa https. Mati: alamat seperti itu ditolak, juga bila sebuah nama mengarah ke sana.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
