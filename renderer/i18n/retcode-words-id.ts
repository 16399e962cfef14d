import type { ErrorWords } from "./error-words.ts";
import type { Reason } from "./retcode-words.ts";

const AGAIN = "Kirim lagi bila masih diinginkan.";
const CHECKING = "Jangan kirim lagi. Fairlead memeriksa catatan broker.";

/** Bahasa Indonesia: mengapa sebuah order ditolak, diragukan, atau berakhir. */
export const reasonWordsId: Readonly<Record<Reason, ErrorWords>> = {
  requote: {
    what: "Harga bergerak sebelum broker dapat mengisi order (requote).",
    now: "Lihat harga baru, lalu kirim lagi.",
  },
  rejected: {
    what: "Broker menolak order tanpa alasan.",
    now: "Tanyakan kepada broker, atau coba volume atau waktu lain.",
  },
  cancelled: { what: "Permintaan dibatalkan di MT5 sebelum dijalankan.", now: AGAIN },
  processingError: {
    what: "Server broker mengalami galat saat memproses order; mungkin sudah dijalankan.",
    now: CHECKING,
  },
  serverTimeout: { what: "Server broker tidak menjawab pada waktunya; order mungkin sudah dijalankan.", now: CHECKING },
  invalidRequest: {
    what: "Broker menilai permintaan tidak sah.",
    now: "Periksa simbol dan jenis order; bila terus terjadi, kirim diagnostik.",
  },
  invalidVolume: { what: "Lot tidak sesuai minimum, maksimum, atau langkah broker.", now: "Ubah lot." },
  invalidPrice: {
    what: "Order ini tidak dapat dipasang pada harga itu.",
    now: "Ubah harga: mungkin terlalu dekat dengan pasar atau bukan kelipatan tick.",
  },
  invalidStops: {
    what: "Stop loss atau take profit di sisi yang salah atau terlalu dekat dengan harga.",
    now: "Jauhkan dari harga.",
  },
  tradeDisabled: {
    what: "Perdagangan dimatikan untuk simbol atau akun ini.",
    now: "Tanyakan kepada broker; kata sandi investor tidak dapat bertransaksi.",
  },
  marketClosed: { what: "Pasar simbol ini tutup.", now: "Tunggu sampai buka." },
  notEnoughMoney: { what: "Margin bebas tidak cukup untuk order ini.", now: "Kurangi lot, atau tutup sesuatu dahulu." },
  pricesChanged: { what: "Harga berubah selagi order di jalan.", now: "Lihat harga baru, lalu kirim lagi." },
  noPrices: { what: "Broker sedang tidak punya harga untuk simbol ini.", now: "Tunggu harga." },
  invalidExpiration: {
    what: "Masa berlaku order sudah lewat atau tidak diizinkan.",
    now: "Pilih waktu yang lebih lama, atau masa berlaku lain.",
  },
  orderChanged: { what: "Keadaan order berubah selagi permintaan di jalan.", now: "Lihat daftarnya, lalu coba lagi." },
  tooManyRequests: {
    what: "Broker menerima terlalu banyak permintaan sekaligus.",
    now: "Tunggu beberapa detik, lalu coba lagi.",
  },
  noChanges: { what: "Permintaan tidak mengubah apa pun: level dan harga tetap sama.", now: "Tidak perlu apa-apa." },
  serverForbidsAlgoTrading: {
    what: "Server broker melarang program bertransaksi di akun ini.",
    now: "Minta broker mengizinkan algo trading.",
  },
  terminalForbidsAlgoTrading: {
    what: "MT5 mencegah order: Algo Trading mati.",
    now: "Nyalakan Algo Trading di MT5, lalu kirim lagi.",
  },
  locked: { what: "Permintaan terkunci karena sedang diproses.", now: "Tunggu sebentar, lalu lihat daftarnya." },
  frozen: {
    what: "Harga begitu dekat dengan order atau posisi sehingga broker membekukannya.",
    now: "Tunggu sampai harga menjauh.",
  },
  invalidFilling: {
    what: "Broker tidak menerima cara pengisian yang diminta.",
    now: "Kirim diagnostik: Fairlead seharusnya memilih yang diterima.",
  },
  noConnection: { what: "MT5 tidak tersambung ke broker; order mungkin sudah dijalankan.", now: CHECKING },
  liveAccountsOnly: { what: "Broker mengizinkan ini hanya di akun riil.", now: "Pakai akun lain." },
  tooManyPendingOrders: { what: "Batas jumlah order tunda broker tercapai.", now: "Hapus satu order tunda dahulu." },
  volumeLimit: { what: "Batas lot broker pada simbol ini tercapai.", now: "Kurangi lot, atau tutup sesuatu dahulu." },
  invalidOrderType: { what: "Broker tidak menerima jenis order ini di sini.", now: "Pilih jenis lain." },
  positionClosed: { what: "Posisi sudah ditutup.", now: "Tidak perlu apa-apa." },
  invalidCloseVolume: { what: "Lot yang hendak ditutup melebihi posisi.", now: "Tutup lebih sedikit lot." },
  closeOrderExists: { what: "Order penutup posisi ini sudah berjalan.", now: "Tunggu order itu." },
  tooManyPositions: { what: "Batas jumlah posisi broker tercapai.", now: "Tutup satu posisi dahulu." },
  cancelledByRejection: {
    what: "Order tidak dapat diaktifkan dan dibatalkan broker.",
    now: "Lihat harga, lalu pasang lagi.",
  },
  longOnly: { what: "Simbol ini hanya boleh dibeli.", now: "Jangan menjualnya di sini." },
  shortOnly: { what: "Simbol ini hanya boleh dijual.", now: "Jangan membelinya di sini." },
  closeOnly: { what: "Posisi pada simbol ini hanya boleh ditutup.", now: "Jangan buka yang baru." },
  fifoOnly: { what: "Broker menutup posisi hanya menurut urutan pembukaannya.", now: "Tutup posisi tertua dahulu." },
  hedgingForbidden: {
    what: "Posisi berlawanan pada satu simbol dilarang di akun ini.",
    now: "Tutup dahulu posisi yang ada.",
  },

  malformed: {
    what: "Program di MT5 tidak dapat membaca order. Tidak ada yang dikirim.",
    now: "Samakan versi Fairlead dan EA-nya.",
  },
  staleEpoch: {
    what: "Fairlead yang lebih baru telah mengambil alih akun ini. Tidak ada yang dikirim.",
    now: "Pakai yang lebih baru, atau tutup yang itu.",
  },
  notOwner: {
    what: "Program lain memegang perdagangan akun ini. Tidak ada yang dikirim.",
    now: "Hentikan program itu, atau pakai yang itu.",
  },
  wrongAccount: { what: "MT5 masuk ke akun lain. Tidak ada yang dikirim.", now: "Masuk ke akun ini di MT5." },
  expired: {
    what: "Order terlambat untuk dikirim: tidak diteruskan pada waktunya. Tidak ada yang dikirim.",
    now: AGAIN,
  },
  reusedIntent: {
    what: "Nomor order ini sudah pernah dipakai. Tidak ada yang dikirim.",
    now: "Lihat catatan order, lalu pasang lagi.",
  },
  leaseNotHeld: {
    what: "Izin EA untuk membuka risiko telah habis. Tidak ada yang dikirim.",
    now: "Tunggu sampai jembatan memperbaruinya.",
  },
  reduceOnly: {
    what: "EA ini hanya boleh mengurangi posisi: versinya berbeda. Tidak ada yang dikirim.",
    now: "Perbarui EA.",
  },
  halted: {
    what: "Perdagangan di EA dihentikan sakelar darurat. Tidak ada yang dikirim.",
    now: "Setel ulang sakelar darurat.",
  },
  guardLots: {
    what: "Penjaga EA tidak mengizinkan lot lebih banyak. Tidak ada yang dikirim.",
    now: "Kurangi lot, atau ubah penjaga di MT5.",
  },
  guardLoss: {
    what: "Batas rugi EA sendiri tercapai. Tidak ada yang dikirim.",
    now: "Berhenti untuk hari ini, atau ubah penjaga di MT5.",
  },
  stopRequired: {
    what: "Penjaga EA tidak menerima order tanpa stop loss. Tidak ada yang dikirim.",
    now: "Isikan stop loss.",
  },
  unknownSymbol: {
    what: "MT5 tidak mengenal simbol ini. Tidak ada yang dikirim.",
    now: "Pilih simbol dari pantauan pasar.",
  },
  symbolTradeMode: {
    what: "Broker tidak mengizinkan arah ini pada simbol. Tidak ada yang dikirim.",
    now: "Pilih simbol atau sisi lain.",
  },
  noQuote: { what: "MT5 tidak punya harga untuk simbol ini. Tidak ada yang dikirim.", now: "Tunggu harga." },
  fillingUnsupported: {
    what: "Tidak ada cara pengisian yang cocok untuk simbol ini. Tidak ada yang dikirim.",
    now: "Pilih simbol lain; kirim diagnostik.",
  },
  algoTradingOff: {
    what: "MT5 mencegah order: Algo Trading mati. Tidak ada yang dikirim.",
    now: "Nyalakan Algo Trading di MT5, lalu kirim lagi.",
  },
  brokerDisconnected: {
    what: "MT5 tidak tersambung ke brokernya. Tidak ada yang dikirim.",
    now: "Lihat sambungan di sudut kanan bawah MT5.",
  },
  positionGone: { what: "Posisi sudah ditutup. Tidak ada yang dikirim.", now: "Tidak perlu apa-apa." },
  orderGone: {
    what: "Order tunda sudah terisi atau dihapus. Tidak ada yang dikirim.",
    now: "Lihat posisi dan riwayat.",
  },
  wouldReverse: {
    what: "Menutup lot sebanyak itu akan membuka posisi lawan. Tidak ada yang dikirim.",
    now: "Tutup lebih sedikit lot, atau pakai Balik.",
  },
  journalUnwritable: {
    what: "EA tidak dapat menulis jurnalnya. Tidak ada yang dikirim.",
    now: "Periksa cakram komputer tempat MT5 berjalan.",
  },
  overloaded: {
    what: "EA sedang menangani terlalu banyak order. Tidak ada yang dikirim.",
    now: "Tunggu sedetik, lalu coba lagi.",
  },
  kindUnsupported: {
    what: "Broker tidak menawarkan jenis order ini untuk simbol. Tidak ada yang dikirim.",
    now: "Pilih jenis lain.",
  },
  expiryUnsupported: {
    what: "Broker tidak menawarkan masa berlaku ini untuk simbol. Tidak ada yang dikirim.",
    now: "Pilih masa berlaku lain.",
  },
  refused: { what: "Program di MT5 menolak order. Tidak ada yang dikirim.", now: "Lihat peristiwa, lalu coba lagi." },

  linkDown: {
    what: "Terminal tidak tersambung. Tidak ada yang dikirim.",
    now: "Pastikan MT5 berjalan dengan EA Fairlead pada grafik.",
  },
  restarted: { what: "Fairlead dijalankan ulang selagi order di jalan.", now: CHECKING },
  silence: { what: "MT5 belum menjawab pada waktunya.", now: CHECKING },
  linkLost: { what: "Sambungan ke MT5 putus selagi order di jalan.", now: CHECKING },
  programUnsure: { what: "Program di MT5 terhenti sebelum mengetahui jawabannya.", now: CHECKING },
  noTraceAtBroker: { what: "Catatan broker tidak memuat jejaknya: order tidak pernah sampai.", now: AGAIN },
  notApplied: { what: "Catatan broker menunjukkan perubahan tidak dilakukan.", now: "Ulangi bila masih diinginkan." },
  vanished: {
    what: "Order hilang dari daftar broker, dan riwayat tidak memuat pengisian.",
    now: "Lihat riwayat di MT5.",
  },
  partlyFilled: { what: "Sebagian terisi; sisanya dibatalkan.", now: "Lihat posisi sebelum memesan lagi." },
  orderEnded: { what: "Order berakhir tanpa terisi.", now: "Pasang lagi bila masih diinginkan." },
  "ended.cancelled": { what: "Order dibatalkan.", now: "Tidak perlu apa-apa." },
  "ended.expired": { what: "Order kedaluwarsa sebelum harganya tercapai.", now: "Pasang lagi bila masih diinginkan." },
};
