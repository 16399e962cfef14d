import fc from "fast-check";
import { expect, test } from "vitest";
import { externalLink } from "#electron/security/external-links.ts";

const HOSTS = ["www.tradingview.com", "www.mql5.com", "www.metatrader5.com"];

test.each([
  ["https://www.tradingview.com/", "https://www.tradingview.com/"],
  ["https://www.mql5.com/en/docs?x=1#top", "https://www.mql5.com/en/docs?x=1#top"],
  ["https://www.mql5.com\\@evil.example/", "https://www.mql5.com/@evil.example/"],
  ["HTTPS://WWW.MQL5.COM", "https://www.mql5.com/"],
])("%s opens as %s", (text, opened) => {
  expect(externalLink(text)).toBe(opened);
});

test.each([
  "http://www.mql5.com/",
  "https://mql5.com/",
  "https://www.mql5.com.evil.example/",
  "https://evil.example/www.mql5.com",
  "https://www.mql5.com@evil.example/",
  "https://user:secret@www.mql5.com/",
  "https://www.mql5.com:8443/",
  "javascript:alert(1)//www.mql5.com",
  "file:///C:/Windows/System32/calc.exe",
  "ms-msdt:/id PCWDiagnostic",
  "smb://www.mql5.com/share",
  "app://fairlead/",
  "//www.mql5.com/",
  "www.mql5.com",
  " ",
  "",
])("%s does not open", (text) => {
  expect(externalLink(text)).toBeUndefined();
});

test("whatever is given, only https addresses of the listed hosts come out", () => {
  const nearMisses = fc.tuple(
    fc.constantFrom("https:", "http:", "HTTPS:", "file:", ""),
    fc.string(),
    fc.constantFrom(...HOSTS),
    fc.string(),
  );
  const text = fc.oneof(
    fc.webUrl(),
    fc.string(),
    nearMisses.map(([scheme, before, host, after]) => `${scheme}//${before}${host}${after}`),
  );
  fc.assert(
    fc.property(text, (given) => {
      const opened = externalLink(given);
      if (opened === undefined) return;
      const { protocol, host, username, password } = new URL(opened);
      expect([protocol, username, password]).toEqual(["https:", "", ""]);
      expect(HOSTS).toContain(host);
    }),
    { numRuns: 2_000 },
  );
});
