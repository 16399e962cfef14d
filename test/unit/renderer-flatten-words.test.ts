import { expect, test } from "vitest";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { closingText } from "#renderer/panels/kill-switch/still-open.ts";

const words = (language: "en" | "id"): Text => {
  const i18n = createI18n(language);
  return (key, values) => i18n.t(key, values ?? {});
};
const position = { position: "17", symbol: "EURUSD", lots: 0.1, closed: false };

test("a position that a flatten cannot close says why in the window's language, never by a code that the window knows", () => {
  const closed = { ...position, reason: "marketClosed" };
  expect(closingText(words("en"), "en", closed)).toBe(
    "EURUSD 0.10 · still open: The market for this symbol is closed.",
  );
  expect(closingText(words("id"), "id", closed)).toBe("EURUSD 0.10 · masih terbuka: Pasar simbol ini tutup.");
  expect(closingText(words("en"), "en", { ...position, reason: "retcode.99" })).toBe(
    "EURUSD 0.10 · still open: retcode.99",
  );
  expect(closingText(words("en"), "en", { ...closed, closed: true })).toBe("EURUSD 0.10 · closed");
});
