import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, bidOf, chartOf, reload, rowOf } from "./fixtures/window-parts.ts";

test("the watchlist is walked with the arrow keys, and Enter puts a symbol on the chart", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "ETHUSD")).not.toBeEmpty();
  const grid = page.getByRole("grid", { name: "Market watch" });
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await expect(grid).toHaveAttribute("aria-activedescendant", /GBPUSD/);
  await expect(rowOf(page, "EURUSD")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "GBPUSD")).toHaveAttribute("aria-selected", "true");
  await expect(chartOf(page)).toHaveAccessibleName(/GBPUSD/);
  await page.keyboard.press("End");
  await expect(grid).toHaveAttribute("aria-activedescendant", /ETHUSD/);

  // Left goes to the group's heading, and there folds it.
  await page.keyboard.press("ArrowLeft");
  await expect(grid).toHaveAttribute("aria-activedescendant", /class:crypto/);
  await page.keyboard.press("ArrowLeft");
  await expect(grid.getByText("ETHUSD")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await grid.getByText("ETHUSD").click({ button: "right" });
  await page.getByRole("menuitem", { name: "New list with ETHUSD" }).click();
  const asked = page.getByRole("dialog", { name: "New list of symbols" });
  await asked.getByRole("textbox", { name: "Name" }).fill("Mine");
  await page.keyboard.press("Enter");
  await expect(grid.getByRole("button", { name: "Mine 1" })).toBeVisible();
  await grid.getByText("BTCUSD").click({ button: "right" });
  await page.getByRole("menuitemradio", { name: "Mine" }).click();
  await expect(grid.getByRole("button", { name: "Mine 2" })).toBeVisible();
  const rows = grid.getByRole("row");
  await expect(rows.nth(2)).toContainText("ETHUSD");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(rows.nth(2)).toContainText("BTCUSD");
  // The profile keeps the list, and what is drawn is said in words too.
  await reload(terminal);
  await expect(rows.nth(1)).toContainText("Mine");
  await expect(rows.nth(2)).toContainText("BTCUSD");
  await expect(rowOf(page, "EURUSD").getByRole("gridcell", { name: /^Last 4 hours of trading: / })).toBeVisible();
});

test("typing in the watchlist filters it, Enter takes the first match, Escape shows all again", async ({
  terminal,
}) => {
  const { page } = terminal;
  // The last of the paper market's symbols: with it the list is whole.
  await expect(bidOf(page, "ETHUSD")).not.toBeEmpty();
  const rows = page.getByRole("grid").getByRole("row");
  const all = await rows.count();
  await page.getByRole("grid").focus();
  await page.keyboard.type("gold");
  await expect(page.getByRole("textbox", { name: "Filter symbols" })).toHaveValue("gold");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("Enter");
  await expect(chartOf(page)).toHaveAccessibleName(/XAUUSD/);
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(all);
});

test("digits and Enter choose a timeframe from anywhere; what is none changes nothing", async ({ terminal }) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(0);
  await chartOf(page).focus();
  await page.keyboard.type("15");
  await expect(page.getByText("M15 ↵")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "M15" })).toBeChecked();
  await page.keyboard.type("4h");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "H4" })).toBeChecked();
  await page.keyboard.type("7");
  await expect(page.getByText("no such timeframe")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "H4" })).toBeChecked();
});

test("digits typed into a field stay in the field", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const filter = page.getByRole("textbox", { name: "Filter symbols" });
  await filter.fill("");
  await filter.pressSequentially("15");
  await page.keyboard.press("Enter");
  await expect(filter).toHaveValue("15");
  await expect(page.getByRole("radio", { name: "M1", exact: true })).toBeChecked();
});

test("the palette finds a panel and a symbol by a few letters; a key chosen for a panel is taken over by another, and kept", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "XAUUSD")).not.toBeEmpty();
  test.setTimeout(120_000);
  const palette = page.getByRole("dialog", { name: "Commands" });
  const search = async (letters: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type(letters);
  };
  await search("sh risk");
  await expect(palette.getByRole("option").first()).toHaveText(/^Show Risk/);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toBeVisible();
  await search("gold");
  await expect(palette.getByRole("option").first()).toContainText("XAUUSD");
  await page.keyboard.press("Enter");
  await expect(chartOf(page)).toHaveAccessibleName(/XAUUSD/);

  const sheet = page.getByRole("dialog", { name: "Keys" });
  const choose = async (panel: string, key: string): Promise<void> => {
    await sheet.getByRole("button", { name: `Choose another key for: Show ${panel}`, exact: true }).click();
    await expect(sheet.getByRole("button", { name: "Press the new key" })).toBeFocused();
    await page.keyboard.press(key);
  };
  await chartOf(page).focus();
  await page.keyboard.press("?");
  await choose("Risk", "Enter");
  await expect(sheet).toContainText("Enter is needed as it is");
  await page.keyboard.press("F8");
  await expect(sheet.getByRole("button", { name: "Press the new key" })).toBeHidden();
  await choose("History", "F8");
  await expect(sheet).toContainText("F8 is already: Show Risk");
  await sheet.getByRole("button", { name: "Use it here instead" }).click();
  await expect(sheet.getByRole("button", { name: "Back to the usual key: Show History" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await reload(terminal);
  await expect(bidOf(page, "XAUUSD")).not.toBeEmpty();
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toBeVisible();
  await page.keyboard.press("F8");
  await expect(page.getByRole("tabpanel", { name: "History" })).toBeVisible();
});

test("every control is reached with Tab, has a name, and shows that it has the focus", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const seen = new Set<string>();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      const style = getComputedStyle(element);
      return {
        name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
        shown: style.outlineStyle !== "none" && style.outlineWidth !== "0px",
        place: `${element.tagName} ${element.className} ${element.id}`,
      };
    });
    if (focus === undefined || seen.has(focus.place + focus.name)) continue;
    seen.add(focus.place + focus.name);
    expect(focus.name, focus.place).not.toBe("");
    expect(focus.shown, `${focus.place} shows its focus`).toBe(true);
  }
  expect([...seen].join(" ")).toMatch(/tab_button.*watch-grid.*chart-canvas/s);
});

test("a dialog keeps the focus, closes with Escape and gives it back", async ({ terminal }) => {
  const { page } = terminal;
  const opener = page.getByRole("button", { name: "Settings" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await expect(dialog).toBeVisible();
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press("Tab");
    expect(
      await dialog.evaluate(
        (element) =>
          element.contains(document.activeElement) || document.activeElement?.hasAttribute("data-base-ui-focus-guard"),
      ),
    ).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
