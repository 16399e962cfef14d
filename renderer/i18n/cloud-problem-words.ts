import { PROBLEMS, type ProblemCode } from "#shared/cloud/problems.ts";

const isKnown = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** What a user of the Cloud panel can meet, in Indonesian; the rest is said in the cloud's own English. */
const INDONESIAN: Readonly<Partial<Record<ProblemCode, string>>> = {
  CREDENTIALS_WRONG: "Email dan kata sandi tidak cocok. Periksa keduanya, atau atur ulang kata sandi.",
  CODE_WRONG: "Kode salah, sudah dipakai, atau kedaluwarsa. Masukkan kode terbaru.",
  REFRESH_REFUSED: "Sesi masuk ini telah diakhiri. Masuk lagi.",
  REFRESH_REUSED:
    "Token lama dipakai lagi; mungkin dicuri, jadi sesi ini diakhiri. Masuk lagi dan periksa perangkat Anda.",
  DEVICE_PROOF_WRONG: "Permintaan tidak ditandatangani perangkat yang masuk. Masuk lagi di perangkat ini.",
  EMAIL_UNVERIFIED: "Alamat email belum dikonfirmasi. Masukkan kode dari surat.",
  TWO_FACTOR_REQUIRED: "Paket meminta faktor kedua. Pasang aplikasi autentikator dulu.",
  ACCOUNT_SUSPENDED: "Pengguna ini ditangguhkan. Hubungi dukungan.",
  PASSWORD_WEAK: "Kata sandi terlalu mudah ditebak. Pakai dua belas karakter atau lebih yang bukan kata sandi umum.",
  LOGIN_LOCKED: "Terlalu banyak percobaan. Tunggu sebentar.",
  RATE_LIMITED: "Terlalu banyak permintaan untuk paket ini. Tunggu sebentar.",
  PLAN_LIMIT: "Batas paket tercapai.",
  PLAN_FEATURE: "Paket tidak mencakup ini.",
  PAYMENT_REQUIRED: "Paket ini harus dibayar, dan server ini belum menerima pembayaran.",
  BAD_REQUEST: "Isian tidak sesuai. Perbaiki lalu kirim lagi.",
  CONFLICT: "Sudah ada, atau keadaannya tidak mengizinkan ini.",
  OVERLOADED: "Terlalu banyak yang masuk sekaligus. Coba lagi beberapa detik lagi.",
  UNREADY: "Server sedang mulai atau berhenti. Coba lagi beberapa detik lagi.",
};

/** A problem of the cloud in words: what happened and what to do. Undefined for a code that no table has. */
export function cloudProblemWords(code: string, language: string): string | undefined {
  if (!isKnown(code)) return undefined;
  const own = language === "id" ? INDONESIAN[code] : undefined;
  return own ?? `${PROBLEMS[code].title} ${PROBLEMS[code].now}`;
}
