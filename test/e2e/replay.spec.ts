import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, bidOf, chartOf, legendOf, quiet } from "./fixtures/window-parts.ts";

const START = Date.UTC(2025, 8, 1);
const HOURS = 30;
const DAY = 86_400_000;

/** An MT5 tick export: one tick every ten seconds, the bid a slow wave whose value tells its time. */
function recording(folder: string): string {
  const rows = ["<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>"];
  for (let at = 0; at < HOURS * 360; at++) {
    const [date, time] = new Date(START + at * 10_000).toISOString().replace("Z", "").split("T");
    const bid = 1.1 + 0.004 * Math.sin(at / 200) + at * 1e-6;
    rows.push([date?.replaceAll("-", "."), time, bid.toFixed(5), (bid + 0.0001).toFixed(5), "", "", "6"].join("\t"));
  }
  const file = join(folder, "EURUSD_recorded.csv");
  writeFileSync(file, `${rows.join("\r\n")}\r\n`);
  return file;
}

/** The market's clock on the replay bar, ms. */
const clock = async (page: Page): Promise<number> =>
  Date.parse(`${((await page.locator(".replay-clock").textContent()) ?? "").replace(" ", "T")}Z`);

test("a recorded day runs, pauses and goes on at the speed chosen, its clock on screen", async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ profile, args: ["--replay", recording(profile)] });
  await expect(bidOf(page, "EURUSD")).toHaveText(/^1\.\d{5}$/, { timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Replay" })).toContainText("EURUSD_recorded.csv");
  await page.getByRole("radio", { name: "Market speed, 100 to 1" }).click();
  await expect(page.getByRole("radio", { name: "Market speed, 100 to 1" })).toBeChecked();
  const before = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(before + 60_000);

  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const shown = async () => [await clock(page), await bidOf(page, "EURUSD").textContent()];
  const paused = await quiet(page, shown);
  const still = await clock(page);
  await page.waitForTimeout(1_500);
  expect(JSON.stringify(await shown())).toBe(paused);

  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => clock(page)).toBeGreaterThan(still);
});

test("as fast as it goes ends at the end of the recording with every bar on the chart", async ({ launch, profile }) => {
  const { page } = await launch({ profile, args: ["--replay", recording(profile)] });
  await page.getByRole("radio", { name: "As fast as it goes" }).click();
  await expect(page.getByText("End of the recording")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => clock(page)).toBe(START + (HOURS * 360 - 1) * 10_000);
  await page.getByRole("radio", { name: "H1", exact: true }).click();
  await expect.poll(() => barsOf(page)).toBe(HOURS);
});

test("the market is moved forward and back, and the chart never shows what has not happened yet", async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ profile, args: ["--replay", recording(profile)] });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const seek = page.getByRole("slider", { name: "Market time" });
  await seek.fill(String(START + DAY));
  await expect.poll(() => clock(page), { timeout: 20_000 }).toBe(START + DAY);
  await expect.poll(() => barsOf(page), { timeout: 20_000 }).toBeGreaterThan(600);
  await page.getByRole("radio", { name: "H1", exact: true }).click();
  await expect.poll(() => barsOf(page)).toBeGreaterThanOrEqual(24);

  await seek.fill(String(START + 6 * 3_600_000));
  await expect.poll(() => barsOf(page), { timeout: 20_000 }).toBeLessThanOrEqual(7);
  await expect(chartOf(page)).toHaveAccessibleName(/H1/);
  const at = 6 * 360;
  const then = 1.1 + 0.004 * Math.sin(at / 200) + at * 1e-6;
  await expect
    .poll(async () => Math.abs(Number(await legendOf(page, "close").textContent()) - then), { timeout: 20_000 })
    .toBeLessThan(0.00005);
  await expect.poll(() => barsOf(page)).toBeGreaterThanOrEqual(6);
});
