import type { guideWords } from "./guide-words.ts";

/** Indonesian words of the guide. */
export const guideWordsId: Readonly<Record<keyof typeof guideWords, string>> = {
  "dock.guide": "Panduan",
  "guide.title": "Panduan",
  "guide.done": "selesai",
  "guide.help": "Baca tentang",
  "guide.help.basics": "Dasar-dasar",
  "guide.help.risk": "Risiko",
  "guide.help.gale": "Gale",
  "guide.help.safety": "Keamanan",
  "guide.step.start": "Mulai di sini",
  "guide.step.limits": "Tetapkan batas",
  "guide.step.trades": "Tiga transaksi simulasi",
  "guide.step.connect": "Hubungkan MetaTrader 5",
  "guide.step.live": "Bertransaksi riil",
  "guide.start.what":
    "Anda melihat terminal yang bekerja dengan akun simulasi: harga tiruan, uang tiruan, aturan sungguhan. Pilih pasar di daftar kiri; {{ticket}} membuka tiket; {{palette}} menemukan semuanya; {{keys}} menampilkan tombol.",
  "guide.start.cloud":
    "Akun cloud tidak wajib untuk bertransaksi. Akun itu menyimpan riwayat dan menampilkannya di tempat lain.",
  "guide.start.register": "Daftar",
  "guide.risks": "Kerugian yang mungkin terjadi",
  "guide.risks.loss":
    "Anda dapat kehilangan seluruh uang di akun, dan di sebagian broker lebih dari itu. Sebagian besar trader perorangan merugi.",
  "guide.risks.leverage":
    "Leverage membesarkan gerakan kecil: pada 1:100, gerakan 1 % yang berlawanan menghabiskan seluruh margin.",
  "guide.risks.gap":
    "Stop adalah order pasar: lewat akhir pekan atau saat berita, ia terisi di harga yang ada, yang mungkin jauh melewatinya.",
  "guide.risks.software":
    "Program, komputer, dan koneksi bisa gagal. Fairlead mengatakan yang diketahuinya dan berhenti bila tidak tahu; ia tidak dapat menjanjikan order terisi.",
  "guide.risks.advice":
    "Tidak ada nasihat di sini. Batas, preset, dan angka adalah alat; penggunaannya adalah keputusan Anda.",
  "guide.risks.accept": "Saya sudah membaca ini",
  "guide.risks.read": "Anda sudah membaca ini.",
  "guide.limits.why":
    "Batas dijaga oleh Fairlead dan oleh MetaTrader sendiri: order yang akan melanggarnya tidak dikirim, dan batas rugi yang terlampaui menutup semuanya. Lima pertanyaan menghasilkan usulan; ubah sesuka Anda.",
  "guide.limits.set": "{{account}} sudah memiliki batas: {{name}}.",
  "guide.limits.unanswered": "Jawab kelimanya, atau pilih sendiri.",
  "guide.limits.answered": "Jawaban Anda menunjukkan: {{tolerance}}.",
  "guide.limits.proposed": "Batas yang diusulkan",
  "guide.limits.money": "Dalam uang hari ini",
  "guide.limits.take": "Tetapkan batas ini untuk",
  "guide.limits.own": "Tetapkan sendiri, atau menurut aturan perusahaan\u2026",
  "guide.tolerance": "Toleransi",
  "guide.tolerance.conservative": "Konservatif",
  "guide.tolerance.moderate": "Moderat",
  "guide.tolerance.aggressive": "Agresif",
  "guide.ask.experience": "Sudah berapa lama Anda bertransaksi?",
  "guide.ask.experience.0": "Belum pernah",
  "guide.ask.experience.1": "Beberapa bulan",
  "guide.ask.experience.2": "Bertahun-tahun",
  "guide.ask.share": "Berapa bagian tabungan Anda ada di akun ini?",
  "guide.ask.share.0": "Lebih dari setengah",
  "guide.ask.share.1": "Kurang dari setengah",
  "guide.ask.share.2": "Kurang dari sepersepuluh",
  "guide.ask.fall": "Akun turun sepersepuluh dalam sebulan. Apa yang Anda lakukan?",
  "guide.ask.fall.0": "Saya berhenti",
  "guide.ask.fall.1": "Saya mengecilkan transaksi",
  "guide.ask.fall.2": "Saya lanjut seperti biasa",
  "guide.ask.goal": "Apa yang paling penting?",
  "guide.ask.goal.0": "Menjaga yang ada",
  "guide.ask.goal.1": "Tumbuh perlahan",
  "guide.ask.goal.2": "Tumbuh cepat, dan menanggung penurunan besar",
  "guide.ask.income": "Apakah Anda membutuhkan uang dari akun ini untuk hidup?",
  "guide.ask.income.0": "Ya, setiap bulan",
  "guide.ask.income.1": "Kadang-kadang",
  "guide.ask.income.2": "Tidak",
  "guide.capital.below25":
    "Saldo Anda {{balance}}: 1 % adalah {{percent}}. Di bawah 25.000, lot terkecil bisa melebihi risiko 1 %: biarkan tiket menghitung lot dari risiko, pilih pasar dengan langkah kecil, dan pegang satu posisi saja.",
  "guide.capital.25K":
    "Saldo Anda {{balance}}: 1 % adalah {{percent}}. Mulai 25.000, satu atau dua posisi masing-masing 1 % dapat berdampingan; hitung posisi pada mata uang yang sama sebagai satu.",
  "guide.capital.50K":
    "Saldo Anda {{balance}}: 1 % adalah {{percent}}. Mulai 50.000, tiga posisi 1 % lazim; tetapkan batas untuk satu mata uang, dan taruh batas harian di titik Anda sendiri akan berhenti.",
  "guide.capital.100K":
    "Saldo Anda {{balance}}: 1 % adalah {{percent}}. Mulai 100.000, banyak yang memakai 0,5 % per order: jumlahnya terasa lain, dan perusahaan yang mendanai akun seperti ini mengizinkan 3 sampai 5 % sehari.",
  "guide.capital.250K":
    "Saldo Anda {{balance}}: 1 % adalah {{percent}}. Mulai 250.000, order besar menggerakkan pasar yang tipis: perhatikan batas spread dan slippage, dan pertimbangkan lebih dari satu akun.",
  "guide.capital.currency": "Tingkat ini menghitung satuan penuh {{currency}}.",
  "guide.trades.what":
    "Uangnya tiruan, langkahnya sama dengan setiap transaksi nanti. Masing-masing dicentang bila akun menunjukkannya.",
  "guide.trades.notPaper":
    "Transaksi ini untuk akun simulasi: pilih di bilah atas. Yang dilakukan di akun lain tidak dihitung.",
  "guide.trade.stop": "Transaksi dengan stop",
  "guide.trade.stop.how":
    "Order baru membuka tiket. Ketik stop loss sedikit di bawah harga, lihat putusan di antara isian dan tombol, tekan Beli. Lalu tutup posisi di tabel bawah.",
  "guide.trade.target": "Transaksi dengan stop dan target",
  "guide.trade.target.how":
    "Pilih ukuran menurut risiko dan 1 persen, ketik stop loss dan take profit, dan lihat risiko serta kemungkinan hasilnya (R). Setelah terisi, geser garis di grafik, atau tunggu. Lalu tutup.",
  "guide.trade.pending": "Order yang menunggu",
  "guide.trade.pending.how":
    "Pilih Limit, harga di bawah pasar dan stop di bawahnya. Order menunggu di Order. Batalkan, atau biarkan terisi.",
  "guide.trade.placed": "dikirim",
  "guide.trade.closed": "ditutup lagi",
  "guide.trade.gone": "terisi atau dibatalkan",
  "guide.connect.what":
    "Fairlead bertransaksi lewat MetaTrader 5 di komputer ini. Daftar ini menunjukkan yang ada sekarang; kata sandi Anda tetap di MetaTrader.",
  "guide.check.ok": "ada.",
  "guide.check.missing": "belum ada.",
  "guide.check.unknown": "belum diketahui.",
  "guide.check.terminal": "Terminal",
  "guide.check.terminal.how":
    "Pasang MetaTrader 5, taruh EA Fairlead di grafik, dan buka pemasangan di panel Terminal.",
  "guide.check.ea": "EA",
  "guide.check.ea.how": "Jalankan MetaTrader 5 dengan EA Fairlead di grafik; perbarui bila versinya berbeda.",
  "guide.check.algo": "Algo Trading",
  "guide.check.algo.how": "Tekan Algo Trading di bilah alat MetaTrader, dan izinkan di pengaturan EA.",
  "guide.check.account": "Akun",
  "guide.check.account.how": "Masuk ke akun Anda di MetaTrader.",
  "guide.check.symbols": "Simbol",
  "guide.check.symbols.how": "Tambahkan simbol ke Market Watch MetaTrader.",
  "install.title": "MetaTrader 5 di PC ini",
  "install.elsewhere": "MetaTrader 5 berjalan di Windows: jalankan Fairlead di sana agar dipasang otomatis.",
  "install.none": "MetaTrader 5 tidak ditemukan. Pasang dari broker Anda dan masuk sekali, lalu cari lagi.",
  "install.search": "Cari lagi",
  "install.absent": "Fairlead belum ada di dalamnya.",
  "install.whole": "Fairlead {{version}} ada di dalamnya, utuh dan terkompilasi.",
  "install.broken": "Fairlead {{version}} ada di dalamnya; {{faults}} berkas hilang, berubah, atau belum dikompilasi.",
  "install.old": "Fairlead {{version}} ada di dalamnya: versi lain dari yang ini.",
  "install.noEditor": "MetaEditor tidak ada.",
  "install.uncompiled": "{{path}} tidak terkompilasi: {{why}}.",
  "install.fault": "{{path}}, baris {{line}}: {{words}}",
  "install.start": "Selesai. Jalankan MetaTrader dan taruh EA di grafik, atau jalankan dengan /config:{{file}}",
  "install.do": "Pasang ke {{name}}",
  "install.update": "Perbarui di {{name}}",
  "install.repair": "Perbaiki di {{name}}",
  "install.remove": "Hapus dari {{name}}",
  "guide.live.what":
    "Akun dengan uang sungguhan tidak membuka apa pun sebelum memiliki batas. Kunci ini dijaga jembatan, jendela atau program mana pun yang meminta; menutup dan mendekatkan stop selalu bisa.",
  "guide.live.none": "Tidak ada akun riil yang terhubung.",
  "guide.live.open": "Batas sudah ditetapkan: {{name}}.",
  "command.help": "Bantuan: {{page}}",
  "command.guide": "Buka panduan",
};
