import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, bidOf, chartOf, hopOf, legendOf, quiet, reload, rowOf } from "./fixtures/window-parts.ts";

test("a live chart, a watchlist, an account and the way to the broker are on screen without a click", async ({
  terminal,
}) => {
  const { page, faults } = terminal;
  await expect(bidOf(page, "EURUSD")).toHaveText(/^\d+\.\d{5}$/);
  await expect(rowOf(page, "EURUSD").locator("[data-cell=spread]")).toHaveText(/^\d+$/);
  await expect(rowOf(page, "EURUSD").locator("[data-cell=change]")).toHaveText(
    /^([↑↓] [+\u2212])?\s*\d+\.\d\d\u202f%$/,
  );
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await expect(legendOf(page, "close")).toHaveText(/^\d+\.\d{5}$/);
  await expect(page.getByRole("region", { name: "Account" })).toContainText("10001@Fairlead-Paper");
  await expect(page.getByRole("region", { name: "Account" })).toContainText("PAPER");
  for (const hop of ["app", "bridge", "ea", "broker"] as const) {
    await expect(hopOf(page, hop)).toHaveAttribute("data-ok", "true");
    await expect(hopOf(page, hop)).toContainText(/\d+ (ms|s)/);
  }
  await expect(page.locator(".strip-clock time")).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect([...faults.errors, ...faults.violations, ...faults.foreign]).toEqual([]);
});

test("quotes move, and the chart's newest close is the bid in the watchlist", async ({ terminal }) => {
  const { page } = terminal;
  const bid = bidOf(page, "EURUSD");
  await expect(bid).not.toBeEmpty();
  const first = await bid.textContent();
  await expect(bid).not.toHaveText(first ?? "", { timeout: 30_000 });
  await expect
    .poll(async () => (await legendOf(page, "close").textContent()) === (await bid.textContent()), { timeout: 15_000 })
    .toBe(true);
});

test("a click on a symbol and a timeframe puts it on the chart, and a reload brings it back", async ({ terminal }) => {
  const { page } = terminal;
  await rowOf(page, "XAUUSD").click();
  await page.getByRole("radio", { name: "H1", exact: true }).click();
  await expect(chartOf(page)).toHaveAccessibleName(/XAUUSD.*H1/);
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await expect(legendOf(page, "close")).toHaveText(/^\d+\.\d{2}$/);
  // A line that moves between press and release, as while others come in: the browser then clicks what holds both lines.
  await rowOf(page, "GBPUSD").evaluate((line) => {
    const at = { bubbles: true, clientX: 40, clientY: 40 };
    line.dispatchEvent(new PointerEvent("pointerdown", at));
    line.parentElement?.dispatchEvent(new MouseEvent("click", at));
  });
  await expect(chartOf(page)).toHaveAccessibleName(/GBPUSD.*H1/);
  await reload(terminal);
  await expect(chartOf(page)).toHaveAccessibleName(/GBPUSD.*H1/);
  await expect(rowOf(page, "GBPUSD")).toHaveAttribute("aria-selected", "true");
});

test("scrolling into the past loads older bars before the edge is reached", async ({ terminal }) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  const first = await barsOf(page);
  await chartOf(page).focus();
  for (let press = 0; press < 20; press++) await page.keyboard.press("PageUp");
  await expect.poll(() => barsOf(page)).toBeGreaterThan(first + 500);
});

test("twenty PageUps within one frame go as far back as twenty, one after another", async ({ terminal }) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  const first = await barsOf(page);
  await chartOf(page).evaluate((chart) => {
    for (let press = 0; press < 20; press++) {
      chart.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp", bubbles: true, cancelable: true }));
    }
  });
  await expect.poll(() => barsOf(page)).toBeGreaterThan(first + 500);
});

test("the spread is shown in points or in pips, as the user likes, and stays so", async ({ terminal }) => {
  const { page } = terminal;
  const spread = rowOf(page, "EURUSD").locator("[data-cell=spread]");
  await expect(spread).toHaveText(/^\d+$/);
  const watch = page.getByRole("region", { name: "Market watch" });
  await watch.getByRole("button", { name: "Columns and CSV" }).click();
  await page.getByRole("menuitemradio", { name: "In pips" }).click();
  await expect(spread).toHaveText(/^\d+\.\d$/);
  await reload(terminal);
  await expect(spread).toHaveText(/^\d+\.\d$/);
});

test("a theme chosen is there at once, in the chart too, and after a reload", async ({ terminal }) => {
  const { page } = terminal;
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const pixel = (): Promise<number[]> =>
    page
      .locator(".chart-canvas canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(2, 40, 1, 1) ?? { data: [] };
        return [...data];
      });
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  const before = { page: await background(), chart: await pixel() };
  await page.getByRole("button", { name: /Switch to the (dark|light) theme/ }).click();
  await expect.poll(background).not.toBe(before.page);
  await expect.poll(pixel).not.toEqual(before.chart);
  const after = await background();
  await reload(terminal);
  await expect.poll(background).toBe(after);
});

test("a hidden window asks the bridge for no quotes, and shows the present when it is looked at again", async ({
  terminal,
}) => {
  const { page } = terminal;
  const bid = bidOf(page, "BTCUSD");
  await expect(bid).not.toBeEmpty();
  const look = (state: "hidden" | "visible"): Promise<void> =>
    page.evaluate((to) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => to });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  const bids = (): Promise<string[]> => page.getByTestId("quote-bid").allTextContents();
  await look("hidden");
  const still = await quiet(page, bids);
  await page.waitForTimeout(2_500);
  expect(JSON.stringify(await bids())).toBe(still);
  await look("visible");
  await expect.poll(async () => JSON.stringify(await bids())).not.toBe(still);
});
