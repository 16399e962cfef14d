import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSettings } from "#bridge/config-manager/settings/open-settings.ts";
import { SettingsDesk, withoutPrivate } from "#bridge/config-manager/settings/settings-desk.ts";
import { EventRecorder, temporaryFolder } from "#test/fixtures/profile.ts";

const HOOK = "https://hooks.example/x?token=abcdef";
const coded = (code: string) => expect.objectContaining({ code });

/** A profile's settings, its file, and what was reported. */
function profile(text?: string, machine = "/nonexistent/settings.json") {
  const folder = temporaryFolder();
  const file = join(folder, "settings.json");
  if (text !== undefined) writeFileSync(file, text);
  const events = new EventRecorder();
  let nowMs = 0;
  const settings = openSettings(folder, machine, events, () => ++nowMs);
  return { folder, file, events, settings, desk: new SettingsDesk(settings, "1.2.3") };
}

const kept = (user: Readonly<Record<string, unknown>>, more: object = {}): string =>
  JSON.stringify({ version: 2, user, accounts: {}, stamps: {}, syncedWith: "", ...more });

test("every change is in the history, newest first, and outlives a restart", () => {
  const { folder, desk } = profile();
  desk.set("appearance.theme", "dark", "user");
  desk.set("appearance.theme", "light", "user");
  desk.set("trading.flattenOnLapse", true, "account", "1@x");
  desk.set("appearance.theme", "light", "user");
  const said = desk.history();
  expect(said.map(({ changes }) => changes)).toEqual([
    [{ key: "trading.flattenOnLapse", layer: "account", scope: "1@x", before: null, after: true }],
    [{ key: "appearance.theme", layer: "user", before: "dark", after: "light" }],
    [{ key: "appearance.theme", layer: "user", before: null, after: "dark" }],
  ]);
  expect(said.map(({ undoable }) => undoable)).toEqual([true, true, false]);
  const again = openSettings(folder, "/nonexistent/settings.json", new EventRecorder(), () => 99);
  expect(new SettingsDesk(again, "1.2.3").history()).toEqual(said);
});

test("an undo puts back what was, is itself in the history, and can be undone", () => {
  const { settings, desk } = profile();
  desk.set("appearance.theme", "dark", "user");
  desk.set("trading.flattenOnLapse", true, "account", "1@x");
  expect(desk.undo(2)).toEqual([{ key: "trading.flattenOnLapse", value: false, layer: "default" }]);
  expect(desk.undo(1)).toEqual([{ key: "appearance.theme", value: "system", layer: "default" }]);
  expect(desk.history()[0]).toMatchObject({ id: 4, by: "undo", undoable: true });
  desk.undo(4);
  expect(settings.value("appearance.theme")).toBe("dark");
  expect(() => desk.undo(99)).toThrow(coded("NOT_FOUND"));
});

test("an undo never overwrites what was changed since: it names the setting and changes nothing", () => {
  const { settings, desk } = profile();
  desk.set("appearance.theme", "dark", "user");
  desk.set("appearance.theme", "light", "user");
  expect(() => desk.undo(1)).toThrow(
    expect.objectContaining({ code: "SETTING_CHANGED_SINCE", details: { keys: "appearance.theme" } }),
  );
  expect(settings.value("appearance.theme")).toBe("light");
});

test("a damaged or unwritable history costs no setting", () => {
  const { folder, desk } = profile();
  desk.set("appearance.theme", "dark", "user");
  writeFileSync(join(folder, "settings-history.json"), '{"version":1,');
  const events = new EventRecorder();
  const again = openSettings(folder, "/nonexistent/settings.json", events, () => 5);
  expect(events.codes).toEqual(["SETTINGS_HISTORY"]);
  expect(again.value("appearance.theme")).toBe("dark");
  expect(readdirSync(folder).some((name) => name.startsWith("settings-history.json.damaged"))).toBe(true);
});

test("an export holds what was set and no secret, says what it left out, and another profile takes it over whole", () => {
  const from = profile();
  from.desk.set("appearance.theme", "dark", "user");
  from.desk.set("alerts.webhook", [HOOK], "user");
  from.desk.set("trading.flattenOnLapse", true, "account", "1@x");
  const { text, left } = from.desk.exported();
  expect(left).toEqual(["alerts.webhook"]);
  expect(text).not.toContain("hooks.example");
  const to = profile();
  to.desk.set("appearance.density", "compact", "user");
  expect(to.desk.preview(text)).toEqual({
    changes: [
      { key: "appearance.theme", layer: "user", from: null, to: "dark" },
      { key: "trading.flattenOnLapse", layer: "account", scope: "1@x", from: null, to: true },
    ],
    same: 0,
    unknown: [],
    invalid: [],
    left: [],
  });
  expect(to.settings.value("appearance.theme")).toBe("system");
  expect(to.desk.import(text)).toBe(2);
  expect(to.settings.value("appearance.theme")).toBe("dark");
  expect(to.settings.value("appearance.density")).toBe("compact");
  expect(to.desk.preview(text)).toMatchObject({ changes: [], same: 2 });
  to.desk.undo(to.desk.history()[0]?.id ?? 0);
  expect(to.settings.value("appearance.theme")).toBe("system");
});

test("an import names unknown keys, values out of range and settings that may hold secrets, and takes the rest", () => {
  const { settings, desk } = profile();
  const user = { "appearance.theme": "pink", "link.pingMs": 3_000, "no.such": 1, "alerts.webhook": [HOOK] };
  const text = kept(user, { accounts: { "1@x": { "appearance.density": "compact" } } });
  const preview = desk.preview(text);
  expect(preview.changes).toEqual([{ key: "link.pingMs", layer: "user", from: null, to: 3_000 }]);
  expect(preview.unknown).toEqual(["no.such"]);
  expect(preview.left).toEqual(["alerts.webhook"]);
  expect(preview.invalid).toEqual([
    { key: "appearance.theme", layer: "user", takes: "one of system, dark, light" },
    { key: "appearance.density", layer: "account", scope: "1@x", takes: "the same value for every account" },
  ]);
  expect(desk.import(text)).toBe(1);
  expect(settings.value("alerts.webhook")).toEqual([]);
  expect(settings.value("appearance.theme")).toBe("system");
});

test.each([
  ["text", "not json", /line 1, column 2/],
  ["a broken file", '{"version":1,\n "user": }', /line 2, column 10/],
  ["a file that was cut", '{"version":2, "user": {"appearance.th', /ends too early/],
  ["a list", "[]", /no settings file/],
  ["something else", '{"version":1,"user":7}', /no settings file/],
])("an import of %s is refused with its place, and nothing changes", (_, text, place) => {
  const { desk } = profile();
  expect(() => desk.import(text)).toThrow(coded("SETTINGS_IMPORT_UNREADABLE"));
  expect(() => desk.preview(text)).toThrow(place);
  expect(desk.history()).toEqual([]);
});

test("an import of a newer Fairlead's file says so", () => {
  const { desk } = profile();
  expect(() => desk.preview('{"version":99,"user":{},"accounts":{}}')).toThrow(coded("SETTINGS_NEWER"));
});

test("form 1 of the file, as the first Fairlead wrote it, is read in whole and written as form 2", () => {
  const form1 = `{
  "version": 1,
  "user": { "appearance.theme": "dark", "link.pingMs": 5000, "from.the.future": [1] },
  "accounts": { "10001@Fairlead-Paper": { "trading.flattenOnLapse": true } }
}
`;
  const { file, settings, desk } = profile(form1);
  expect(settings.value("appearance.theme")).toBe("dark");
  expect(settings.value("trading.flattenOnLapse", { account: "10001@Fairlead-Paper" })).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(form1);
  desk.set("appearance.density", "compact", "user");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    version: 2,
    user: { "appearance.theme": "dark", "link.pingMs": 5_000, "from.the.future": [1], "appearance.density": "compact" },
    accounts: { "10001@Fairlead-Paper": { "trading.flattenOnLapse": true } },
  });
});

test("form 2 of the file is read as it is", () => {
  const stamps = { "appearance.theme": { version: 3, atMs: 7 } };
  const { settings, events } = profile(kept({ "appearance.theme": "light" }, { stamps, syncedWith: "cloud user" }));
  expect(settings.value("appearance.theme")).toBe("light");
  expect(settings.document).toMatchObject({ version: 2, stamps, syncedWith: "cloud user" });
  expect(events.codes).toEqual([]);
});

test("an edit by hand is in force at the next look, is told, and is in the history", () => {
  const { file, settings, desk } = profile(kept({ "link.pingMs": 5_000 }));
  const heard: unknown[] = [];
  settings.onChange((setting) => heard.push(setting));
  settings.look();
  expect(heard).toEqual([]);
  writeFileSync(file, kept({ "link.pingMs": 6_000, "link.staleMs": 1 }));
  settings.look();
  expect(heard).toEqual([
    { key: "link.staleMs", value: 3_000, layer: "default" },
    { key: "link.pingMs", value: 6_000, layer: "user" },
  ]);
  expect(settings.value("link.pingMs")).toBe(6_000);
  expect(desk.history()[0]).toMatchObject({ by: "file" });
  desk.undo(1);
  expect(settings.value("link.pingMs")).toBe(5_000);
});

test("a change made here right after an edit by hand keeps both", () => {
  const { file, settings, desk } = profile(kept({}));
  writeFileSync(file, kept({ "link.pingMs": 6_000 }));
  desk.set("appearance.theme", "dark", "user");
  expect(settings.value("link.pingMs")).toBe(6_000);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    user: { "link.pingMs": 6_000, "appearance.theme": "dark" },
  });
});

test("an edit by hand that cannot be read changes nothing, is said once, and is kept when the file is written", () => {
  const { folder, file, events, settings, desk } = profile(kept({ "link.pingMs": 5_000 }));
  writeFileSync(file, '{"version":2, "user":');
  for (let look = 0; look < 6; look++) settings.look();
  expect(events.notices).toMatchObject([{ code: "SETTINGS_FILE", details: { reason: "unreadable" } }]);
  expect(settings.value("link.pingMs")).toBe(5_000);
  desk.set("appearance.theme", "dark", "user");
  expect(events.notices[1]).toMatchObject({ code: "SETTINGS_FILE", details: { reason: "setAside" } });
  const aside = readdirSync(folder).find((name) => name.includes("damaged")) ?? "";
  expect(readFileSync(join(folder, aside), "utf8")).toBe('{"version":2, "user":');
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    user: { "link.pingMs": 5_000, "appearance.theme": "dark" },
  });
});

test("what is said of a file that cannot be read quotes nothing of it", () => {
  const { file, events, settings } = profile(kept({}));
  writeFileSync(file, `{"version":2,"user":{"alerts.webhook":["${HOOK}"],}}`);
  for (let look = 0; look < 3; look++) settings.look();
  expect(events.notices).toHaveLength(1);
  expect(JSON.stringify(events.notices)).not.toContain("hooks.example");
  expect(events.notices[0]?.message).toContain("line 1, column");
});

test("the computer's own file is read anew when its administrator changes it", () => {
  const machine = join(temporaryFolder(), "machine.json");
  const { settings } = profile(undefined, machine);
  const heard: unknown[] = [];
  settings.onChange((setting) => heard.push(setting));
  writeFileSync(machine, kept({ "link.pingMs": 7_000 }));
  settings.look();
  expect(heard).toEqual([{ key: "link.pingMs", value: 7_000, layer: "machine" }]);
  expect(existsSync(machine)).toBe(true);
});

test("a diagnostic bundle tells that a private setting is set, not what it is", () => {
  const { desk } = profile();
  desk.set("alerts.webhook", [HOOK], "user");
  const told = withoutPrivate(desk.all());
  expect(JSON.stringify(told)).not.toContain("hooks.example");
  expect(told.find(({ key }) => key === "alerts.webhook")).toMatchObject({ layer: "user", value: "(set)" });
});
