import { axeFindings } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf } from "./fixtures/window-parts.ts";

/** How long the bridge's replies take in these specs. */
const SLOW_MS = 1_500;

test("a user who is faster than the bridge's reply is not ignored: of two changes the last one holds", async ({
  terminal,
}) => {
  const { page } = terminal;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) => {
      const reply = typeof message === "string" && message.includes('"t":"result"');
      if (reply) setTimeout(() => socket.send(message), SLOW_MS);
      else socket.send(message);
    });
  });
  await page.reload();
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog");
  const stale = dialog.getByRole("textbox", { name: "Stale after", exact: true });
  await expect(stale).toHaveValue("3");
  await stale.fill("4");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Back to the default" }).click();
  await expect(stale).toHaveValue("3");
  await page.unrouteAll();
  await page.reload();
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(stale).toHaveValue("3");
});

test("every panel and dialog holds WCAG 2.2 AA as axe sees it, in both themes", async ({ terminal }) => {
  test.setTimeout(240_000);
  const { page } = terminal;
  await page.setViewportSize({ width: 1_280, height: 720 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const found: string[] = [];
  const look = async (where: string, selector: string): Promise<void> => {
    const findings = await axeFindings(page, selector);
    found.push(...findings.map((finding) => `${where}: ${finding}`));
  };
  const command = async (words: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Commands" });
    await palette.getByRole("combobox").fill(words);
    await expect(palette.getByRole("option").first()).toContainText(words);
    await page.keyboard.press("Enter");
    await expect(palette).toBeHidden();
  };
  const PANELS = "Guide Positions Orders History Journal Sessions Alerts Risk Monitor Terminals Events Cloud".split(
    " ",
  );
  for (const theme of ["dark", "light"]) {
    if ((await page.locator("html").getAttribute("data-theme")) !== theme)
      await command("Switch between the dark and the light theme");
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    for (const panel of PANELS) {
      await command(`Show ${panel}`);
      await expect(page.getByRole("tabpanel", { name: panel })).toBeVisible();
      await look(`${theme} ${panel}`, "main");
    }
    await command("Open or close the ticket");
    await look(`${theme} window`, "body");
    await command("Open or close the ticket");
    for (const [dialog, name] of [
      ["Open the settings", "Settings"],
      ["This list", "Keys"],
    ] as const) {
      await command(dialog);
      await expect(page.getByRole("dialog", { name })).toBeVisible();
      await look(`${theme} ${name}`, "[role=dialog]");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog", { name })).toBeHidden();
    }
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    await look(`${theme} palette`, "[role=dialog]");
    await page.keyboard.press("Escape");
  }
  expect([...new Set(found)]).toEqual([]);
});
