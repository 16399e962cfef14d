import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { ALERT_SETTINGS } from "#bridge/config-manager/settings/alerts.ts";
import { addressProblem, allowedAddresses } from "#bridge/market-monitor/alerts/deliveries/address-guard.ts";
import { isMuted, MUTE_RULE } from "#bridge/market-monitor/alerts/deliveries/mute-rules.ts";
import { isQuiet, QUIET_HOURS } from "#bridge/market-monitor/alerts/deliveries/quiet-hours.ts";
import { callWebhook, signatureOf } from "#bridge/market-monitor/alerts/deliveries/webhook-sender.ts";
import { WindowDeliveries } from "#bridge/market-monitor/alerts/deliveries/window-deliveries.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { freshState } from "#shared/alerts/alert.ts";
import { AlertRuleSchema } from "#shared/contract/alert-input.ts";
import { asUtcMs } from "#shared/market/brands.ts";
import { priceAlert } from "#test/fixtures/alerts/alert-cases.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

test.each([
  ["http://example.com/", "notHttps"],
  ["ftp://example.com/", "notHttps"],
  ["https://", "notAnAddress"],
  ["nonsense", "notAnAddress"],
  ["https://user:word@example.com/", "hasPassword"],
  ["https://127.0.0.1/", "private"],
  ["https://0x7f000001/", "private"],
  ["https://2130706433/", "private"],
  ["https://[::1]/", "private"],
  ["https://[::ffff:10.0.0.1]/", "private"],
] as const)("the address %s is refused as %s", (url, problem) => {
  expect(addressProblem(url, false)).toBe(problem);
});

test("a name that leads inside is not called, also when it leads outside too", async () => {
  const found = [
    { address: "93.184.216.34", family: 4 },
    { address: "10.0.0.7", family: 4 },
  ];
  expect(allowedAddresses(found, false)).toEqual([]);
  const call = { url: "https://hook.example/", privateToo: false, secret: "s", key: "k", body: "{}", nowMs: 0 };
  expect(await callWebhook(call, () => Promise.resolve(found))).toEqual({
    state: "failed",
    told: "not called: the address is on this computer or its network",
  });
  const unknown = await callWebhook(call, () => Promise.reject(new Error("https://hook.example/?token=secret")));
  expect(unknown).toEqual({ state: "again", told: "the host was not found" });
});

test("a signature covers when and what, so neither can be changed", () => {
  expect(signatureOf("key", 1_700_000_000_999, "body")).toBe(
    `t=1700000000,v1=${createHmac("sha256", "key").update("1700000000.body").digest("hex")}`,
  );
});

test("quiet hours may go over midnight, and end when they end", () => {
  expect(["22:00-06:30", "09:00-09:00", "24:00-06:00", "9:00-10:00"].map((span) => QUIET_HOURS.test(span))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const night = ["22:00-06:30"];
  const at = (hour: number, minute = 0): boolean => isQuiet(night, hour * 60 + minute);
  expect([at(21, 59), at(22), at(0), at(6, 29), at(6, 30), at(12)]).toEqual([false, true, true, true, false, false]);
  expect(isQuiet(["12:00-13:00"], 12 * 60)).toBe(true);
  expect(isQuiet([], 0)).toBe(false);
});

test("of several windows one shows a firing; when that one dies, another does; late, nobody", () => {
  const ledger = Ledger.open(temporaryFolder());
  const store = ledger.alerts;
  let nowMs = 1_000_000;
  let quiet = false;
  let rules: readonly string[] = [];
  const clock = { utcMs: () => asUtcMs(nowMs), monotonicMs: () => nowMs };
  const windows = new WindowDeliveries({
    store,
    clock,
    quiet: () => quiet,
    muted: (kind, port) => isMuted(rules, kind, port),
    changed: () => undefined,
  });
  const alert = priceAlert("a", "up", 5, { ports: ["desktop", "sound"] });
  store.put({ alert, state: freshState, createdMs: asUtcMs(0) }, undefined);
  const fire = (arming: number): number => {
    const { id, name, rule, ports } = alert;
    const firing = { alert: id, arming, name, rule, atMs: asUtcMs(nowMs), brokerMs: null, value: 6, detail: "" };
    const step = { states: [], cursors: [], firings: [{ firing, ports }] };
    const [kept] = store.commit(step, true);
    expect(store.commit(step, true)).toEqual([]);
    return kept?.seq ?? 0;
  };
  const stateOf = (seq: number, port: string) => store.firing(seq)?.deliveries.find((each) => each.port === port);

  const first = fire(1);
  expect([windows.claim(first, "desktop"), windows.claim(first, "desktop")]).toEqual([true, false]);
  nowMs += 10_001;
  expect(windows.claim(first, "desktop")).toBe(true);
  windows.told(first, "desktop", null);
  expect([windows.claim(first, "desktop"), stateOf(first, "desktop")?.state]).toEqual([false, "done"]);
  nowMs += 120_000;
  expect([windows.claim(first, "sound"), stateOf(first, "sound")?.told]).toEqual([false, "too late"]);
  quiet = true;
  const second = fire(2);
  expect([windows.claim(second, "sound"), stateOf(second, "sound")?.told]).toEqual([false, "quiet hours"]);
  quiet = false;
  rules = ["price.sound", "feed"];
  const third = fire(3);
  expect([windows.claim(third, "sound"), stateOf(third, "sound")?.told]).toEqual([false, "muted"]);
  expect(windows.claim(third, "desktop")).toBe(true);
  rules = ["price"];
  expect([windows.claim(fire(4), "desktop"), isMuted(["feed.desktop"], "feed", "sound")]).toEqual([false, false]);
  ledger.close();
});

test("mute rules name every kind of alert that there is, and nothing else", () => {
  const kinds = AlertRuleSchema.options.map((option) => option.shape.kind.value);
  for (const kind of kinds)
    for (const rule of [kind, `${kind}.sound`, `${kind}.desktop`]) expect(rule).toMatch(MUTE_RULE);
  for (const rule of ["", "all", "price.mail", "price sound"]) expect(rule).not.toMatch(MUTE_RULE);
  expect(ALERT_SETTINGS["alerts.muted"].itemPattern).toEqual(MUTE_RULE);
});
