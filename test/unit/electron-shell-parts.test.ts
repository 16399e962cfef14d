import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readShellArguments } from "#electron/arguments.ts";
import { applyAutoStart } from "#electron/auto-start.ts";
import { CrashLog } from "#electron/crashes/crash-log.ts";
import { shellWords } from "#electron/tray/shell-words.ts";
import { trayModel } from "#electron/tray/tray-model.ts";
import { lookForUpdates } from "#electron/updates/look-for-updates.ts";
import { type Stillness, UpdateDesk } from "#electron/updates/update-desk.ts";
import { NO_SOURCE, portOf } from "#electron/updates/update-port.ts";
import { ClockWatch } from "#electron/wake/clock-watch.ts";
import { linkAmong, readDeepLink } from "#shared/shell/deep-link.ts";

test("a link names something to show, in any case and with a closing slash", () => {
  expect(readDeepLink("fairlead://panel/risk")).toEqual({ show: "panel", name: "risk" });
  expect(readDeepLink("FAIRLEAD://symbol/EURUSD.m/")).toEqual({ show: "symbol", name: "EURUSD.m" });
  expect(readDeepLink("fairlead://help/gale")).toEqual({ show: "help", name: "gale" });
  expect(linkAmong(["Fairlead.exe", "--data", "x", "fairlead://window/front"])).toEqual({
    show: "window",
    name: "front",
  });
});

test.each([
  "fairlead://trade/buy",
  "fairlead://order/EURUSD",
  "fairlead://panel/risk?buy=1",
  "fairlead://panel/risk#buy",
  "fairlead://panel/risk/buy",
  "fairlead://panel/../trade",
  "fairlead://user:pass@panel/risk",
  "fairlead://panel:80/risk",
  "fairlead://symbol/%45URUSD",
  "fairlead://symbol/<script>",
  "fairlead://settings/cloud.trade=true",
  "fairlead:panel/risk",
  "fairlead://panel/",
  " fairlead://panel/risk",
  "https://panel/risk",
  `fairlead://symbol/${"A".repeat(41)}`,
  "fairlead://panel/risk\n--data=/elsewhere",
])("a link that is more than that (%j) shows nothing", (text) => {
  expect(readDeepLink(text)).toBeUndefined();
});

test("whatever a link says, at most it shows one thing of four kinds", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `fairlead://${text}`),
      ),
      (text) => {
        const read = readDeepLink(text);
        if (read !== undefined) expect(["panel", "symbol", "help", "window"]).toContain(read.show);
      },
    ),
  );
});

test("a link on the command line never reaches the bridge, nor anything behind it, which may have come with it", () => {
  const places = { platform: "linux" as const, appData: "", home: "/home/u", xdgDataHome: undefined };
  const { bridge } = readShellArguments(["--data", "/p", "fairlead://panel/risk"], "/", places);
  expect(bridge).toEqual(["--data", "/p"]);
  for (const injected of [
    ["--data", "//evil/share"],
    ["--cloud=https://evil.example"],
    ["--replay", "x"],
    ["--paper"],
  ]) {
    const read = readShellArguments(["FAIRLEAD://panel/risk", ...injected], "/", places);
    expect(read).toEqual({
      profile: "/home/u/.local/share/fairlead",
      bridge: ["--data", "/home/u/.local/share/fairlead"],
    });
  }
});

test("a sleep and a clock that was set are told by two clocks; a busy machine is neither", () => {
  let [now, steady] = [1_000_000, 0];
  const watch = new ClockWatch({ now: () => now, steady: () => steady }, 5_000);
  const pass = (real: number, ran = real) => {
    now += real;
    steady += ran;
    return watch.look();
  };
  expect(pass(5_000)).toBeUndefined();
  expect(pass(9_000)).toBeUndefined();
  expect(pass(3_600_000)).toEqual({ kind: "slept", ms: 3_600_000 });
  expect(pass(5_000)).toBeUndefined();
  expect(pass(3_605_000, 5_000)).toEqual({ kind: "set", ms: 3_600_000 });
  expect(pass(-55_000, 5_000)).toEqual({ kind: "set", ms: -60_000 });
  expect(pass(5_500, 5_000)).toBeUndefined();
});

const EN = shellWords("en", "en-US");
const OFF = { phase: "off", why: "unsigned" } as const;
const account = (name: string, nature: "paper" | "live", positions: number) => ({
  name,
  login: "1",
  nature,
  positions,
});

test("the tray names each account with its kind of money, and offers nothing that the bridge could not do now", () => {
  const accounts = [account("Paper", "paper", 0), account("Main", "live", 3)];
  const running = trayModel({ phase: "running", connected: true, accounts, latches: [], update: OFF }, EN);
  expect(running.toolTip).toBe("Fairlead: running\nPaper (PAPER): 0 positions\nMain (LIVE): 3 positions");
  expect(running.items.map(({ verb, enabled }) => [verb, enabled])).toEqual([
    ["pauseEntries", true],
    ["stopAutomation", true],
    ["flattenAll", true],
  ]);
  const dead = trayModel({ phase: "restarting", connected: false, accounts, latches: [], update: OFF }, EN);
  expect(dead.toolTip).toBe("Fairlead: starting again");
  expect(dead.items.every(({ enabled }) => !enabled)).toBe(true);
  const many = Array.from({ length: 30 }, (_, at) => account(`Account ${at}`, "live", at));
  expect(
    trayModel({ phase: "running", connected: true, accounts: many, latches: [], update: OFF }, EN).toolTip.length,
  ).toBeLessThan(128);
});

test("what holds on every account is said, and not offered again; on one of two it is", () => {
  const latch = { verb: "pauseEntries" as const, global: true, sinceMs: 0, cause: "user", words: "", confirmed: true };
  const views = (...held: boolean[]) => held.map((on) => ({ latches: on ? [latch] : [] })) as never;
  const item = (latches: never) =>
    trayModel({ phase: "running", connected: true, accounts: [account("A", "live", 0)], latches, update: OFF }, EN)
      .items[0];
  expect(item(views(true, true))).toMatchObject({ enabled: false, label: expect.stringContaining("holds") });
  expect(item(views(true, false))).toMatchObject({ enabled: true, label: EN.pauseEntries });
  expect(shellWords("system", "id-ID").quit).toBe("Keluar");
  expect(shellWords("en", "id-ID").quit).toBe("Quit");
});

function updates(over: { stillness?: Partial<Stillness>; wanted?: boolean; broken?: boolean } = {}) {
  const done: string[] = [];
  const port = {
    check: () => (over.broken ? Promise.reject(new Error("the signature does not hold")) : Promise.resolve("2.0.0")),
    download: (version: string) => Promise.resolve(void done.push(`download ${version}`)),
    install: () => void done.push("install"),
  };
  const desk = new UpdateDesk({
    port,
    wanted: () => over.wanted ?? true,
    stillness: () => ({ intents: 0, orders: 0, positions: 0, sessions: 0, ...over.stillness }),
  });
  return { desk, done };
}

test("a build that is not signed never asks for updates, and never installs one", async () => {
  const desk = new UpdateDesk({ port: undefined, wanted: () => true, stillness: () => expect.fail("not asked") });
  expect(await desk.look()).toEqual({ phase: "off", why: "unsigned" });
  expect(desk.install()).toBe(false);
});

test.each([
  [{ intents: 1 }],
  [{ orders: 1 }],
  [{ positions: 2 }],
  [{ sessions: 1 }],
  [{ intents: undefined }],
  [{ orders: undefined }],
  [{ sessions: undefined }],
])("with %j an update waits, however often it is asked for", async (stillness) => {
  const { desk, done } = updates({ stillness });
  expect(await desk.look()).toMatchObject({ phase: "ready", version: "2.0.0", waitsFor: Object.keys(stillness) });
  expect(desk.install()).toBe(false);
  expect(done).toEqual(["download 2.0.0"]);
});

test("an order that is placed after an update was offered still holds it back, until its last word is said", async () => {
  const done: string[] = [];
  let intents = 0;
  const desk = new UpdateDesk({
    port: {
      check: () => Promise.resolve("2.0.0"),
      download: () => Promise.resolve(),
      install: () => void done.push("install"),
    },
    wanted: () => true,
    stillness: () => ({ intents, orders: 0, positions: 0, sessions: 0 }),
  });
  const offered = () => {
    const update = desk.state();
    return trayModel({ phase: "running", connected: true, accounts: [], latches: [], update }, EN).update;
  };
  await desk.look();
  expect(offered()).toEqual({ label: "Install Fairlead 2.0.0", enabled: true });
  intents = 1;
  expect(desk.install()).toBe(false);
  expect(offered()).toEqual({ label: "Install Fairlead 2.0.0: waits until nothing is open", enabled: false });
  intents = 0;
  expect([desk.install(), done]).toEqual([true, ["install"]]);
});

test("versions are looked for now and then, and never installed by themselves", async () => {
  const { desk, done } = updates();
  let tell: () => void = () => {};
  const told = (): Promise<void> => new Promise((resolve) => (tell = resolve));
  const asked: { ms: number; run: () => void }[] = [];
  const first = told();
  const stop = lookForUpdates(
    desk,
    () => tell(),
    (ms, run) => {
      asked.push({ ms, run });
      return () => void asked.pop();
    },
  );
  await first;
  expect(asked.map(({ ms }) => ms)).toEqual([6 * 3_600_000]);
  const second = told();
  asked[0]?.run();
  await second;
  expect(done).toEqual(["download 2.0.0"]);
  stop();
  expect(asked).toEqual([]);
});

test("only a build whose own manifest says that it is signed gets a port, and today's has nowhere to ask", async () => {
  const signed = () => NO_SOURCE;
  for (const manifest of [
    undefined,
    null,
    {},
    "x",
    { fairlead: {} },
    { fairlead: { signed: false } },
    { signed: true },
  ])
    expect(portOf(manifest, signed)).toBeUndefined();
  for (const manifest of [{ fairlead: { signed: "true" } }, { fairlead: { signed: 1 } }, { fairlead: true }])
    expect(portOf(manifest, signed)).toBeUndefined();
  const port = portOf({ name: "fairlead", fairlead: { signed: true } }, signed);
  expect(await port?.check()).toBeUndefined();
  await expect(port?.download("9.9.9")).rejects.toThrow("nowhere");
  expect(() => port?.install()).toThrow();
});

test("with nothing open it is installed when asked for; unwanted or broken ones are not", async () => {
  const still = updates();
  await still.desk.look();
  await still.desk.look();
  expect(still.desk.install()).toBe(true);
  expect(still.done).toEqual(["download 2.0.0", "install"]);
  const unwanted = updates({ wanted: false });
  expect(await unwanted.desk.look()).toEqual({ phase: "off", why: "unwanted" });
  const broken = updates({ broken: true });
  expect(await broken.desk.look()).toEqual({ phase: "failed", problem: "the signature does not hold" });
  expect([unwanted.desk.install(), broken.desk.install()]).toEqual([false, false]);
  expect([...unwanted.done, ...broken.done]).toEqual([]);
});

test("crash reports stay in their folder, the newest twenty, and a folder that cannot be used ends nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-crashes-"));
  try {
    let at = Date.UTC(2026, 0, 1);
    const log = new CrashLog(join(folder, "crashes"), "1.2.3", () => new Date((at += 1_000)));
    for (let count = 0; count < 25; count++)
      log.write({ part: "Fairlead bridge/../x", reason: "crashed", exitCode: count });
    const files = readdirSync(join(folder, "crashes"));
    expect(files).toHaveLength(20);
    const newest = files.toSorted().at(-1) ?? "";
    expect(newest).toMatch(/^2026-01-01T00-00-25\.000Z-Fairlead-bridge-x\.json$/);
    expect(JSON.parse(readFileSync(join(folder, "crashes", newest), "utf8"))).toMatchObject({
      part: "Fairlead bridge/../x",
      exitCode: 24,
      version: "1.2.3",
    });
    writeFileSync(join(folder, "file"), "");
    expect(() => new CrashLog(join(folder, "file"), "").write({ part: "x", reason: "oom", exitCode: 1 })).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the app enters itself among those that start with the computer only where that is possible, and packaged", () => {
  const entered: unknown[] = [];
  const app = (isPackaged: boolean) => ({
    isPackaged,
    setLoginItemSettings: (settings: unknown) => void entered.push(settings),
  });
  applyAutoStart(app(false), "win32", true);
  applyAutoStart(app(true), "linux", true);
  expect(entered).toEqual([]);
  applyAutoStart(app(true), "win32", true);
  applyAutoStart(app(true), "darwin", false);
  expect(entered).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
});
