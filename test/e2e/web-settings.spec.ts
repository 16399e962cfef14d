import { expect, test } from "./fixtures/terminal.ts";

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
