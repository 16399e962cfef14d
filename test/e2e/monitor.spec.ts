import { expect, test } from "./fixtures/terminal.ts";
import { showTab } from "./fixtures/trade-parts.ts";

test("the monitor measures every symbol while it is shown, sorts, and says what each figure is", async ({
  terminal,
}) => {
  test.setTimeout(180_000);
  const { page } = terminal;
  await showTab(page, /^Monitor/);
  const symbols = page.getByRole("table", { name: "Symbols" });
  const euro = symbols.getByRole("row", { name: /^EURUSD/ });
  await expect(euro.getByText("live")).toBeVisible();
  await expect(euro.getByRole("cell").nth(2)).toHaveText(/^\d+$/);

  await symbols.getByRole("button", { name: "Symbol" }).press("Enter");
  await expect(symbols.getByRole("columnheader", { name: "Symbol" })).toHaveAttribute("aria-sort", "descending");
  await euro.getByRole("button", { name: "EURUSD" }).press("Enter");
  await expect(page.getByRole("region", { name: "EURUSD: trading hours" })).toContainText("Broker time.");

  const view = page.getByRole("radiogroup", { name: "Part of the monitor" });
  await view.getByRole("radio", { name: "Brokers" }).click();
  await expect(page.getByText("connect a second broker")).toBeVisible();

  await view.getByRole("radio", { name: "Stored" }).click();
  const kept = page
    .getByRole("table", { name: "Stored", exact: true })
    .getByRole("row", { name: /EURUSD/ })
    .first();
  await kept.getByRole("combobox", { name: /^How far back/ }).selectOption("a week");
  await kept.getByRole("button", { name: /^Fetch older ticks/ }).click();
  await expect(kept.getByRole("progressbar", { name: /^Older ticks of .*EURUSD/ })).toBeVisible();
  await kept.getByRole("button", { name: /EURUSD$/, expanded: false }).click();
  await expect(
    page.getByRole("img", { name: /^Bids of .*EURUSD on its last stored day, [\d-]+: \d+ ticks/ }),
  ).toBeVisible();
  await expect(page.getByText(/minutes are known from ticks and from the broker/)).toBeVisible();

  await view.getByRole("radio", { name: "Definitions" }).click();
  await expect(page.getByText("(ask − bid) / point")).toBeVisible();
});
