import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import { describe, expect, test } from "vitest";
import { sha256 } from "#bridge/terminal-installer/library-check.ts";
import { windowsText } from "#bridge/terminal-installer/windows-text.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import type { AssistantStory } from "#test/fixtures/wine/assistant.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";

const has = (program: string): boolean => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
/** Node for Windows that this Wine can run: Debian 12's Wine 8 runs 22, not 24. */
const NODE = process.env["FAIRLEAD_WINE_NODE"] ?? "";
const COMPILER = "x86_64-w64-mingw32";
const ready = existsSync(NODE) && has("wine") && has(`${COMPILER}-gcc`);
if (!ready) process.stdout.write("skipped: the assistant under Wine (needs wine, mingw-w64 and FAIRLEAD_WINE_NODE)\n");

const FIXTURES = join(ROOT, "test", "fixtures", "wine");
const LIBRARY = "fairlead-libzmq-4.3.5.dll";
const BROKERS = ["Broker One MT5", "Zweiter Bröker Terminal"];

/** A drive C with two brokers' terminals, and the app's own folder, as they lie on a PC. */
async function makeUpDrive(prefix: string): Promise<string> {
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: "-all" };
  execFileSync("wine", ["wineboot", "-i"], { env, stdio: "ignore" });
  execFileSync("wine", ["reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"], {
    env,
    stdio: "ignore",
  });
  const drive = join(prefix, "drive_c");
  const tools = join(drive, "tools");
  mkdirSync(tools);
  const compile = (program: string, source: string, ...options: string[]): void =>
    void execFileSync(`${COMPILER}-gcc`, ["-O1", ...options, "-o", join(tools, program), join(FIXTURES, source)]);
  compile("metaeditor.exe", "metaeditor.c");
  compile("terminal.exe", "terminal.c", "-municode");
  execFileSync(`${COMPILER}-windres`, [join(FIXTURES, "library.rc"), join(tools, "library.o")]);
  compile(LIBRARY, "library.c", "-shared", join(tools, "library.o"));

  const user = execFileSync("wine", ["cmd", "/c", "echo %APPDATA%"], { env, encoding: "utf8" }).trim();
  const roaming = join(drive, ...user.slice(3).split("\\"));
  for (const [at, broker] of BROKERS.entries()) {
    const programs = join(drive, "Program Files", broker);
    const data = join(roaming, "MetaQuotes", "Terminal", `${at}`.repeat(32));
    for (const folder of [programs, join(data, "MQL5")]) mkdirSync(folder, { recursive: true });
    cpSync(join(tools, "metaeditor.exe"), join(programs, "MetaEditor64.exe"));
    writeFileSync(join(programs, "terminal64.exe"), "");
    writeFileSync(join(data, "origin.txt"), windowsText(`C:\\Program Files\\${broker}\r\n`));
  }
  const app = join(drive, "fairlead");
  cpSync(join(ROOT, "mql5"), join(app, "mql5"), { recursive: true });
  mkdirSync(join(app, "mql5", "Libraries"), { recursive: true });
  cpSync(join(tools, LIBRARY), join(app, "mql5", "Libraries", LIBRARY));
  const sum = sha256(readFileSync(join(tools, LIBRARY)));
  writeFileSync(join(app, "mql5", "Libraries", `${LIBRARY}.sha256`), `${sum}  ${LIBRARY}\n`);
  await build({
    input: { assistant: join(FIXTURES, "assistant.ts") },
    platform: "node",
    output: { dir: join(app, "dist", "bridge"), format: "esm", entryFileNames: "[name].mjs" },
  });
  return drive;
}

describe.runIf(ready)("under Wine, by Windows' rules for paths, quotes and files in use", () => {
  test("the assistant finds terminals, installs, compiles, repairs, and leaves a loaded library for the next time", {
    timeout: 600_000,
  }, async () => {
    const prefix = join(temporaryFolder(), "wine");
    const drive = await makeUpDrive(prefix);
    const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: "-all", NODE_SKIP_PLATFORM_CHECK: "1" };
    const script = "C:\\fairlead\\dist\\bridge\\assistant.mjs";
    spawnSync("wine", [NODE, script, "C:\\story.json"], { env, stdio: "ignore", timeout: 300_000 });
    const told = JSON.parse(readFileSync(join(drive, "story.json"), "utf8")) as AssistantStory;
    spawnSync("wine", ["wineboot", "-k"], { env, stdio: "ignore" });

    expect(new Set(told.found)).toEqual(new Set(BROKERS));
    expect(told.installed.map(({ compiled }) => compiled)).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
    expect(told.installed[0]?.written).toBeGreaterThan(30);
    expect([told.again, told.repaired]).toEqual([0, 1]);
    expect(told.keptWhileLoaded).toEqual([`Libraries/${LIBRARY}`]);
    expect(told.keptAfter).toEqual([]);
    expect(told.left).toEqual([]);
  });
});
