import type { MetricId } from "./catalogue.ts";
import type { MetricWords } from "./words-en.ts";

/** `hasil` = laba + swap + biaya saat keluar; `biaya masuk` = komisi dan fee deal yang membuka. */
export const METRIC_WORDS_ID: Readonly<Record<MetricId, MetricWords>> = {
  net: { name: "Laba bersih", formula: "jumlah hasil + jumlah biaya masuk" },
  grossProfit: { name: "Laba kotor", formula: "jumlah hasil yang 0 atau lebih" },
  grossLoss: {
    name: "Rugi kotor",
    formula: "jumlah hasil di bawah 0 + jumlah biaya masuk",
    differs: "Seperti MetaTrader: biaya membuka posisi dihitung di sini, tidak pernah mengurangi satu trade untung.",
  },
  profitFactor: {
    name: "Profit factor",
    formula: "laba kotor / |rugi kotor|",
    differs: "Di buku: rasio Bernardo-Ledoit dari hasil; biaya masuk dihitung sebagai rugi.",
  },
  payoff: { name: "Harapan hasil", formula: "laba bersih / jumlah trade" },
  recoveryFactor: {
    name: "Recovery factor",
    formula: "laba bersih / drawdown saldo maksimal",
    differs: "Laporan akun MetaTrader sama; strategy tester-nya membagi dengan drawdown ekuitas.",
  },
  trades: {
    name: "Trade",
    formula: "jumlah deal yang menutup (out, in/out, out by)",
    differs: "Seperti MetaTrader: posisi yang ditutup dua kali adalah dua trade.",
  },
  wins: { name: "Trade untung", formula: "banyaknya hasil yang 0 atau lebih" },
  losses: { name: "Trade rugi", formula: "banyaknya hasil di bawah 0" },
  winRate: {
    name: "Tingkat menang",
    formula: "100 * trade untung / trade",
    differs: "Seperti MetaTrader hasil nol adalah menang; buku hanya menghitung yang di atas nol.",
  },
  longs: { name: "Trade long", formula: "banyaknya posisi beli yang ditutup" },
  longWinRate: { name: "Long yang menang", formula: "100 * long menang / long" },
  shorts: { name: "Trade short", formula: "banyaknya posisi jual yang ditutup" },
  shortWinRate: { name: "Short yang menang", formula: "100 * short menang / short" },
  largestWin: { name: "Trade untung terbesar", formula: "hasil tertinggi" },
  largestLoss: { name: "Trade rugi terbesar", formula: "hasil terendah" },
  averageWin: { name: "Rata-rata trade untung", formula: "jumlah hasil yang 0 atau lebih / trade untung" },
  averageLoss: {
    name: "Rata-rata trade rugi",
    formula: "jumlah hasil di bawah 0 / trade rugi",
    differs: "Seperti MetaTrader: tanpa biaya masuk, yang ada di rugi kotor.",
  },
  expectancyR: {
    name: "Ekspektansi dalam R",
    formula: "rata-rata (hasil bersih trade / risikonya pada stop loss pertama)",
    differs: "Hanya trade yang stop loss saat masuknya diketahui.",
  },
  zScore: {
    name: "Z-score",
    formula: "(N * (runs - 0.5) - P) / sqrt(P * (P - N) / (N - 1)), P = 2 * menang * rugi",
    differs: "Di atas 0: menang dan rugi bergantian; di bawah 0: datang beruntun.",
  },
  zConfidence: {
    name: "Keyakinan Z-score",
    formula: "100 * (2 * Phi(|Z|) - 1)",
    differs: "MetaTrader membacanya dari tabel dan berhenti di 99,74 %.",
  },
  maxWins: { name: "Menang beruntun terbanyak", formula: "deret trade untung terpanjang" },
  maxWinsMoney: { name: "Laba deret itu", formula: "jumlah hasilnya" },
  maxLosses: { name: "Rugi beruntun terbanyak", formula: "deret trade rugi terpanjang" },
  maxLossesMoney: { name: "Rugi deret itu", formula: "jumlah hasilnya" },
  bestRun: { name: "Deret menang terbaik", formula: "jumlah hasil tertinggi dari satu deret trade untung" },
  bestRunTrades: { name: "Trade dalam deret terbaik", formula: "panjangnya" },
  worstRun: { name: "Deret rugi terburuk", formula: "jumlah hasil terendah dari satu deret trade rugi" },
  worstRunTrades: { name: "Trade dalam deret terburuk", formula: "panjangnya" },
  averageWins: { name: "Rata-rata deret menang", formula: "trade untung / banyaknya deret untung" },
  averageLosses: { name: "Rata-rata deret rugi", formula: "trade rugi / banyaknya deret rugi" },
  balanceDrawdownAbsolute: {
    name: "Drawdown saldo, absolut",
    formula: "saldo awal - saldo terendah di bawahnya",
    differs: "Setoran dan penarikan bukan drawdown: saldo awal dan puncak ikut bergeser.",
  },
  balanceDrawdownMaximal: {
    name: "Drawdown saldo, maksimal",
    formula: "penurunan terbesar dari saldo tertinggi, dalam uang",
  },
  balanceDrawdownMaximalPercent: { name: "... dalam persen puncak itu", formula: "100 * penurunan itu / puncaknya" },
  balanceDrawdownRelative: {
    name: "Drawdown saldo, relatif",
    formula: "penurunan terbesar dari saldo tertinggi, dalam persennya",
  },
  balanceDrawdownRelativeMoney: { name: "... dalam uang", formula: "penurunan itu" },
  balanceDrawdownDuration: {
    name: "Waktu terlama di bawah puncak",
    formula: "waktu terlama dari saldo tertinggi ke yang lebih tinggi berikutnya, atau ke trade terakhir",
  },
  equityDrawdownAbsolute: {
    name: "Drawdown ekuitas, absolut",
    formula: "saldo saat pencatatan dimulai - ekuitas terendah di bawahnya",
    differs:
      "Dari ekuitas yang dicatat Fairlead tiap menit selama ada posisi; tidak diketahui sebelumnya dan selama ia tidak berjalan.",
  },
  equityDrawdownMaximal: {
    name: "Drawdown ekuitas, maksimal",
    formula: "penurunan terbesar dari ekuitas tertinggi, dalam uang",
    differs: "Dalam satu menit tercatat, yang tertinggi dianggap datang sebelum yang terendah.",
  },
  equityDrawdownMaximalPercent: { name: "... dalam persen puncak itu", formula: "100 * penurunan itu / puncaknya" },
  equityDrawdownRelative: {
    name: "Drawdown ekuitas, relatif",
    formula: "penurunan terbesar dari ekuitas tertinggi, dalam persennya",
  },
  equityDrawdownRelativeMoney: { name: "... dalam uang", formula: "penurunan itu" },
  equityDrawdownDuration: {
    name: "Waktu terlama ekuitas di bawah puncak",
    formula: "waktu terlama dari ekuitas tertinggi ke yang lebih tinggi berikutnya, atau ke yang terakhir diketahui",
  },
  sharpe: {
    name: "Rasio Sharpe",
    formula: "mean(r) / stdev(r) * sqrt(252); r = hasil bersih hari / saldo awal hari, tiap hari kerja",
    differs:
      "Tahunan, dari hari, bunga bebas risiko 0. MetaTrader mencetak yang lain, dari ekuitas atau trade tunggal.",
  },
  sortino: {
    name: "Rasio Sortino",
    formula: "mean(r) / sqrt(mean(min(r, 0)^2)) * sqrt(252)",
    differs: "Dibagi banyaknya semua hari, bukan hanya hari rugi.",
  },
  calmar: {
    name: "Rasio Calmar",
    formula: "pertumbuhan setahun / drawdown relatif saldo harian; pertumbuhan = product(1 + r)^(252 / hari) - 1",
    differs: "Sepanjang waktu yang ditampilkan, bukan 36 bulan terakhir.",
  },
  ahpr: {
    name: "AHPR",
    formula: "100 * (rata-rata (saldo sesudah / saldo sebelum trade) - 1)",
    differs: "Seperti tester MetaTrader: dari hasil saja, tanpa biaya masuk.",
  },
  ghpr: {
    name: "GHPR",
    formula: "100 * (rata-rata geometrik dari (saldo sesudah / saldo sebelum trade) - 1)",
    differs: "Seperti tester MetaTrader: dari hasil saja, tanpa biaya masuk.",
  },
  exposure: {
    name: "Eksposur",
    formula: "100 * waktu dengan trade terbuka / waktu dari masuk pertama ke keluar terakhir",
    differs: "Trade yang bertumpuk dihitung sekali; akhir pekan dihitung.",
  },
  shortestHold: { name: "Waktu pegang terpendek", formula: "terkecil dari keluar - masuk" },
  longestHold: { name: "Waktu pegang terpanjang", formula: "terbesar dari keluar - masuk" },
  averageHold: { name: "Rata-rata waktu pegang", formula: "rata-rata keluar - masuk" },
};
