import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findTerminals } from "#bridge/terminal-installer/find-terminals.ts";
import { install, remove, verify } from "#bridge/terminal-installer/install.ts";
import { inside, isSafe } from "#bridge/terminal-installer/installed.ts";
import { InstallerDesk } from "#bridge/terminal-installer/installer-desk.ts";
import { libraryProblem, libraryVersion, sha256 } from "#bridge/terminal-installer/library-check.ts";
import { readCompileLog } from "#bridge/terminal-installer/metaeditor.ts";
import { readPayload } from "#bridge/terminal-installer/payload.ts";
import { startConfig } from "#bridge/terminal-installer/start-config.ts";
import { readWindowsText, windowsText } from "#bridge/terminal-installer/windows-text.ts";

const SOURCES = new URL("../../mql5", import.meta.url).pathname;
const [A, B] = ["0123456789ABCDEF0123456789ABCDEF", "FEDCBA9876543210FEDCBA9876543210"];
const LIBRARY = "fairlead-libzmq-4.3.5.dll";

let disk: string;
const at = (...parts: string[]): string => join(disk, ...parts);
function write(path: string, content: string | Uint8Array = ""): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** A Windows library as far as its version can be read. */
function library(major: number, minor: number, patch: number): Buffer {
  const file = Buffer.alloc(512);
  file.write("MZ");
  file.writeUInt32LE(0xfeef04bd, 256);
  file.writeUInt32LE(0x00010000, 260);
  file.writeUInt32LE((major << 16) | minor, 264);
  file.writeUInt32LE(patch << 16, 268);
  return file;
}

/** Two brokers' terminals and a portable one, as their installers leave them on a drive C. */
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), "fairlead-windows-"));
  for (const [hash, broker] of [
    [A, "Broker One MT5"],
    [B, "Zweiter Bröker"],
  ] as const) {
    write(at("C", "Program Files", broker, "terminal64.exe"));
    write(at("C", "Program Files", broker, "MetaEditor64.exe"));
    mkdirSync(at("roaming", "MetaQuotes", "Terminal", hash, "MQL5"), { recursive: true });
    write(
      at("roaming", "MetaQuotes", "Terminal", hash, "origin.txt"),
      windowsText(`C:\\Program Files\\${broker}\\\r\n`),
    );
  }
  write(at("D", "mt5 portable", "terminal64.exe"));
  mkdirSync(at("D", "mt5 portable", "MQL5"));
  mkdirSync(at("roaming", "MetaQuotes", "Terminal", "Common", "Files"), { recursive: true });
  write(at("libraries", LIBRARY), library(4, 3, 5));
  write(at("checksums", `${LIBRARY}.sha256`), `${sha256(library(4, 3, 5))}  ${LIBRARY}\n`);
});
afterEach(() => rmSync(disk, { recursive: true, force: true }));

const places = () => ({
  roaming: at("roaming"),
  programs: [at("C", "Program Files"), at("D")],
  local: (path: string) => at(path[0] ?? "", ...path.slice(3).split("\\")),
});
const payload = () =>
  readPayload({ sources: SOURCES, libraries: at("libraries"), checksums: at("checksums"), version: "1.0.0" });
const first = () => findTerminals(places()).find(({ name }) => name === "Broker One MT5") ?? expect.fail("not found");

/** MetaEditor as it behaves: a log in UTF-16, and a compiled file when there was no error. */
const editor =
  (errors = 0) =>
  async (_program: string, args: readonly string[]): Promise<void> => {
    const [source = "", log = ""] = args.map((argument) => /^\/(?:compile|log):"([^"]+)"$/.exec(argument)?.[1]);
    const fault = `${source}(12,7) : error 256: 'x' - undeclared identifier\r\n`;
    write(log, windowsText(`${errors > 0 ? fault : ""}Result: ${errors} errors, 1 warnings, 153 msec elapsed\r\n`));
    if (errors > 0) return;
    const compiled = source.replace(/mq5$/, "ex5");
    write(compiled, "compiled");
    utimesSync(compiled, new Date(), new Date());
  };

test("terminals of several brokers and a portable one are found, each once, with their programs", () => {
  const found = findTerminals(places());
  expect(new Set(found.map(({ name, portable, editor }) => `${name} ${portable} ${editor !== undefined}`))).toEqual(
    new Set(["Broker One MT5 false true", "Zweiter Bröker false true", "mt5 portable true false"]),
  );
  expect(found).toHaveLength(3);
  rmSync(at("C", "Program Files", "Broker One MT5"), { recursive: true });
  rmSync(at("roaming", "MetaQuotes", "Terminal", B, "origin.txt"));
  expect(findTerminals(places()).map(({ name }) => name)).toEqual(["mt5 portable"]);
  expect(findTerminals({ ...places(), roaming: at("nowhere"), programs: [] })).toEqual([]);
});

test("text is read in every form in which Windows programs write it", () => {
  const words = "C:\\Bröker\\MT5";
  expect(readWindowsText(windowsText(words))).toBe(words);
  expect(readWindowsText(Buffer.from(words, "utf16le"))).toBe(words);
  expect(readWindowsText(Buffer.from(words))).toBe(words);
  expect(readWindowsText(Buffer.from(words, "latin1"))).toBe(words);
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readWindowsText(bytes)));
});

test("a library below 4.3.3, without a version, or of another checksum is refused by name, and nothing is read further", () => {
  const problem = (bytes: Buffer, sum = sha256(bytes)) => libraryProblem(bytes, sum);
  expect(libraryVersion(library(4, 3, 5))).toEqual([4, 3, 5]);
  expect([library(4, 3, 3), library(4, 4, 0), library(5, 0, 0)].map((bytes) => problem(bytes))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([library(4, 3, 2), library(4, 2, 9), library(3, 9, 9)].map((bytes) => problem(bytes))).toEqual([
    "unsafe",
    "unsafe",
    "unsafe",
  ]);
  expect(problem(library(4, 3, 5), sha256(library(4, 3, 6)))).toBe("checksum");
  expect(problem(Buffer.from("not a program file".repeat(9)))).toBe("unversioned");
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => libraryProblem(bytes, sha256(bytes)) !== undefined || bytes.length > 200),
  );
  write(at("libraries", LIBRARY), library(4, 3, 2));
  expect(payload).toThrow(expect.objectContaining({ code: "INSTALL_LIBRARY_REFUSED" }));
  // A newer one that the programs do not name would lie there unused.
  rmSync(at("libraries", LIBRARY));
  write(at("libraries", "fairlead-libzmq-4.3.9.dll"), library(4, 3, 9));
  expect(payload).toThrow(expect.objectContaining({ code: "INSTALL_LIBRARY_MISSING" }));
  rmSync(at("libraries"), { recursive: true });
  expect(payload).toThrow(expect.objectContaining({ code: "INSTALL_LIBRARY_MISSING" }));
});

test("the EA, both services and the library are put in, compiled and verified; the library bears its version in its name", async () => {
  const { dataFolder } = first();
  const done = await install(first(), payload(), "EURUSD", editor());
  expect(done.programs.map(({ path, result }) => [path, result.ok])).toEqual([
    ["Experts/Fairlead/Fairlead.mq5", true],
    ["Services/Fairlead/FairleadCommand.mq5", true],
    ["Services/Fairlead/FairleadHistory.mq5", true],
  ]);
  expect(verify(dataFolder)).toEqual({ version: "1.0.0", missing: [], changed: [], uncompiled: [] });
  expect(sha256(readFileSync(join(dataFolder, "MQL5", "Libraries", LIBRARY)))).toBe(sha256(library(4, 3, 5)));
  expect(readWindowsText(readFileSync(done.startConfig))).toContain("Expert=Fairlead\\Fairlead\r\nSymbol=EURUSD");
  const again = await install(first(), payload(), "EURUSD", editor());
  expect(again.written).toBe(0);
});

test("what was deleted or changed is named, and repaired by installing again", async () => {
  const { dataFolder } = first();
  await install(first(), payload(), "EURUSD", editor());
  const place = (path: string) => join(dataFolder, "MQL5", ...path.split("/"));
  rmSync(place("Include/Fairlead/Link.mqh"));
  rmSync(place("Services/Fairlead/FairleadHistory.ex5"));
  write(place("Include/Fairlead/Zmq.mqh"), "// by hand");
  expect(verify(dataFolder)).toEqual({
    version: "1.0.0",
    missing: ["Include/Fairlead/Link.mqh"],
    changed: ["Include/Fairlead/Zmq.mqh"],
    uncompiled: ["Services/Fairlead/FairleadHistory.mq5"],
  });
  expect((await install(first(), payload(), "EURUSD", editor())).written).toBe(2);
  expect(verify(dataFolder)).toMatchObject({ missing: [], changed: [], uncompiled: [] });
});

test("removing takes out what was put in, keeps what was changed by hand, and never touches journals", async () => {
  const { dataFolder } = first();
  const journal = join(dataFolder, "MQL5", "Files", "Fairlead", "trades-1.bin");
  write(journal, "a journal");
  const foreign = join(dataFolder, "MQL5", "Experts", "Mine.mq5");
  write(foreign, "another's");
  await install(first(), payload(), "EURUSD", editor());
  const edited = join(dataFolder, "MQL5", "Include", "Fairlead", "Zmq.mqh");
  write(edited, "// by hand");
  const { removed, kept } = remove(dataFolder);
  expect(kept).toEqual(["Include/Fairlead/Zmq.mqh"]);
  expect(removed).toBeGreaterThan(30);
  expect([journal, foreign, edited].map((file) => existsSync(file))).toEqual([true, true, true]);
  expect(existsSync(join(dataFolder, "MQL5", "Experts", "Fairlead", "Fairlead.ex5"))).toBe(false);
  rmSync(edited);
  expect(remove(dataFolder)).toEqual({ removed: 1, kept: [] });
  expect(remove(dataFolder)).toEqual({ removed: 0, kept: [] });
});

test("a program that does not compile is told with file, line and words; a MetaEditor that says nothing is no success", async () => {
  const broken = await install(first(), payload(), "EURUSD", editor(1));
  expect(broken.programs[0]?.result).toMatchObject({
    ok: false,
    why: "errors",
    log: { errors: 1, first: { line: 12, text: "'x' - undeclared identifier" } },
  });
  const silent = await install(first(), payload(), "EURUSD", async () => undefined);
  expect(silent.programs[0]?.result).toMatchObject({ ok: false, why: "no log" });
  const lying = await install(first(), payload(), "EURUSD", async (_program, [, log = ""]) =>
    write(log.slice(log.indexOf('"') + 1, -1), "Result: 0 error(s), 0 warning(s)"),
  );
  expect(lying.programs[0]?.result).toMatchObject({ ok: false, why: "no program" });
  expect(readCompileLog("Result: 0 error(s), 2 warning(s)")).toMatchObject({ errors: 0, warnings: 2 });
  expect(readCompileLog("compiling...").errors).toBeUndefined();
  await expect(install({ ...first(), editor: undefined }, payload(), "EURUSD", editor())).rejects.toMatchObject({
    code: "INSTALL_NO_EDITOR",
  });
});

test("nothing is written or removed outside MQL5: not by a name, not by a link, not by a record that was changed", async () => {
  const { dataFolder } = first();
  const outside = at("outside");
  mkdirSync(outside);
  symlinkSync(outside, join(dataFolder, "MQL5", "Experts"));
  await expect(install(first(), payload(), "EURUSD", editor())).rejects.toMatchObject({
    code: "INSTALL_PLACE_REFUSED",
  });
  expect(existsSync(join(outside, "Fairlead"))).toBe(false);
  for (const path of [
    "../terminal64.exe",
    "Experts/../../x",
    "/etc/passwd",
    "C:/x",
    "Files/Fairlead/trades.bin",
    "Experts/./x",
    "Include\\x",
  ])
    expect(isSafe(path), path).toBe(false);
  fc.assert(
    fc.property(fc.string(), (path) => {
      if (isSafe(path)) expect(inside(findTerminals(places())[1]?.dataFolder ?? "", path)).toContain("MQL5");
    }),
  );
  const victim = at("victim.txt");
  write(victim, "x");
  const other = findTerminals(places()).find(({ name }) => name === "Zweiter Bröker")?.dataFolder ?? "";
  const record = { version: "1", files: [{ path: "../../../../../victim.txt", sha256: sha256(Buffer.from("x")) }] };
  write(join(other, "MQL5", "Include", "Fairlead", "installed.json"), JSON.stringify(record));
  expect(remove(other)).toEqual({ removed: 0, kept: [] });
  expect(existsSync(victim)).toBe(true);
});

test("the start-up ini holds no login, and takes no symbol that could add a line to it", () => {
  expect(startConfig("EURUSD.m")).not.toMatch(/login|password|server/i);
  for (const symbol of ["", "EURUSD\r\nLogin=1", "A=B", "x".repeat(32), "[Experts]"])
    expect(() => startConfig(symbol), symbol).toThrow(RangeError);
});

test("the bridge installs into terminals that it has found itself, and nowhere where MetaTrader does not run", async () => {
  const options = { version: "1.0.0", places: places(), payload, run: editor() };
  const desk = new InstallerDesk({ ...options, supported: true });
  const [one] = desk.find().terminals.filter(({ name }) => name === "Broker One MT5");
  expect(one).toMatchObject({ editor: true, portable: false, missing: [] });
  expect(one).not.toHaveProperty("version");
  const done = await desk.install(one?.id ?? "", "EURUSD");
  expect(done.programs.map(({ ok, warnings }) => [ok, warnings])).toEqual([
    [true, 1],
    [true, 1],
    [true, 1],
  ]);
  expect(desk.find().terminals.find(({ id }) => id === one?.id)).toMatchObject({
    version: "1.0.0",
    missing: [],
    uncompiled: [],
  });
  for (const id of ["", "../", one?.dataFolder ?? ""])
    await expect(desk.install(id, "EURUSD")).rejects.toMatchObject({ code: "TERMINAL_NOT_INSTALLED" });
  expect(desk.remove(one?.id ?? "").kept).toEqual([]);
  const elsewhere = new InstallerDesk({ ...options, supported: false });
  expect(elsewhere.find().terminals).toEqual([]);
  expect(() => elsewhere.remove(one?.id ?? "")).toThrow(expect.objectContaining({ code: "TERMINAL_NOT_INSTALLED" }));
});
