import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { APPEARANCE_SETTINGS } from "#bridge/config-manager/settings/appearance.ts";

const css = readFileSync(fileURLToPath(new URL("../../renderer/styles/tokens.css", import.meta.url)), "utf8");

function tokens(selector: string): Map<string, string> {
  const at = css.indexOf(`\n${selector} {`);
  const block = at < 0 ? "" : (css.slice(at).split("}")[0] ?? "");
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(oklch\([^)]*\))/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Relative luminance (WCAG 2.2) of an opaque oklch colour; conversion after Ottosson, bottosson.github.io/posts/oklab. */
function luminance(colour: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const WANTED: readonly (readonly [string, number])[] = [
  ["text", 7],
  ["text-dim", 4.5],
  ["text-faint", 4.5],
  ["accent", 4.5],
  ["buy", 4.5],
  ["sell", 4.5],
  ["profit", 4.5],
  ["loss", 4.5],
  ["warn", 4.5],
  ["danger", 4.5],
  ["paper", 4.5],
  ["demo", 4.5],
];

for (const [theme, selector] of [
  ["dark", ":root"],
  ["light", ':root[data-theme="light"]'],
] as const) {
  const theTokens = tokens(selector);
  const token = (name: string): string => {
    const value = theTokens.get(name);
    if (value === undefined) throw new Error(`${theme} has no --${name}`);
    return value;
  };
  test(`every word in the ${theme} theme can be read on every ground it stands on`, () => {
    for (const [name, least] of WANTED)
      for (const ground of ["bg-app", "bg-panel", "bg-raised"])
        expect(contrast(token(name), token(ground)), `--${name} on --${ground}`).toBeGreaterThanOrEqual(least);
    expect(contrast(token("on-live"), token("live"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token("on-accent"), token("accent"))).toBeGreaterThanOrEqual(4.5);
  });
}

/** Tokens as a document with this theme and palette has them: later rules of the same weight win. */
function tokensOf(theme: "dark" | "light", palette: string): (name: string) => string {
  const light = theme === "light";
  const found = new Map([
    ...tokens(":root"),
    ...(light ? tokens(':root[data-theme="light"]') : []),
    ...(palette === "classic" ? [] : tokens(`:root[data-palette="${palette}"]`)),
    ...(light && palette !== "classic" ? tokens(`:root[data-palette="${palette}"][data-theme="light"]`) : []),
  ]);
  return (name) => found.get(name) ?? expect.fail(`no --${name}`);
}

const PALETTES = APPEARANCE_SETTINGS["appearance.palette"].choices;

for (const palette of PALETTES) {
  test.each(["dark", "light"] as const)(
    `${palette} candles stand out from the chart in the %s theme, and results can be read`,
    (theme) => {
      const token = tokensOf(theme, palette);
      for (const name of ["profit", "loss", "buy", "sell"]) {
        // WCAG 2.2, 1.4.11 for what is drawn (candles, bid and ask lines), 1.4.3 for figures in the same colour.
        expect(contrast(token(name), token("bg-panel")), `--${name} as a candle or line`).toBeGreaterThanOrEqual(3);
        for (const ground of ["bg-app", "bg-panel", "bg-raised"])
          expect(contrast(token(name), token(ground)), `--${name} on --${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(token("profit")).not.toBe(token("loss"));
    },
  );
}

test("every palette but the first is designed for both themes, and changes the colours of results", () => {
  expect(PALETTES).toContain("blue-orange");
  for (const palette of PALETTES.slice(1)) {
    for (const theme of ["dark", "light"] as const) {
      expect(tokensOf(theme, palette)("profit")).not.toBe(tokensOf(theme, "classic")("profit"));
      expect(tokensOf(theme, palette)("loss")).not.toBe(tokensOf(theme, "classic")("loss"));
    }
  }
});

test("black on white measures 21 to 1", () => {
  expect(contrast("oklch(0 0 0)", "oklch(1 0 0)")).toBeCloseTo(21, 1);
});
