import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, chartOf, legendOf, reload } from "./fixtures/window-parts.ts";

/** A place in the plot, as parts of its width and height. */
async function spot(page: Page, right: number, down: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await chartOf(page).boundingBox();
  if (box === null) throw new Error("the chart is not on the page");
  return { x: box.x + box.width * right, y: box.y + box.height * down };
}

async function click(page: Page, right: number, down: number): Promise<void> {
  const { x, y } = await spot(page, right, down);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
}

const tools = (page: Page): Locator => page.getByRole("toolbar", { name: "Drawing tools" });
const chosen = (page: Page, kind: string): Locator => page.getByRole("toolbar", { name: `Chosen drawing: ${kind}` });

/** A text once it has stood for two looks. */
async function settled(locator: Locator): Promise<string> {
  let before = "";
  await expect
    .poll(async () => {
      const now = (await locator.textContent()) ?? "";
      const isSame = now !== "" && now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
  return before;
}

const open = async (page: Page, item: string): Promise<void> => {
  await page.getByRole("button", { name: "Chart", exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("drawings are made with mouse and keyboard, changed, taken back, and are there after a reload on every timeframe", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await tools(page).getByRole("button", { name: "Trend line" }).click();
  await click(page, 0.3, 0.7);
  await click(page, 0.6, 0.4);
  await expect(chosen(page, "Trend line")).toBeVisible();
  await chosen(page, "Trend line").getByRole("button", { name: "Colour 1" }).click();
  await expect(chosen(page, "Trend line").getByRole("button", { name: "Colour 1" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  // A press on nothing lets go, a press on the line takes it again.
  await click(page, 0.2, 0.9);
  await expect(chosen(page, "Trend line")).toBeHidden();
  await click(page, 0.45, 0.55);
  await expect(chosen(page, "Trend line")).toBeVisible();

  // The same without a pointer.
  await tools(page).getByRole("button", { name: "Rectangle" }).focus();
  await page.keyboard.press("Enter");
  await chartOf(page).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Enter");
  await expect(chosen(page, "Rectangle")).toBeVisible();
  await chosen(page, "Rectangle").getByRole("button", { name: "Lock", exact: true }).click();
  await expect(chosen(page, "Rectangle").getByRole("button", { name: "Delete the drawing" })).toBeDisabled();
  await tools(page).getByRole("button", { name: "Undo drawing" }).click();
  await expect(chosen(page, "Rectangle").getByRole("button", { name: "Delete the drawing" })).toBeEnabled();

  await page.getByRole("radio", { name: "M15" }).click();
  await reload(terminal);
  await expect.poll(() => barsOf(page)).toBeGreaterThan(0);
  await expect(page.getByRole("radio", { name: "M15" })).toBeChecked();
  await tools(page).getByRole("button", { name: "Choose the next drawing" }).click();
  await expect(chosen(page, "Trend line").getByRole("button", { name: "Colour 1" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await tools(page).getByRole("button", { name: "Choose the next drawing" }).click();
  await expect(chosen(page, "Rectangle")).toBeVisible();
  await chartOf(page).focus();
  await page.keyboard.press("Delete");
  await expect(chosen(page, "Rectangle")).toBeHidden();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("[");
  await expect(chosen(page, "Rectangle")).toBeVisible();
});

test("a replay shows the past, says where orders go, and comes back; kinds, zones, comparison and templates are kept", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await page.getByRole("button", { name: "New order" }).click();
  await open(page, "Replay bars");
  const band = page.getByRole("region", { name: "Bar replay" });
  await expect(band).toBeVisible();
  await expect(page.getByRole("note")).toContainText("This order goes to the market as it is now.");
  const shown = async (): Promise<string> => (await band.locator("strong").textContent()) ?? "";
  const first = await shown();
  const thereAndBack = async (): Promise<void> => {
    await band.getByRole("button", { name: "Next bar" }).click();
    await expect.poll(shown).not.toBe(first);
    await band.getByRole("button", { name: "Bar before" }).click();
    await expect.poll(shown).toBe(first);
  };
  // The first time takes the pointer off the chart, whose legend speaks of the bar under it.
  await thereAndBack();
  const close = await settled(legendOf(page, "close"));
  await thereAndBack();
  await expect(legendOf(page, "close")).toHaveText(close);
  await band.getByRole("button", { name: "Back to now" }).click();
  await expect(band).toBeHidden();
  await expect(page.getByRole("note")).toBeHidden();

  await page.getByRole("button", { name: "Chart", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Heikin-Ashi" }).click();
  await expect(chartOf(page)).toHaveAccessibleName("EURUSD chart, M1, Heikin-Ashi, Broker time");
  await open(page, "Time zone and comparison");
  const view = page.getByRole("dialog", { name: "Time zone and comparison" });
  await view.getByLabel("Times are shown in").selectOption("Jakarta");
  await view.getByLabel("Compare with").selectOption("XAUUSD");
  await page.keyboard.press("Escape");
  await expect(view).toBeHidden();

  await open(page, "Chart templates");
  const templates = page.getByRole("dialog", { name: "Chart templates" });
  await templates.getByRole("textbox", { name: "Name of the new template" }).fill("Averaged");
  await templates.getByRole("button", { name: "Save this chart as a template" }).click();
  await expect(templates.getByText("Heikin-Ashi, 0 indicators")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(templates).toBeHidden();
  await page.getByRole("button", { name: "Chart", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Area" }).click();
  await expect(chartOf(page)).toHaveAccessibleName("EURUSD chart, M1, Area, Jakarta");

  await reload(terminal);
  await expect.poll(() => barsOf(page)).toBeGreaterThan(0);
  await expect(chartOf(page)).toHaveAccessibleName("EURUSD chart, M1, Area, Jakarta");
  await open(page, "Chart templates");
  await templates.getByRole("button", { name: "Apply Averaged" }).click();
  await expect(chartOf(page)).toHaveAccessibleName("EURUSD chart, M1, Heikin-Ashi, Jakarta");

  await open(page, "Picture of the chart");
  const picture = page.getByRole("dialog", { name: "Picture of the chart" });
  const image = picture.getByRole("img", { name: "EURUSD M1 chart" });
  await expect(image).toBeVisible();
  expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
});
