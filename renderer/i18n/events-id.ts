import type { EventKey } from "#shared/contract/event-words.ts";

/** The table of `shared/contract/event-words.ts` in Indonesian; a missing key does not compile. */
export const eventsId: Readonly<Record<EventKey, string>> = {
  BRIDGE_STARTED: "Fairlead {{version}} sudah berjalan.",
  "TIME_LEAPT.slept": "Komputer tidur selama {{seconds}} dtk. Akun dan riwayat dibaca lagi.",
  "TIME_LEAPT.set": "Jam komputer digeser {{seconds}} dtk. Akun dan riwayat dibaca lagi.",
  EVENTS_SUPPRESSED: "{{suppressed}} {{of}} lagi tidak ditampilkan: paling banyak {{most}} per menit.",
  REQUEST_REFUSED: "Host web menolak sebuah permintaan: {{reason}}.",

  "SETTINGS_RECOVERED.backup":
    "Berkas pengaturan rusak; salinan sebelum perubahan terakhir dipasang kembali. Periksa pengaturan Anda.",
  "SETTINGS_RECOVERED.defaults":
    "Berkas pengaturan rusak dan tidak ada salinan yang baik; semua pengaturan kembali ke nilai bawaan.",
  "WORKSPACES_RECOVERED.some":
    "{{lost}} ruang kerja tidak dapat dibaca dan tidak dipakai; yang lain tetap. Berkasnya disimpan sebagai {{kept}}.",
  "WORKSPACES_RECOVERED.all":
    "Ruang kerja tidak dapat dibaca; susunan biasa yang ditampilkan. Berkasnya disimpan sebagai {{kept}}.",
  DEPTH_NOT_RECORDED:
    "Kedalaman pasar tidak dapat direkam ({{why}}); {{lost}} gambar hilang. Perekaman berlanjut sendiri.",
  "SETTINGS_FILE.unreadable":
    "Berkas pengaturan diubah dengan tangan dan tidak dapat dibaca ({{why}}). Pengaturan tetap seperti semula sampai dapat dibaca.",
  "SETTINGS_FILE.setAside":
    "Berkas pengaturan diubah dengan tangan dan tidak dapat dibaca. Berkas itu disimpan sebagai {{kept}}; yang baru ditulis.",
  "SETTINGS_HISTORY.unwritable": "Riwayat pengaturan tidak dapat ditulis ({{why}}). Pengaturannya sendiri tertulis.",
  "SETTINGS_HISTORY.damaged": "Riwayat pengaturan rusak dan dimulai dari awal.",
  SECRET_VAULT_DAMAGED: "Berkas rahasia berfrasa sandi rusak; isinya hilang. Berkas itu disimpan sebagai {{kept}}.",
  "CHARTS_RECOVERED.some":
    "{{lost}} gambar atau templat grafik tidak dapat dibaca dan tidak dipakai; yang lain tetap. Berkasnya disimpan sebagai {{kept}}.",
  "CHARTS_RECOVERED.all":
    "Gambar dan templat grafik tidak dapat dibaca; grafik mulai tanpa itu. Berkasnya disimpan sebagai {{kept}}.",
  "SETTING_INVALID.value": "Nilai {{layer}} untuk {{key}} tidak dipakai: yang diterima {{range}}.",
  "SETTING_INVALID.file": "Pengaturan untuk seluruh komputer tidak dapat dibaca dan tidak dipakai ({{why}}).",
  "SECRET_STORE_UNAVAILABLE.file":
    "Sistem ini tidak punya penyimpan kunci. Kunci sambungan disimpan di folder profil, dalam berkas yang hanya dapat Anda baca.",
  "SECRET_STORE_UNAVAILABLE.memory":
    "Sistem ini tidak punya penyimpan kunci. Rahasia disimpan di memori sampai Fairlead berhenti.",

  "PEER_REFUSED.noKey": "Sebuah program mencoba tersambung tanpa enkripsi. Perbarui EA Fairlead-nya.",
  "PEER_REFUSED.wrongServerKey": "Sebuah program memakai kunci jembatan lama. Pasangkan lagi terminal itu.",
  "PEER_REFUSED.unknownKey": "Program yang tidak dipasangkan mencoba tersambung. Buka pemasangan bila itu milik Anda.",
  "PEER_REFUSED.handshakeBroken":
    "Sebuah program berhenti saat menyambung, seperti program tanpa enkripsi. Bila itu milik Anda, perbarui EA Fairlead-nya.",
  "PEER_REFUSED.helloRequired": "Sesi ini tidak dikenal di sini: ucapkan Hello lagi.",
  "PEER_REFUSED.pairingClosed": "Pemasangan tidak dibuka. Buka di Fairlead, lalu biarkan EA meminta lagi.",
  "PEER_REFUSED.pairingCodeWrong": "Kode pemasangan salah. Biarkan EA membaca berkas pemasangan lagi.",
  "PEER_REFUSED.pairingCodeExpired": "Kode pemasangan kedaluwarsa. Buka pemasangan lagi di Fairlead.",
  "PEER_REFUSED.pairingCodeUsed": "Kode pemasangan sudah dipakai. Buka pemasangan lagi di Fairlead.",
  "PEER_REFUSED.pairingDeclined": "Pemasangan ditolak di Fairlead.",
  "PEER_REFUSED.unknownTerminal": "Tidak ada terminal dengan id ini. Pasangkan lagi.",
  "PEER_REFUSED.wrongKey": "Kunci sambungan bukan kunci terminal ini.",
  "PEER_REFUSED.wrongSecret": "Rahasia sambungan salah. Pasangkan lagi terminal itu.",
  "PEER_REFUSED.wrongSession": "Pesan menyebut sesi lain daripada sesi sambungan ini.",
  "PEER_REFUSED.terminalRemoved": "Terminal ini dihapus di Fairlead. Pasangkan lagi untuk memakainya.",
  "PEER_REFUSED.protocolVersion":
    "Versi protokol EA dan Fairlead berbeda. Perbarui yang lebih lama; sampai saat itu posisi hanya dapat dikurangi.",
  "PEER_REFUSED.malformedFrame": "Sebuah pesan tidak dapat dibaca.",
  "PEER_REFUSED.duplicateRole":
    "Program Fairlead lain dari jenis ini berjalan di terminal yang sama. Biarkan satu saja.",
  "PEER_REFUSED.staleEpoch": "Jembatan yang lebih lama mencoba mengambil alih.",
  "PEER_REFUSED.wrongAccount": "Terminal sekarang masuk ke akun lain.",
  "PEER_REFUSED.overloaded": "Program mengirim lebih cepat daripada yang disepakati.",

  "CLOUD_COMMAND.done": "Perintah cloud {{kind}} untuk {{account}} dijalankan. Diminta oleh {{by}}.",
  "CLOUD_COMMAND.refused": "Perintah cloud {{kind}} untuk {{account}} ditolak: {{why}} Diminta oleh {{by}}.",
  CLOUD_TROUBLE: "Bagian cloud Fairlead mengalami gangguan dan berjalan terus: {{why}}",

  LINK_NOT_CONNECTED:
    "{{name}} belum tersambung setelah {{tries}} kali. Pastikan MT5 berjalan dengan EA Fairlead pada sebuah grafik dan impor DLL diizinkan. Fairlead terus mencoba.",
  LINK_FRAMES_LOST: "{{missing}} pesan dari {{name}} tidak sampai; isinya diminta lagi.",
  LINK_SECRET_MISUSED:
    "Program dengan kunci lain mengetahui rahasia sambungan sebuah terminal. Ganti kunci terminal itu, dan cari program asing di MT5.",
  LINK_FAULT: "Sebuah pesan tidak dapat diolah: {{why}}",
  LINK_LISTENER_FAILED: "Sebuah bagian Fairlead tidak dapat mengolah kiriman terminal: {{why}}",
  PAIRING_FILE_FAILED:
    "Berkas pemasangan tidak dapat ditulis, sehingga EA tidak menemukan Fairlead. Periksa hak folder itu. {{why}}",
  KEY_ROTATED: "{{name}} punya kunci dan rahasia sambungan baru.",
  KEY_NOT_ROTATED: "Ditawarkan kunci baru yang tidak diminta, atau yang sudah terpakai.",
  OFFSET_CHANGED: "{{server}} mengubah jamnya dari UTC{{from}} ke UTC{{to}}.",
  OFFSET_NOT_STORED: "Selisih jam baru {{server}} tidak dapat disimpan: {{why}}",
  TERMINAL_NOTICE: "{{name}} berkata: {{words}}",
  KEYS_NOT_KEPT: "{{name}}: MQL5\\Files tidak dapat ditulis, jadi kunci tetap seperti semula.",
  LEASE_EPOCH_NOT_KEPT: "{{name}}: MQL5\\Files tidak dapat ditulis: epoch izin hilang bila dijalankan ulang.",
  LEASE_STALE_EPOCH: "{{name}}: izin dari Fairlead yang dijalankan lebih dulu ditolak.",
  LEASE_WRONG_ACCOUNT: "{{name}}: izin untuk akun lain ditolak.",
  "STOP_MISSING.said": "{{name}}: sebuah posisi tidak punya stop di broker tepat waktu; posisi itu ditutup.",
  GUARD_NOT_KEPT: "{{name}}: MQL5\\Files tidak dapat ditulis: penjaga hilang bila dijalankan ulang.",
  GUARD_WRONG_ACCOUNT: "{{name}}: penjaga untuk akun lain ditolak.",
  HISTORY_WRONG_ACCOUNT: "{{name}}: pertanyaan tentang transaksi akun lain ditolak.",
  HISTORY_UNREADABLE: "{{name}}: riwayat transaksi MT5 tidak dapat dibaca. {{words}}",

  ACCOUNT_SHARED: "{{account}} masuk di dua terminal. {{used}} dipakai; {{standby}} bersiaga.",
  ACCOUNT_STATE_REFUSED:
    "Yang dikatakan {{name}} tentang akunnya tidak mungkin benar: {{why}}. Fairlead memintanya menyambung lagi.",
  HISTORY_SERVICE_MISSING:
    "Jalankan layanan riwayat di {{name}}: di Navigator MT5 buka Services, tambahkan FairleadHistory lalu jalankan. Tick tetap dikumpulkan; bar lama, celah dan perbandingan dengan riwayat broker menunggunya.",
  SPEC_REFUSED: "{{name}} memberi spesifikasi {{symbol}} yang tidak mungkin benar: {{why}}. Tidak dipakai.",
  SYMBOL_ABSENT: "Broker tidak menyediakan {{symbols}}.",
  SYMBOL_LIMIT: "{{left}} simbol Market Watch tidak dikumpulkan: batasnya {{most}}.",
  "STREAM_STUCK.symbols":
    "Simbol-simbol tidak dapat dimulai dalam {{tries}} percobaan: {{why}}. Fairlead terus mencoba.",
  "STREAM_STUCK.stream": "{{symbol}} tidak dapat dimulai dalam {{tries}} percobaan: {{why}}. Fairlead terus mencoba.",
  "STREAM_STUCK.collected": "{{symbol}} tidak dapat dikumpulkan {{tries}} kali: {{why}}. Fairlead terus mencoba.",
  "STREAM_STUCK.point": "Ukuran poin {{symbol}} tidak dapat disimpan: {{why}}",
  STREAM_NOT_LIVE: "MT5 tidak memberi tick {{symbol}}: {{status}} (kesalahan {{error}}).",
  EPOCH_OPENED: "Jam broker mundur {{backMs}} ms: {{symbol}} berlanjut di epoch {{epoch}}.",
  TICKS_NOT_STORED: "Tick tidak dapat disimpan, jadi tidak ada yang dikonfirmasi: {{why}}",
  TICKS_UNREADABLE: "Sebuah pesan tick dari {{name}} tidak dapat dibaca: {{why}}.",
  GAP_FILLED: "{{ticks}} tick {{symbol}} yang terlewat diambil dari riwayat MT5.",
  BACKFILL_STUCK: "Tick lama {{instrument}} tidak dapat disimpan: {{why}} Fairlead mencoba lagi.",
  GAP_NOT_RECORDED: "Celah {{symbol}} tidak dapat diperiksa: {{why}}",
  "GAP_RECORDED.DISCONNECTED":
    "{{symbol}} punya celah {{seconds}} s: sambungan putus dan riwayat MT5 tidak punya ticknya; {{bars}} bar menit diketahui.",
  "GAP_RECORDED.HISTORY_MISSING":
    "{{symbol}} punya celah {{seconds}} s: riwayat MT5 menjawab {{status}} (kesalahan {{error}}); {{bars}} bar menit diketahui.",
  HISTORY_REWRITTEN:
    "Riwayat broker untuk {{symbol}} diubah: {{live}} tick terlihat langsung, riwayat MT5 kini menunjukkan {{history}}. Keduanya disimpan.",
  "HISTORY_NOT_COMPARED.unread":
    "Riwayat {{symbol}} berbeda dari yang terlihat langsung, tetapi tidak dapat dibaca: {{why}}. Dibandingkan lagi pada sambungan berikutnya.",
  "HISTORY_NOT_COMPARED.unasked":
    "Riwayat MT5 untuk {{symbol}} tidak dibandingkan dengan yang terlihat langsung: {{why}} Dibandingkan lagi pada sambungan berikutnya.",

  ORDER_SEND_FAULT: "Sambungan gagal saat order {{symbol}} diserahkan; apa yang terjadi dengannya sedang dicari tahu.",
  INTENT_UNWRITTEN:
    "Nasib sebuah order {{symbol}} tidak dapat dicatat; ditanyakan lagi saat dijalankan berikutnya. Periksa diska.",
  LATE_FILL: "Order {{symbol}} terisi terlambat. Periksa posisi Anda.",
  OUTCOME_CONTRADICTED: "Broker kini mengatakan hal lain tentang order {{symbol}}. Periksa posisi Anda.",
  OTHER_INSTALLATION:
    "Fairlead lain (nomor {{installation}}) juga bertransaksi di {{account}}. Batas dan kuncinya tersendiri: pakai satu saja untuk akun ini.",
  ORDER_DOUBLED:
    "Broker memegang {{orders}} order untuk satu order Anda di {{account}}. Periksa posisi Anda, dan tutup yang berlebih.",
  STOP_MISSING:
    "Posisi {{position}} ({{symbol}}) tidak punya stop yang diterima broker tepat waktu. Fairlead menutupnya.",
  TIMED_CLOSE: "Waktu posisi {{position}} ({{symbol}}) sudah habis. Fairlead menutupnya.",
  GUARD_CLOSE_FAILED:
    "Posisi {{position}} di {{account}} tidak dapat ditutup. Fairlead mencoba lagi; tutup dengan tangan bila tetap begini.",
  FLAT_CONFIRMED: "{{account}} dipastikan kosong: MT5 dan pemeriksaan kami tidak menemukan posisi maupun order.",
  LATCHED: "{{verb}} dikunci untuk {{account}} ({{cause}}). Tetap begitu sampai Anda melepasnya.",
  LEDGER_WRITABLE: "Buku besar Fairlead dapat ditulis lagi; semua yang disimpan di memori sudah ada di disk.",
  LATCH_RESET: "{{verb}} dilepas untuk {{account}}.",
  SESSION_CLOSE_REFUSED: "Transaksi {{trade}} sebuah sesi tidak dapat ditutup ({{code}}). Dicoba lagi sampai berhasil.",
  SESSION_TAKEN_BACK:
    "Order {{symbol}} dari sesi {{name}} yang sudah dihapus terisi terlambat. Sesi itu ada di daftar lagi dan menangani transaksinya; periksa posisi Anda.",
  SIGNALS_DROPPED:
    "{{count}} sinyal yang menunggu sesi sibuk saat Fairlead berhenti telah dibuang. Tidak ada yang dikirim untuknya.",
  JOURNAL_BEHIND: "Jurnal tidak dapat menerima yang baru ({{why}}). Dicoba lagi pada deal berikutnya.",
  TRADE_LISTENER_FAILED: "Sebuah bagian Fairlead tidak dapat mengolah kabar transaksi: {{why}}",
  TIMER_FAULT:
    "Sebuah bagian Fairlead gagal dalam pekerjaan berkalanya: {{why}} Bagian lain tetap berjalan; ia mencoba lagi.",
  RISK_NEAR:
    "{{account}} sudah memakai paling sedikit 80 % dari batas {{rule}}. Bila habis, semuanya ditutup atau ditahan.",
  RISK_FAULT:
    "{{account}} tidak dapat dinilai menurut batasnya ({{why}}). Izinnya tidak diperpanjang, jadi MT5 tidak mengambil risiko baru.",
  ALERTS_BLIND:
    "Peringatan pada {{instrument}} kekurangan sebagian riwayatnya: {{why}}. Mulai sekarang dinilai dari yang datang.",
  ALERTS_UNWRITTEN:
    "Yang dilihat peringatan tidak dapat ditulis ({{why}}). Dicoba lagi tiap beberapa detik; tidak ada yang diberitahukan dua kali. Periksa disk.",
  SESSION_FAULT:
    "Sebuah sesi mengalami kesalahan dan tidak dapat bertindak; stop transaksinya tetap di broker. Hentikan sesi itu dan lihat log: {{fault}}",
};
