import fc from "fast-check";
import { expect, test } from "vitest";
import { CloudFault } from "#bridge/cloud-link/durable/sync-connection.ts";
import { SettingsSync } from "#bridge/cloud-link/preferences/settings-sync.ts";
import { openSettings } from "#bridge/config-manager/settings/open-settings.ts";
import type { Settings } from "#bridge/config-manager/settings/settings.ts";
import { SharedSettings } from "#bridge/config-manager/settings/shared-settings.ts";
import { SETTING_KEYS } from "#bridge/config-manager/settings/table.ts";
import {
  cloudNameOf,
  compareStamped,
  readStamped,
  type StampedValue,
  stampedText,
} from "#shared/settings/stamped-value.ts";
import { EventRecorder, temporaryFolder } from "#test/fixtures/profile.ts";

const stamped: fc.Arbitrary<StampedValue> = fc.record({
  value: fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 2 }),
  ),
  version: fc.integer({ min: 0, max: 3 }),
  atMs: fc.integer({ min: 0, max: 3 }),
});

test("whatever order computers hear of each other's values in, they come to the same one", () => {
  fc.assert(
    fc.property(
      fc.array(stamped, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (values, turns) => {
        const best = (list: readonly StampedValue[]) => list.reduce((a, b) => (compareStamped(b, a) > 0 ? b : a));
        const other = values.toSorted((a, b) => (turns[values.indexOf(a)] ?? 0) - (turns[values.indexOf(b)] ?? 0));
        expect(compareStamped(best(values), best(other))).toBe(0);
      },
    ),
  );
});

test("a value comes back from the cloud as it went, or does not go", () => {
  fc.assert(
    fc.property(stamped, (value) => {
      const text = stampedText(value);
      if (text !== undefined) expect(readStamped(text)).toEqual(value);
    }),
  );
  expect(stampedText({ value: "x".repeat(300), version: 1, atMs: 1 })).toBeUndefined();
  for (const nonsense of [null, 7, "", "1 2", "1 2 {", '1 2 {"a":1}', "x 2 true", `${"9".repeat(30)} 1 true`]) {
    expect(readStamped(nonsense)).toBeUndefined();
  }
});

test("each key has a name of its own in the cloud, one that the cloud takes", () => {
  const names = SETTING_KEYS.map(cloudNameOf);
  expect(new Set(names).size).toBe(SETTING_KEYS.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_.]{0,63}$/);
});

/** The profile of one user in the cloud, as the REST API has it. */
class Cloud {
  kept: Record<string, unknown> = { "web.colour": "blue" };
  reachable = true;
  writes = 0;

  call<T>(
    method: string,
    path: string,
    answer: { parse(value: unknown): T },
    call: { body?: unknown } = {},
  ): Promise<T> {
    expect(path).toBe("/users/me");
    if (!this.reachable) return Promise.reject(new CloudFault("UNREACHABLE", "no"));
    if (method === "PUT") {
      this.writes += 1;
      const { preferences } = call.body as { preferences: { ui_preferences: Record<string, unknown> } };
      this.kept = { ...preferences.ui_preferences };
    }
    return Promise.resolve(answer.parse({ preferences: { ui_preferences: this.kept } }));
  }
}

interface Computer {
  readonly settings: Settings;
  readonly sync: SettingsSync;
  owner: string;
}

function computer(cloud: Cloud): Computer {
  let nowMs = 1;
  const settings = openSettings(temporaryFolder(), "/nonexistent", new EventRecorder(), () => nowMs++);
  const made: Computer = { settings, owner: "cloud user", sync: undefined as never };
  const sync = new SettingsSync({
    api: cloud,
    token: () => Promise.resolve("token"),
    owner: () => made.owner,
    settings: new SharedSettings(settings),
    clock: { after: () => () => undefined, every: () => () => undefined },
  });
  return Object.assign(made, { sync });
}

test("a change on one computer is on the other after both have asked; what others keep in the cloud is left alone", async () => {
  const cloud = new Cloud();
  const [one, other] = [computer(cloud), computer(cloud)];
  one.settings.set("appearance.theme", "dark");
  one.settings.set("ticks.keepDays", 30);
  await one.sync.now();
  await other.sync.now();
  expect(other.settings.effective("appearance.theme")).toMatchObject({ value: "dark", layer: "user" });
  // Room on this disk is this computer's own affair.
  expect(other.settings.value("ticks.keepDays")).toBe(0);
  expect(cloud.kept["web.colour"]).toBe("blue");
  expect(other.settings.history.entries[0]).toMatchObject({ by: "cloud" });
  other.settings.reset("appearance.theme");
  await other.sync.now();
  await one.sync.now();
  expect(one.settings.effective("appearance.theme").layer).toBe("default");
  const writes = cloud.writes;
  for (const each of [one, other, one]) await each.sync.now();
  expect(cloud.writes).toBe(writes);
});

test("changed on both while the cloud was away, the later change stands on both, and neither loses another key", async () => {
  const cloud = new Cloud();
  const [one, other] = [computer(cloud), computer(cloud)];
  await one.sync.now();
  await other.sync.now();
  cloud.reachable = false;
  one.settings.set("appearance.theme", "dark");
  other.settings.set("appearance.theme", "dark");
  other.settings.set("appearance.theme", "light");
  one.settings.set("appearance.density", "compact");
  await one.sync.now();
  cloud.reachable = true;
  for (const each of [one, other, one]) await each.sync.now();
  for (const { settings } of [one, other]) {
    expect(settings.value("appearance.theme")).toBe("light");
    expect(settings.value("appearance.density")).toBe("compact");
  }
});

test("a write that another computer's overwrote is found missing and written again", async () => {
  const cloud = new Cloud();
  const one = computer(cloud);
  one.settings.set("appearance.theme", "dark");
  await one.sync.now();
  cloud.kept = { "web.colour": "blue" };
  await one.sync.now();
  expect(readStamped(cloud.kept["desk.appearance.theme"])?.value).toBe("dark");
});

test("what was set before the first sign-in gives way to the user's own cloud, and goes up where the cloud has nothing", async () => {
  const cloud = new Cloud();
  const first = computer(cloud);
  first.settings.set("appearance.theme", "dark");
  await first.sync.now();
  const second = computer(cloud);
  for (let i = 0; i < 3; i++) second.settings.set("appearance.theme", i % 2 === 0 ? "light" : "system");
  second.settings.set("appearance.palette", "swapped");
  await second.sync.now();
  expect(second.settings.value("appearance.theme")).toBe("dark");
  await first.sync.now();
  expect(first.settings.value("appearance.palette")).toBe("swapped");
});

test("signed out, switched off, or told nonsense, nothing changes here", async () => {
  const cloud = new Cloud();
  cloud.kept = {
    "desk.appearance.theme": '9 9 "pink"',
    "desk.link.ping_ms": "9 9 9000",
    "desk.appearance.density": "nonsense",
  };
  const one = computer(cloud);
  await one.sync.now();
  expect(one.settings.value("appearance.theme")).toBe("system");
  expect(one.settings.value("link.pingMs")).toBe(2_000);
  one.owner = "";
  one.settings.set("appearance.theme", "dark");
  await one.sync.now();
  one.owner = "cloud user";
  one.settings.set("cloud.syncSettings", false);
  await one.sync.now();
  expect(cloud.writes).toBe(0);
});
