import { expect, test } from "./fixtures/terminal.ts";

test("the terminal opens on its page and breaks no rule of its own", async ({ terminal }) => {
  const { page, faults } = terminal;
  await expect(page).toHaveTitle(/Fairlead/);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Market watch" })).toBeVisible();
  expect(faults.errors).toEqual([]);
  expect(faults.violations).toEqual([]);
  expect(faults.foreign).toEqual([]);
});
