import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sessionValues } from "#bridge/compose/session-settings.ts";
import { ChangeHistory } from "#bridge/config-manager/settings/change-history.ts";
import { EMPTY_DOCUMENT, type LayerValues, migrate } from "#bridge/config-manager/settings/document.ts";
import { openSettings } from "#bridge/config-manager/settings/open-settings.ts";
import { Settings } from "#bridge/config-manager/settings/settings.ts";
import { SETTING_KEYS, SETTING_SCHEMAS, SETTINGS } from "#bridge/config-manager/settings/table.ts";
import { DEFAULT_COLLECTOR_SETTINGS } from "#bridge/data-collector/settings.ts";
import { DEFAULT_LINK_SETTINGS } from "#bridge/metatrader-connector/settings.ts";
import { SettingDescription } from "#shared/contract/settings.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import { EventRecorder, temporaryFolder } from "#test/fixtures/profile.ts";

const NO_MACHINE = "/nonexistent/settings.json";
const open = (folder: string, events = new EventRecorder(), machine = NO_MACHINE) =>
  openSettings(folder, machine, events, () => 0);
const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("the services' own defaults are the settings' defaults, field by field", () => {
  const settings = open(temporaryFolder());
  expect(settings.group("link")).toEqual(DEFAULT_LINK_SETTINGS);
  expect(settings.group("collector")).toEqual(DEFAULT_COLLECTOR_SETTINGS);
});

test("every default is a value that its setting takes, and every setting has words in both languages", () => {
  for (const key of SETTING_KEYS) {
    expect(SETTING_SCHEMAS[key].safeParse(SETTINGS[key].default).success, key).toBe(true);
    for (const words of [SETTINGS[key].label, SETTINGS[key].help]) {
      expect(words.en.length, key).toBeGreaterThan(2);
      expect(words.id.length, key).toBeGreaterThan(2);
    }
  }
  const described = open(temporaryFolder()).describe();
  expect(described.map(({ key }) => key)).toEqual(SETTING_KEYS);
  for (const row of described) expect(SettingDescription.parse(row)).toEqual(row);
});

test("a change is on disk before anybody hears of it, and there after a restart", () => {
  const folder = temporaryFolder();
  const settings = open(folder);
  let onDisk = "";
  settings.onChange(() => {
    onDisk = readFileSync(join(folder, "settings.json"), "utf8");
  });
  expect(settings.set("appearance.theme", "dark")).toEqual({ key: "appearance.theme", value: "dark", layer: "user" });
  expect(JSON.parse(onDisk)).toMatchObject({ user: { "appearance.theme": "dark" } });
  const again = open(folder);
  expect(again.value("appearance.theme")).toBe("dark");
  expect(again.reset("appearance.theme")).toEqual({ key: "appearance.theme", value: "system", layer: "default" });
  expect(open(folder).value("appearance.theme")).toBe("system");
});

test("a value outside its range, and a key that does not exist, change nothing and say what is taken", () => {
  const folder = temporaryFolder();
  const settings = open(folder);
  for (const wrong of [200, 999_999, 1_025, 1.5, "1000", true, ["x"]]) {
    expect(codeOf(() => settings.set("link.heartbeatMs", wrong))).toBe("SETTING_INVALID");
  }
  expect(() => settings.set("link.heartbeatMs", 1)).toThrow(/a number from 0.25 to 10 s in steps of 0.05/);
  expect(() => settings.set("appearance.theme", "pink")).toThrow(/one of system, dark, light/);
  expect(codeOf(() => settings.set("toString", "x"))).toBe("SETTING_UNKNOWN");
  expect(codeOf(() => settings.set("__proto__", "x"))).toBe("SETTING_UNKNOWN");
  expect(codeOf(() => settings.reset("link.nothing"))).toBe("SETTING_UNKNOWN");
  expect(codeOf(() => settings.set("appearance.theme", "dark", "account", "1@x"))).toBe("SETTING_INVALID");
  expect(existsSync(join(folder, "settings.json"))).toBe(false);
});

test("whatever is set, the value in force is one that the setting takes", () => {
  const folder = temporaryFolder();
  const settings = open(folder);
  fc.assert(
    fc.property(
      fc.constantFrom(...SETTING_KEYS),
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.integer(), fc.array(fc.string(), { maxLength: 3 })),
      (key, value) => {
        const before = settings.value(key);
        const set = codeOf(() => settings.set(key, value));
        expect(SETTING_SCHEMAS[key].safeParse(settings.value(key)).success).toBe(true);
        if (set === "SETTING_INVALID") expect(settings.value(key)).toEqual(before);
        else expect(settings.value(key)).toEqual(value);
      },
    ),
    { numRuns: 300 },
  );
});

test("session beats account beats user beats machine beats default", () => {
  const folder = temporaryFolder();
  const machine = join(folder, "machine.json");
  writeFileSync(
    machine,
    JSON.stringify({ version: 1, user: { "link.pingMs": 3_000, "link.staleMs": 4_000 }, accounts: {} }),
  );
  writeFileSync(
    join(folder, "settings.json"),
    JSON.stringify({ version: 1, user: { "link.pingMs": 5_000 }, accounts: { "1@x": { "link.pingMs": 6_000 } } }),
  );
  const settings = open(folder, new EventRecorder(), machine);
  let sessions: Readonly<Record<string, LayerValues>> = { s: { "link.pingMs": 7_000, "link.lostMs": "nonsense" } };
  settings.sessionsFrom((id) => sessions[id]);
  const at = (scope = {}) => settings.effective("link.pingMs", scope);
  expect(at()).toMatchObject({ value: 5_000, layer: "user" });
  expect(at({ account: "1@x" })).toMatchObject({ value: 6_000, layer: "account", scope: "1@x" });
  expect(at({ account: "1@x", session: "s" })).toMatchObject({ value: 7_000, layer: "session", scope: "s" });
  expect(at({ account: "other", session: "other" })).toMatchObject({ value: 5_000, layer: "user" });
  expect(settings.effective("link.staleMs")).toMatchObject({ value: 4_000, layer: "machine" });
  expect(settings.effective("link.lostMs", { session: "s" })).toMatchObject({ value: 10_000, layer: "default" });
  sessions = {};
  expect(at({ session: "s" }).layer).toBe("user");
  expect(settings.all().filter(({ layer }) => layer === "account")).toEqual([
    { key: "link.pingMs", value: 6_000, layer: "account", scope: "1@x" },
  ]);
});

test("a session with trades that wants them closed when the bridge dies has it so whatever its account says, and only while it has trades", () => {
  const settings = open(temporaryFolder(), new EventRecorder());
  settings.set("trading.flattenOnLapse", false, "account", "1@x");
  const flattens = (flattenOnLapse: boolean, trades: number): unknown => {
    const state = { config: { flattenOnLapse }, live: Array.from({ length: trades }) } as unknown as SessionState;
    settings.sessionsFrom((id) => (id === "s" ? sessionValues(state) : undefined));
    return settings.value("trading.flattenOnLapse", { account: "1@x", session: "s" });
  };
  expect([flattens(true, 1), flattens(true, 0), flattens(false, 1)]).toEqual([true, false, false]);
  // An account that wants it keeps it, also for a session that does not.
  settings.set("trading.flattenOnLapse", true, "account", "1@x");
  expect(flattens(false, 1)).toBe(true);
});

test("a damaged file gives way to the copy before the last change, is kept, and that is reported", () => {
  const folder = temporaryFolder();
  const file = join(folder, "settings.json");
  const settings = open(folder);
  settings.set("appearance.theme", "dark");
  settings.set("appearance.density", "compact");
  const good = readFileSync(file);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: good.length - 3 }), (length) => {
      writeFileSync(file, good.subarray(0, length));
      const events = new EventRecorder();
      const recovered = open(folder, events);
      expect(recovered.value("appearance.theme")).toBe("dark");
      expect(recovered.value("appearance.density")).toBe("normal");
      expect(events.codes).toEqual(["SETTINGS_RECOVERED"]);
      const { kept } = events.notices[0]?.details ?? {};
      expect(readFileSync(String(kept))).toEqual(good.subarray(0, length));
      expect(open(folder).value("appearance.theme")).toBe("dark");
    }),
    { numRuns: 40 },
  );
});

test("with file and copy both damaged the defaults hold, and nothing is thrown away", () => {
  const folder = temporaryFolder();
  for (const name of ["settings.json", "settings.json.backup"]) writeFileSync(join(folder, name), "\0\0\0");
  const events = new EventRecorder();
  expect(open(folder, events).value("appearance.theme")).toBe("system");
  expect(events.codes).toEqual(["SETTINGS_RECOVERED"]);
  expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toHaveLength(1);
});

test("keys of other versions, and values that no longer fit, stay in the file; the latter are reported", () => {
  const folder = temporaryFolder();
  const file = join(folder, "settings.json");
  const user = { "future.setting": { deep: [1] }, "link.pingMs": 1, "appearance.theme": "dark" };
  writeFileSync(file, JSON.stringify({ version: 1, user, accounts: {}, addedLater: true }));
  const events = new EventRecorder();
  const settings = open(folder, events);
  expect(events.notices).toMatchObject([{ code: "SETTING_INVALID", details: { key: "link.pingMs", layer: "user" } }]);
  expect(settings.value("link.pingMs")).toBe(2_000);
  settings.set("appearance.density", "compact");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    version: 2,
    user: { ...user, "appearance.density": "compact" },
    accounts: {},
    addedLater: true,
    stamps: { "appearance.density": { version: 1, atMs: 0 } },
    syncedWith: "",
  });
});

test("a file of a newer Fairlead is refused in words and left as it is", () => {
  const folder = temporaryFolder();
  const file = join(folder, "settings.json");
  const newer = JSON.stringify({ version: 99, anything: {} });
  writeFileSync(file, newer);
  expect(() => open(folder)).toThrow(expect.objectContaining({ code: "SETTINGS_NEWER" }));
  expect(readFileSync(file, "utf8")).toBe(newer);
});

test("a document of any version is led through every later step, each once and in order", () => {
  const steps = [1, 2, 3].map((from) => (old: Readonly<Record<string, unknown>>) => ({
    ...old,
    trail: [...((old["trail"] as number[] | undefined) ?? []), from],
  }));
  expect(migrate({ version: 1 }, steps)).toEqual({ version: 4, trail: [1, 2, 3] });
  expect(migrate({ version: 3 }, steps)).toEqual({ version: 4, trail: [3] });
  expect(migrate({ version: 4 }, steps)).toEqual({ version: 4 });
  expect(() => migrate({ version: 5 }, steps)).toThrow(expect.objectContaining({ code: "SETTINGS_NEWER" }));
  for (const broken of [null, [], {}, { version: 0 }, { version: "1" }, { version: 1.5 }]) {
    expect(() => migrate(broken, steps)).toThrow(SyntaxError);
  }
});

test("a change that cannot be written changes nothing and is told to nobody", () => {
  const heard: unknown[] = [];
  const full = {
    write: () => {
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    },
  };
  const events = new EventRecorder();
  const history = new ChangeHistory(join(temporaryFolder(), "history.json"), events, 0);
  const parts = { document: EMPTY_DOCUMENT, machine: {}, file: full, history, events, utcMs: () => 0 };
  const settings = new Settings(parts);
  settings.onChange((setting) => heard.push(setting));
  expect(codeOf(() => settings.set("appearance.theme", "dark"))).toBe("SETTINGS_UNWRITABLE");
  expect(settings.value("appearance.theme")).toBe("system");
  expect(heard).toEqual([]);
  expect(history.entries).toEqual([]);
});
