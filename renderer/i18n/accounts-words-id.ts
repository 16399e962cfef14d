import type { accountsWords } from "./accounts-words.ts";

/** Indonesian words of the panel with every account. */
export const accountsWordsId: Record<keyof typeof accountsWords, string> = {
  "dock.accounts": "Akun",
  "accounts.all": "Semua akun",
  "accounts.none": "Belum ada akun yang dikenal.",
  "accounts.kind.live": "Riil: uang sungguhan",
  "accounts.kind.demo": "Demo: uang broker",
  "accounts.kind.paper": "Simulasi: pasar tiruan",
  "accounts.account": "Akun",
  "accounts.state": "Tautan",
  "accounts.today": "Hari ini",
  "accounts.margin": "Level margin",
  "accounts.positions": "Posisi",
  "accounts.orders": "Order",
  "accounts.show": "Tampilkan {{account}}",
  "accounts.shown": "di layar",
  "accounts.total": "Bersama dalam {{currency}}, {{count}} akun",
  "accounts.left": "{{left}} tidak terhubung: tidak dihitung, angkanya lama",
  "accounts.apart": "Jenis uang dan mata uang tidak pernah dijumlahkan.",
};
