import { expect, test } from "vitest";
import { sourcesOf } from "#renderer/panels/risk/limit-sources.ts";
import { LimitsSchema } from "#shared/contract/risk.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";

test("a preset's pages are named once each, with the day they were read; figures of one's own have none", () => {
  const limits = LimitsSchema.parse(limitsFrom(PRESETS.ftmoTwoStep, 1_000_000 as MinorUnits));
  const sources = sourcesOf(limits);
  expect(sources.length).toBeGreaterThan(1);
  expect(sources.map(({ url }) => url)).toEqual([...new Set(sources.map(({ url }) => url))]);
  for (const { url, asOf } of sources) {
    expect(url).toMatch(/^https:/);
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
  const own = LimitsSchema.parse(limitsFrom(PRESETS.custom, 1_000_000 as MinorUnits));
  expect(sourcesOf(own)).toEqual([]);
});
