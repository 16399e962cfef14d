import type { SettingSpec } from "./setting.ts";

const ms = (
  from: { readonly default: number; readonly min: number; readonly max: number; readonly step: number },
  label: { readonly en: string; readonly id: string },
  help: { readonly en: string; readonly id: string },
) => ({ kind: "number", unit: "ms", applies: "restart", ...from, label, help }) as const;

/** The fields of the connector's own settings, by their names (see metatrader-connector/settings.ts). */
export const LINK_SETTINGS = {
  "link.heartbeatMs": ms(
    { default: 1_000, min: 250, max: 10_000, step: 50 },
    { en: "Heartbeat", id: "Detak" },
    { en: "How often the EA says that it lives.", id: "Seberapa sering EA memberi tanda hidup." },
  ),
  "link.silenceMs": ms(
    { default: 5_000, min: 1_000, max: 60_000, step: 100 },
    { en: "EA reconnects after", id: "EA menyambung ulang setelah" },
    {
      en: "Silence of Fairlead after which the EA connects anew.",
      id: "Lama Fairlead diam sebelum EA menyambung ulang.",
    },
  ),
  "link.staleMs": ms(
    { default: 3_000, min: 500, max: 60_000, step: 100 },
    { en: "Stale after", id: "Basi setelah" },
    {
      en: "Silence of the EA after which its link is shown as stale.",
      id: "Lama EA diam sebelum tautan ditandai basi.",
    },
  ),
  "link.lostMs": ms(
    { default: 10_000, min: 1_000, max: 300_000, step: 100 },
    { en: "Lost after", id: "Putus setelah" },
    { en: "Silence of the EA after which its session is over.", id: "Lama EA diam sebelum sesinya dianggap putus." },
  ),
  "link.pairingMs": ms(
    { default: 600_000, min: 60_000, max: 600_000, step: 1_000 },
    { en: "Pairing stays open for", id: "Pemasangan terbuka selama" },
    { en: "How long a pairing code is good for.", id: "Berapa lama kode pemasangan berlaku." },
  ),
  "link.backOffFirstMs": ms(
    { default: 1_000, min: 100, max: 60_000, step: 100 },
    { en: "First wait", id: "Jeda pertama" },
    {
      en: "Wait after the first fruitless try; each one doubles.",
      id: "Jeda setelah gagal pertama; tiap kali berlipat dua.",
    },
  ),
  "link.backOffMaxMs": ms(
    { default: 30_000, min: 1_000, max: 600_000, step: 1_000 },
    { en: "Longest wait", id: "Jeda terpanjang" },
    {
      en: "Waits never grow beyond this. Trying never ends.",
      id: "Jeda tidak melebihi ini. Percobaan tidak pernah berhenti.",
    },
  ),
  "link.commandMs": ms(
    { default: 5_000, min: 500, max: 60_000, step: 100 },
    { en: "Command deadline", id: "Batas waktu perintah" },
    {
      en: "Without an answer by then, a command's outcome counts as unknown.",
      id: "Tanpa jawaban sampai saat itu, hasil perintah dianggap tidak diketahui.",
    },
  ),
  "link.pingMs": ms(
    { default: 2_000, min: 500, max: 60_000, step: 100 },
    { en: "Round trip measured every", id: "Waktu bolak-balik diukur tiap" },
    {
      en: "How often the way to the EA and back is measured.",
      id: "Seberapa sering perjalanan ke EA dan kembali diukur.",
    },
  ),
  "link.refusalLogMs": ms(
    { default: 10_000, min: 1_000, max: 3_600_000, step: 1_000 },
    { en: "Refusals reported every", id: "Penolakan dilaporkan tiap" },
    {
      en: "Between two events about refusals for the same reason.",
      id: "Jarak dua laporan penolakan dengan alasan sama.",
    },
  ),
  "link.maxUnackedFrames": {
    kind: "number",
    unit: "frames",
    min: 1,
    max: 64,
    step: 1,
    default: 64,
    applies: "restart",
    label: { en: "Frames under way", id: "Bingkai dalam perjalanan" },
    help: {
      en: "Tick frames that the EA may have sent and not yet seen stored.",
      id: "Bingkai tick yang boleh dikirim EA sebelum tersimpan.",
    },
  },
  "link.hellosPerMinute": {
    kind: "number",
    unit: "tries",
    min: 10,
    max: 100_000,
    step: 10,
    default: 120,
    applies: "restart",
    label: { en: "Connections a minute", id: "Sambungan per menit" },
    help: {
      en: "A terminal whose programs connect more often than this is refused for the rest of the minute.",
      id: "Terminal yang programnya tersambung lebih sering dari ini ditolak sampai menit itu berakhir.",
    },
  },
  "link.warnAfterTries": {
    kind: "number",
    unit: "tries",
    min: 1,
    max: 100,
    step: 1,
    default: 3,
    applies: "restart",
    label: { en: "Warn after", id: "Peringatkan setelah" },
    help: {
      en: "Fruitless tries after which you are warned.",
      id: "Jumlah percobaan gagal sebelum Anda diperingatkan.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
