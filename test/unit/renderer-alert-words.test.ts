import { expect, test } from "vitest";
import { createI18n, type Language, type Text } from "#renderer/i18n/i18n.ts";
import { ruleText, toldText } from "#renderer/panels/alerts/alert-text.ts";

const textOf = (language: Language): Text => {
  const i18n = createI18n(language);
  return (key, values) => i18n.t(key, values ?? {});
};
const NAMED = { instrument: () => undefined, session: () => undefined };
const told = (port: "desktop" | "webhook", state: "pending" | "done" | "failed", why = "") => ({
  port,
  state,
  told: why,
  tries: 1,
});

test("an alert that was muted, or fired in quiet hours, is not said to have been told", () => {
  const firing = { test: false, deliveries: [told("desktop", "done", "muted"), told("webhook", "done", "HTTP 204")] };
  expect(toldText(firing, textOf("en"))).toBe("Notification: not told (muted), Webhook: told");
  expect(toldText({ ...firing, deliveries: [told("desktop", "done", "quiet hours")] }, textOf("id"))).toBe(
    "Notifikasi: tidak diberitahukan (jam tenang)",
  );
});

test("why an alert was not told is said in the window's language; a server's own answer stands as it came", () => {
  const failed = (why: string) => ({ test: false, deliveries: [told("webhook", "failed", why)] });
  expect(toldText(failed("no address is set"), textOf("id"))).toBe(
    "Webhook: tidak diberitahukan (alamat belum diatur)",
  );
  expect(toldText(failed("HTTP 500"), textOf("id"))).toBe("Webhook: tidak diberitahukan (HTTP 500)");
});

test("a rule names an indicator's line as the form does, not by its name in the catalogue", () => {
  const rule = {
    kind: "indicator",
    instrument: "a/EURUSD",
    timeframe: "H1",
    indicator: "bollinger",
    parameters: { period: 20, width: 2 },
    output: "upper",
    against: { kind: "output", output: "middle" },
    direction: "up",
    on: "close",
  } as const;
  expect(ruleText(rule as never, textOf("en"), NAMED)).toContain("BB 20 2 Upper band");
  expect(ruleText(rule as never, textOf("id"), NAMED)).toContain("BB 20 2 Pita atas");
});
