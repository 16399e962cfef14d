/** The shell's own words: it has no window to read them from. */
const EN = {
  show: "Show Fairlead",
  newWindow: "New window",
  pauseEntries: "Pause entries on all accounts",
  stopAutomation: "Stop automation on all accounts",
  flattenAll: "Flatten all accounts\u2026",
  latched: "holds; take it back in the window",
  quit: "Quit",
  running: "running",
  starting: "starting",
  stopping: "ending",
  restarting: "starting again",
  stopped: "not running",
  none: "no account",
  position: "position",
  positions: "positions",
  flattenTitle: "Close every position and remove every order?",
  flattenOn: "This closes what is open on:",
  cancel: "Cancel",
  flattenSure: "Flatten all",
  failed: "That was not done.",
  hungTitle: "The window does not answer",
  hungBody: "Orders and sessions go on in the bridge. Load the window again?",
  wait: "Wait",
  reload: "Load again",
} as const;

const ID: Readonly<Record<keyof typeof EN, string>> = {
  show: "Tampilkan Fairlead",
  newWindow: "Jendela baru",
  pauseEntries: "Jeda entri di semua akun",
  stopAutomation: "Hentikan otomasi di semua akun",
  flattenAll: "Tutup semua di semua akun\u2026",
  latched: "berlaku; cabut di jendela",
  quit: "Keluar",
  running: "berjalan",
  starting: "mulai",
  stopping: "berakhir",
  restarting: "mulai lagi",
  stopped: "tidak berjalan",
  none: "tidak ada akun",
  position: "posisi",
  positions: "posisi",
  flattenTitle: "Tutup semua posisi dan hapus semua order?",
  flattenOn: "Ini menutup yang terbuka di:",
  cancel: "Batal",
  flattenSure: "Tutup semua",
  failed: "Itu tidak dilakukan.",
  hungTitle: "Jendela tidak menjawab",
  hungBody: "Order dan sesi tetap berjalan di bridge. Muat jendela lagi?",
  wait: "Tunggu",
  reload: "Muat lagi",
};

export type ShellWords = Readonly<Record<keyof typeof EN, string>>;

/** @param asked the setting `appearance.language`; `system` or unknown: the system's own. */
export const shellWords = (asked: string | undefined, system: string): ShellWords =>
  (asked === "en" || asked === "id" ? asked : system).startsWith("id") ? ID : EN;
