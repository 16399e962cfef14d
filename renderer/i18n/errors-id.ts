import type { ErrorCode } from "#shared/contract/errors.ts";
import type { ErrorWords } from "./error-words.ts";

/** The table of `shared/contract/errors.ts` in Indonesian; a missing code does not compile. */
export const errorsId: Readonly<Record<ErrorCode, ErrorWords>> = {
  BAD_REQUEST: {
    what: "Permintaan tidak sesuai kontrak; bidang yang salah disebut dalam rincian.",
    now: "Perbaiki bidang itu lalu kirim lagi.",
  },
  UNKNOWN_METHOD: {
    what: "Jembatan tidak mengenal metode ini: versi jendela dan jembatan berbeda.",
    now: "Muat ulang jendela; bila tetap, jalankan ulang Fairlead.",
  },
  FRAME_TOO_LARGE: { what: "Sebuah pesan melebihi batas sambungan.", now: "Minta rentang yang lebih kecil." },
  FRAME_MALFORMED: {
    what: "Sebuah pesan tidak dapat dibaca.",
    now: "Muat ulang jendela; bila tetap, kirim diagnostik.",
  },
  DEADLINE_EXCEEDED: { what: "Jawaban tidak datang tepat waktu.", now: "Coba lagi; lihat baris sambungan." },
  CANCELLED: { what: "Permintaan dibatalkan oleh peminta.", now: "Tidak perlu apa-apa." },
  WIRE_CLOSED: { what: "Sambungan ke jembatan hilang.", now: "Tunggu: sambungan pulih sendiri." },
  OUTCOME_UNKNOWN: {
    what: "Sambungan putus saat perintah berjalan: mungkin terlaksana, mungkin tidak.",
    now: "Jangan kirim lagi. Fairlead mencari tahu apa yang terjadi dan menampilkannya.",
  },
  OVERLOADED: { what: "Terlalu banyak permintaan sekaligus.", now: "Tunggu sedetik, lalu coba lagi." },
  INTERNAL: {
    what: "Jembatan mengalami kesalahan sendiri.",
    now: "Coba lagi; bila tetap, kirim diagnostik.",
  },
  NOT_FOUND: { what: "Tidak ada yang bernama demikian.", now: "Segarkan daftar lalu pilih lagi." },
  UNSUPPORTED: { what: "Host ini tidak dapat melakukannya.", now: "Gunakan aplikasi desktop untuk itu." },

  LINK_DOWN: {
    what: "Terminal tidak tersambung.",
    now: "Pastikan MT5 berjalan dengan EA Fairlead pada sebuah grafik.",
  },
  PAIRING_CLOSED: {
    what: "Pemasangan tidak dibuka.",
    now: "Buka pemasangan, lalu konfirmasi terminal dalam sepuluh menit.",
  },
  PAIRING_NOT_FOUND: { what: "Permintaan pemasangan itu sudah tidak ada.", now: "Tunggu EA meminta lagi." },
  TERMINAL_NOT_FOUND: { what: "Tidak ada terminal terpasang seperti itu.", now: "Segarkan daftar lalu pilih lagi." },
  INSTRUMENT_NOT_FOUND: { what: "Broker tidak menawarkan simbol ini.", now: "Pilih simbol dari pantauan pasar." },

  INTENT_REUSED: {
    what: "Id pesanan ini pernah dipakai untuk pesanan lain. Tidak ada yang dikirim.",
    now: "Lihat catatan pesanan, lalu buat pesanan baru.",
  },
  RISK_BLOCKED: {
    what: "Sebuah aturan akun ini melarang pesanan; namanya ada di rincian. Tidak ada yang dikirim.",
    now: "Baca putusannya: aturan, angkanya dan ruang yang tersisa tampil di sana.",
  },

  ACCOUNT_NOT_FOUND: { what: "Akun itu tidak dikenal.", now: "Segarkan daftar lalu pilih lagi." },
  LEDGER_UNWRITABLE: {
    what: "Buku besar Fairlead tidak dapat ditulis, jadi tidak ada yang dikirim yang dapat menambah risiko. Menutup, membatalkan, dan ratakan semua tetap bekerja; semuanya disimpan di memori sampai disk menerimanya.",
    now: "Kosongkan sebagian ruang pada disk folder profil dan biarkan Fairlead tetap berjalan: ia melanjutkan sendiri.",
  },
  INTENTS_LOG_DAMAGED: {
    what: "Berkas intents.log, yang menyimpan order dalam perjalanan, rusak atau tidak terbaca: order yang sudah terkirim mungkin hilang darinya. Tidak ada yang dikirim yang dapat menambah risiko sampai Anda memeriksanya. Menutup, membatalkan, dan tutup semua tetap berfungsi.",
    now: "Bandingkan posisi dan order di MT5 dengan yang ditampilkan Fairlead. Lalu tutup Fairlead, pindahkan berkas yang disebut dalam rincian dari folder profil, dan jalankan lagi.",
  },
  ORDER_INVALID: {
    what: "Pesanan tidak dapat dibaca atau tidak cocok dengan instrumennya; bidangnya disebut. Tidak ada yang dikirim.",
    now: "Perbaiki bidang yang disebut.",
  },
  LIMITS_INVALID: { what: "Batas tidak bisa seperti itu; bidangnya disebut.", now: "Perbaiki bidang yang disebut." },
  SESSION_INVALID: {
    what: "Sesi tidak bisa seperti itu; bidang-bidangnya disebut. Tidak ada yang diubah.",
    now: "Perbaiki bidang-bidang yang disebut.",
  },
  ALERT_INVALID: {
    what: "Peringatan tidak bisa seperti itu; kolomnya disebutkan. Tidak ada yang diubah.",
    now: "Perbaiki kolom yang disebutkan.",
  },
  SESSION_STATE: {
    what: "Keadaan sesi tidak mengizinkan ini.",
    now: "Lihat keadaannya: sesi yang berhenti sudah selesai, buat yang baru.",
  },

  REPLAY_FILE_UNREADABLE: { what: "Berkas tidak dapat dibaca.", now: "Periksa lokasi dan hak aksesnya." },
  REPLAY_FILE_MALFORMED: {
    what: "Bentuk berkas tidak dikenal Fairlead; baris dan yang diharapkan disebutkan.",
    now: "Ekspor ulang, atau pilih berkas lain. Tidak ada yang diimpor.",
  },
  REPLAY_NOT_LOADED: {
    what: "Tidak ada rekaman yang dimuat.",
    now: "Mulai dengan --replay FILE, atau buka sebuah rekaman.",
  },

  REPORT_UNREADABLE: {
    what: "Berkas ini bukan laporan MetaTrader yang bisa dibaca Fairlead; tidak ada yang diimpor.",
    now: "Simpan ulang laporannya di MetaTrader (History atau Strategy Tester, Report, HTML atau XLSX), lalu seret berkas itu.",
  },
  REPORT_DAMAGED: {
    what: "Laporannya terputus atau bertentangan dengan dirinya sendiri; tempatnya dan yang diharapkan disebutkan. Tidak ada yang diimpor.",
    now: "Simpan ulang laporannya di MetaTrader, lalu seret berkas itu.",
  },
  REPORT_TOO_LARGE: {
    what: "Berkas ini, atau isinya setelah dibuka, lebih besar dari laporan yang diperbolehkan. Tidak ada yang diimpor.",
    now: "Simpan laporan untuk waktu yang lebih pendek, atau per bagian.",
  },
  REPORT_NEEDS_CURRENCY: {
    what: "Laporannya tidak menyebutkan mata uang akun. Tidak ada yang diimpor.",
    now: "Sebutkan mata uangnya, lalu impor lagi.",
  },

  CLOUD_OFF: {
    what: "Fairlead ini dimulai tanpa cloud.",
    now: "Mulai dengan --cloud embedded, atau --cloud dan alamat cloud Anda.",
  },
  CLOUD_UNREACHABLE: {
    what: "Cloud tidak menjawab. Trading tidak membutuhkannya; yang harus dikirim menunggu.",
    now: "Periksa jaringan; Fairlead terus mencoba sendiri.",
  },
  CLOUD_REFUSED: {
    what: "Cloud menolak; alasannya disebut dalam rincian.",
    now: "Baca alasannya, lalu putuskan lagi.",
  },
  CLOUD_SIGNED_OUT: { what: "Belum ada yang masuk ke cloud di sini.", now: "Masuk lewat panel Cloud." },
  PLAN_BLOCKS: {
    what: "Paket tidak mengizinkan ini. Posisi yang terbuka tetap dapat dikelola dan ditutup.",
    now: "Lihat panel Cloud: di sana tampak paket dan apa yang diizinkannya.",
  },
  SETTING_UNKNOWN: { what: "Tidak ada pengaturan seperti itu.", now: "Pilih dari halaman pengaturan." },
  SETTING_INVALID: {
    what: "Nilai di luar yang diizinkan pengaturan.",
    now: "Pilih nilai di dalam rentangnya.",
  },
  SETTINGS_RECOVERED: {
    what: "Berkas pengaturan rusak; salinan baik yang terakhir dipulihkan.",
    now: "Periksa pengaturan Anda. Berkas yang rusak disimpan di sampingnya.",
  },
  SETTINGS_UNWRITABLE: {
    what: "Pengaturan tidak dapat ditulis; tidak ada yang berubah.",
    now: "Periksa ruang disk dan hak akses folder profil, lalu atur lagi.",
  },
  SETTINGS_NEWER: {
    what: "Pengaturan ditulis oleh Fairlead versi lebih baru.",
    now: "Perbarui Fairlead, atau mulai dengan folder --data lain.",
  },
  SETTING_CHANGED_SINCE: {
    what: "Salah satu pengaturan ini sudah berubah lagi; namanya ada di rincian. Tidak ada yang diubah.",
    now: "Batalkan dahulu perubahan yang lebih baru, atau atur nilainya langsung.",
  },
  SETTINGS_IMPORT_UNREADABLE: {
    what: "Berkas itu bukan pengaturan Fairlead; tempatnya disebut. Tidak ada yang diubah.",
    now: "Pilih berkas yang diekspor Fairlead, atau perbaiki di tempat itu.",
  },
  WORKSPACE_INVALID: {
    what: "Susunan ini bersarang terlalu dalam, atau bukan susunan, dan tidak disimpan.",
    now: "Letakkan panel berdampingan dengan lebih sedikit langkah, atau kembali ke susunan biasa.",
  },
  INSTALL_LIBRARY_MISSING: {
    what: "Fairlead ini tanpa pustaka yang dibutuhkan MetaTrader, jadi tidak ada yang dipasang.",
    now: "Pasang Fairlead dari penginstal Windows-nya, atau taruh pustaka dan .sha256-nya di samping mql5/.",
  },
  INSTALL_LIBRARY_REFUSED: {
    what: "Pustaka untuk MetaTrader bukan yang dibangun, atau lebih lama dari 4.3.3; tidak ada yang dipasang.",
    now: "Pasang lagi Fairlead dari penginstal Windows-nya. Rinciannya menyebut berkasnya.",
  },
  INSTALL_PLACE_REFUSED: {
    what: "Sebuah berkas akan tersimpan di luar folder MQL5 terminal; tidak ada yang ditulis di sana.",
    now: "Cari tautan di dalam folder MQL5, dan hapus.",
  },
  INSTALL_NO_EDITOR: {
    what: "MetaTrader ini tidak memiliki MetaEditor, yang mengompilasi EA.",
    now: "Pasang lagi MetaTrader 5 dengan MetaEditor, lalu coba lagi.",
  },
  INSTALL_UNWRITABLE: {
    what: "Folder terminal tidak dapat ditulis; yang ada sebelumnya masih ada.",
    now: "Periksa ruang disk dan hak folder, tutup MetaTrader, lalu perbaiki.",
  },
  TERMINAL_NOT_INSTALLED: {
    what: "Tidak ada lagi MetaTrader 5 di tempat itu.",
    now: "Cari terminal lagi.",
  },
  WORKSPACE_CHANGED: {
    what: "Jendela lain sudah mengubah atau menghapus ruang kerja ini; tidak ada yang ditimpa.",
    now: "Jendela ini melanjutkan dengan salinan bernama sendiri. Hapus yang tidak diperlukan.",
  },
  WORKSPACES_UNWRITABLE: {
    what: "Ruang kerja tidak dapat ditulis; susunannya bertahan sampai jendela ini ditutup.",
    now: "Periksa ruang disk dan hak folder profil, lalu ubah lagi.",
  },
  WORKSPACES_FULL: {
    what: "Paling banyak 50 ruang kerja disimpan; yang ini tidak disimpan.",
    now: "Hapus satu yang tidak Anda pakai, lalu coba lagi.",
  },
  CHARTS_UNWRITABLE: {
    what: "Gambar dan templat grafik tidak dapat ditulis; perubahannya bertahan sampai jendela ini ditutup.",
    now: "Periksa ruang disk dan hak folder profil; Fairlead mencoba lagi pada perubahan berikutnya.",
  },
  DRAWINGS_FULL: {
    what: "Paling banyak 300 gambar disimpan per instrumen; yang ini tidak disimpan.",
    now: "Hapus gambar yang tidak Anda perlukan, lalu gambar lagi.",
  },
  TEMPLATES_FULL: {
    what: "Paling banyak 40 templat grafik disimpan; yang ini tidak disimpan.",
    now: "Hapus satu yang tidak Anda pakai, lalu simpan lagi.",
  },
  SECRET_STORE_UNAVAILABLE: {
    what: "Gantungan kunci sistem tidak dapat digunakan.",
    now: "Buka kuncinya atau pasang (di Linux: Secret Service); sampai itu rahasia hanya ada selama Fairlead berjalan.",
  },
  SECRET_STORE_LOCKED: {
    what: "Berkas rahasia terkunci.",
    now: "Masukkan frasa sandinya di Pengaturan, Rahasia.",
  },
  SECRET_PASSPHRASE_WRONG: {
    what: "Itu bukan frasa sandi berkas rahasia.",
    now: "Ketik lagi; tidak ada yang dapat memberitahukannya kepada Anda.",
  },
  SECRET_PASSPHRASE_WEAK: {
    what: "Frasa sandi itu terlalu mudah ditebak.",
    now: "Pakai sedikitnya dua belas karakter, delapan di antaranya berbeda: empat kata yang tak terduga bersama.",
  },
  SECRET_VAULT_EXISTS: {
    what: "Sudah ada berkas rahasia.",
    now: "Buka kuncinya, atau hapus dahulu.",
  },

  STORE_CORRUPT: {
    what: "Sebuah berkas basis data rusak; berkas itu disisihkan dan yang baru dimulai.",
    now: "Simpan berkas yang disebut dalam rincian; riwayat diambil lagi dari MT5.",
  },
  STORE_FULL: { what: "Disk penuh; tidak ada yang diakui tanpa tersimpan.", now: "Kosongkan sebagian ruang." },
  STORE_UNAVAILABLE: {
    what: "Sebuah berkas basis data tidak dapat dibaca atau ditulis; tidak ada yang diakui tanpa tersimpan.",
    now: "Periksa disk dan hak akses folder profil, lalu jalankan ulang Fairlead.",
  },
  STORE_FRAME_REJECTED: {
    what: "Sebuah bingkai tick tidak menyambung alirannya; kiriman itu tidak disimpan sama sekali.",
    now: "Tidak perlu apa-apa: aliran dilanjutkan dari tick tersimpan terakhir. Bila berulang, kirim diagnostik.",
  },
  STORE_BLOCK_DAMAGED: {
    what: "Satu blok tick tersimpan tidak cocok dengan checksum-nya; sisa penyimpanan utuh.",
    now: "Tutup Fairlead, jalankan `npm run fairlead -- ticks verify --repair`, lalu mulai lagi.",
  },
  STORE_NEWER: {
    what: "Basis data ditulis oleh Fairlead versi lebih baru.",
    now: "Perbarui Fairlead, atau mulai dengan folder --data lain.",
  },
  PROFILE_LOCKED: {
    what: "Fairlead lain sedang memakai folder profil ini.",
    now: "Tutup yang itu, atau mulai dengan folder --data lain.",
  },
  PROFILE_UNUSABLE: {
    what: "Folder profil tidak dapat dibuat atau ditulis.",
    now: "Periksa lokasi dan hak aksesnya, atau mulai dengan folder --data lain.",
  },
  PAIRING_FOLDER_UNUSABLE: {
    what: "Folder tempat MT5 mencari berkas pemasangan tidak dapat dibuat atau ditulis.",
    now: "Periksa lokasi dan hak aksesnya, atau mulai dengan folder --pairing-dir lain.",
  },
  OPTION_INVALID: { what: "Sebuah opsi baris perintah tidak dikenal atau nilainya salah.", now: "Lihat --help." },
  PORT_IN_USE: { what: "Port dipakai program lain.", now: "Pilih port lain, atau 0 untuk port mana saja." },
};
