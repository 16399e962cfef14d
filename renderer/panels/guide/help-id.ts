import type { HelpTexts } from "./help-text.ts";

export const helpId: HelpTexts = {
  basics: {
    title: "Dasar-dasar",
    parts: [
      {
        heading: "Yang terlihat",
        paragraphs: [
          "Pantauan pasar di kiri memuat simbol akun dengan bid, ask, dan spread. Enter atau klik menaruhnya di grafik. Panel bawah memuat posisi, order, riwayat, dan lainnya; setiap panel dapat digeser, dilipat, atau ditutup, dan {{palette}} memunculkannya lagi.",
          "Bilah atas menyebut akun, jenis uangnya (simulasi, demo, atau riil), dan keadaannya. Bilah bawah menunjukkan jalan dari jendela ini ke broker, setiap ruas dengan umurnya. Ruas yang putus menjadi kalimat dengan tombol.",
        ],
      },
      {
        heading: "Sebuah order",
        paragraphs: [
          "Tiket dibuka dengan {{ticket}}. Beli berarti untung bila harga naik; jual bila turun. Order pasar terisi seketika pada ask (beli) atau bid (jual); order limit, stop, dan stop-limit menunggu suatu harga.",
          "Lot adalah ukuran. Satu lot EURUSD adalah 100.000 euro; 0,01 yang terkecil di kebanyakan broker. Ukuran dapat diberikan sebagai lot, uang yang hilang di stop, atau persen saldo: Fairlead membulatkan ke bawah.",
          "Spread adalah jarak bid dan ask: biaya transaksi sebelum yang lain. Pip adalah desimal keempat pada kebanyakan pasangan (kedua pada yen); poin adalah desimal terakhir yang tampil.",
        ],
      },
      {
        heading: "Setelah terisi",
        paragraphs: [
          "Posisi ada di tabel dan sebagai garis di grafik. Stop dan target juga garis: geser, atau pindahkan dengan tombol panah, lalu pastikan. Laba mengikuti harga; swap adalah biaya atau hasil menginap.",
          "Setiap transaksi yang ditutup menulis halamannya sendiri di jurnal, dengan gambarnya. Statistik menyebut jumlah transaksi di balik angkanya; kurang dari tiga puluh belum berarti banyak.",
        ],
      },
    ],
  },
  risk: {
    title: "Risiko",
    parts: [
      {
        heading: "Satu angka menentukan",
        paragraphs: [
          "Risiko sebuah order adalah yang hilang bila stop kena: jarak kali ukuran, ditambah biaya. Sepuluh rugi beruntun lazim dalam setahun. Pada 1 % masing-masing itu sepersepuluh akun, pada 5 % empat persepuluh; setelah itu akun harus tumbuh dua pertiga untuk kembali.",
          "R adalah risiko itu sebagai satuan: transaksi yang menghasilkan dua kali risikonya membuat 2 R. Menghitung dalam R membuat transaksi kecil dan besar dapat dibandingkan.",
        ],
      },
      {
        heading: "Batas",
        paragraphs: [
          "Batas adalah rumus dengan angkanya dan sisa ruangnya, tampil di panel Risiko dan di putusan setiap order. Rugi harian dihitung sejak awal hari aturan itu sendiri, dengan posisi terbuka sebagaimana di stop-nya. Posisi yang sah sebelum tengah malam dapat melanggar setelahnya; putusan menghitung itu juga.",
          "Pada 80 % Fairlead memperingatkan. Bila batas rugi terlampaui ia menutup semuanya dan tetap tertutup sampai seseorang mencabutnya. MetaTrader menjaga lantai yang sama sendiri, bila komputer ini gagal.",
        ],
      },
      {
        heading: "Yang tidak dapat dilakukan batas",
        paragraphs: [
          "Batas menutup pada harga yang ada. Pada celah harga, kerugian dapat melebihi batas. Uang yang tidak boleh hilang jangan ditaruh di akun.",
        ],
      },
    ],
  },
  gale: {
    title: "Gale",
    parts: [
      {
        heading: "Apa itu",
        paragraphs: [
          "Gale (martingale) memperbesar transaksi setelah rugi, agar satu kemenangan membayar kerugian sebelumnya. Ia sering menang sedikit, dan jarang kalah banyak. Peluang transaksi tidak berubah: deret rugi yang dilipatduakan menghabiskan 31 kali taruhan pertama setelah lima kali, 1.023 kali setelah sepuluh.",
        ],
      },
      {
        heading: "Bagaimana Fairlead membatasinya",
        paragraphs: [
          "Sesi menampilkan seluruh tangga sebelum mulai: lot setiap langkah setelah pembulatan, jumlah rugi sampai di situ, margin, dan langkah pertama yang dihentikan batas. Ditampilkan pula peluang rugi beruntun sebanyak itu, dari transaksi Anda sendiri.",
          "Langkah punya batas tertinggi. Bila tercapai, sesi mulai lagi atau berhenti sesuai pilihan, dan aturan yang bekerja disebut. Setiap langkah melewati putusan yang sama dengan order manual, jadi gale tidak dapat melewati batas.",
        ],
      },
      {
        heading: "Sebelum memakainya",
        paragraphs: [
          "Setel gale ke 0 (mati) atau 1 sampai Anda pernah mengikuti satu sesi penuh. Catat kerugian di langkah terakhir, dan tanyakan apakah Anda mau mengirimnya sebagai satu order. Bila tidak, gale terlalu panjang.",
        ],
      },
    ],
  },
  safety: {
    title: "Keamanan",
    parts: [
      {
        heading: "Tiga tindakan",
        paragraphs: [
          "Jeda entri: tidak ada yang baru dibuka, yang terbuka tetap dapat dikelola. Hentikan otomasi: sesi berhenti, Anda lanjut manual. Tutup semua: setiap posisi ditutup, setiap order dihapus, dan dibuktikan: bersih dikatakan hanya setelah broker menunjukkannya. Masing-masing berlaku sampai Anda mencabutnya, juga setelah mulai ulang.",
        ],
      },
      {
        heading: "Bila sesuatu gagal",
        paragraphs: [
          "Jendela boleh tertutup atau macet: order dan sesi hidup di jembatan. Jembatan boleh mati: MetaTrader menjaga stop, lantai, dan kunci, dan beberapa detik kemudian tidak mengambil risiko baru. MetaTrader boleh mati: yang ada di broker tetap di broker.",
          "Order yang jawabannya hilang disebut tidak diketahui dan dicari di catatan broker sendiri. Ia tidak pernah dikirim dua kali.",
        ],
      },
      {
        heading: "Tombol dan uang sungguhan",
        paragraphs: [
          "Tombol transaksi tidak melakukan apa pun sebelum diaktifkan, untuk satu jendela dan satu akun, dan bilah mengatakannya. Di akun riil, tombol yang mengirim ditahan satu detik. Akun riil tidak membuka apa pun sebelum memiliki batas.",
          "Kata sandi broker tetap di MetaTrader. Yang keluar dari komputer ini disebut di panel Cloud, dan tidak ada yang keluar selama itu mati.",
        ],
      },
    ],
  },
};
