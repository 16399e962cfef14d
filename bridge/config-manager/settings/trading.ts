import type { SettingSpec } from "./setting.ts";

const ms = (
  from: { readonly default: number; readonly min: number; readonly max: number; readonly step: number },
  label: { readonly en: string; readonly id: string },
  help: { readonly en: string; readonly id: string },
) => ({ kind: "number", unit: "ms", applies: "restart", ...from, label, help }) as const;

/** The fields of the trading service's own settings, by their names (see trading/settings.ts), and how the window sends. */
export const TRADING_SETTINGS = {
  "trading.liveSend": {
    kind: "choice",
    choices: ["hold", "press"],
    default: "hold",
    applies: "at once",
    label: { en: "Sending on a live account", id: "Mengirim di akun riil" },
    help: {
      en: "What a button asks for before it sends with real money: to be held for a second, or one press.",
      id: "Yang diminta tombol sebelum mengirim dengan uang sungguhan: ditahan satu detik, atau sekali tekan.",
    },
  },
  "trading.notSentAfterMs": ms(
    { default: 180_000, min: 60_000, max: 3_600_000, step: 1_000 },
    { en: "Not sent after", id: "Dianggap tidak terkirim setelah" },
    {
      en: "How long MT5 must have been connected, with history read and nothing found, before an order whose answer was lost counts as not sent.",
      id: "Lama MT5 harus terhubung, dengan riwayat terbaca dan tanpa jejak, sebelum order yang jawabannya hilang dianggap tidak terkirim.",
    },
  ),
  "trading.answerMs": ms(
    { default: 5_000, min: 500, max: 60_000, step: 100 },
    { en: "Answer expected within", id: "Jawaban diharapkan dalam" },
    {
      en: "Without a word from MT5 after this an order is shown as unknown and searched for.",
      id: "Tanpa kabar dari MT5 setelah ini, order ditampilkan sebagai tidak diketahui dan dicari.",
    },
  ),
  "trading.orderValidMs": ms(
    { default: 10_000, min: 1_000, max: 60_000, step: 500 },
    { en: "Order good for", id: "Order berlaku selama" },
    {
      en: "MT5 refuses an order that reaches it later than this.",
      id: "MT5 menolak order yang tiba lebih lambat dari ini.",
    },
  ),
  "trading.quoteMs": ms(
    { default: 10_000, min: 1_000, max: 300_000, step: 500 },
    { en: "Quote is old after", id: "Harga basi setelah" },
    {
      en: "No new risk is taken on a quote older than this.",
      id: "Tidak ada risiko baru dengan harga lebih lama dari ini.",
    },
  ),
  "trading.accountMs": ms(
    { default: 10_000, min: 6_000, max: 60_000, step: 500 },
    { en: "Account is old after", id: "Data akun basi setelah" },
    {
      en: "Without figures newer than this no new risk is taken, and MT5's lease is not renewed.",
      id: "Tanpa data lebih baru dari ini tidak ada risiko baru, dan izin MT5 tidak diperbarui.",
    },
  ),
  "trading.leaseMs": ms(
    { default: 5_000, min: 3_000, max: 60_000, step: 500 },
    { en: "Lease lasts", id: "Izin berlaku" },
    {
      en: "Without Fairlead's renewal MT5 takes no new risk after this.",
      id: "Tanpa pembaruan dari Fairlead, MT5 tidak mengambil risiko baru setelah ini.",
    },
  ),
  "trading.flattenOnLapse": {
    kind: "flag",
    default: false,
    applies: "at once",
    perAccount: true,
    label: { en: "Close automated positions when Fairlead dies", id: "Tutup posisi otomatis bila Fairlead mati" },
    help: {
      en: "When the lease lapses the EA closes the positions that sessions opened. Off: they stay, with their stops.",
      id: "Saat izin habis, EA menutup posisi yang dibuka sesi. Mati: posisi tetap, dengan stop-nya.",
    },
  },
  "trading.historyDays": {
    kind: "number",
    unit: "days",
    min: 1,
    max: 3_650,
    step: 1,
    default: 30,
    applies: "restart",
    label: { en: "History read at first", id: "Riwayat dibaca pertama kali" },
    help: {
      en: "Days of deals that are read of an account seen for the first time.",
      id: "Hari transaksi yang dibaca dari akun yang pertama kali terlihat.",
    },
  },
  "trading.slippagePoints": {
    kind: "number",
    unit: "points",
    min: 0,
    max: 1_000,
    step: 1,
    default: 0,
    applies: "restart",
    label: { en: "Slippage in worst cases", id: "Slippage dalam kasus terburuk" },
    help: {
      en: "Points that market orders and stops are assumed to fill worse, in every worst case and size.",
      id: "Poin yang dianggap lebih buruk saat order pasar dan stop terisi, di setiap kasus terburuk dan ukuran.",
    },
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
