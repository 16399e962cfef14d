import { type BrowserWindow, Notification } from "electron";
import type { ShellNotice } from "#shared/shell/shell-api.ts";

/** Notifications on screen, by tag. Held here, or the system could not tell us of a click. */
const shown = new Map<string, Notification>();
/** Some systems never tell that a notification has gone: the oldest are let go. */
const MOST = 50;

/** Shows a notification; a click on it brings the window to the front. @throws Error when this system has none. */
export function showNotice({ tag, title, body }: ShellNotice, window: () => BrowserWindow | undefined): void {
  if (!Notification.isSupported()) throw new Error("this system shows no notifications");
  shown.get(tag)?.close();
  const notice = new Notification({ title, body });
  shown.delete(tag);
  shown.set(tag, notice);
  const [oldest = tag] = shown.keys();
  if (shown.size > MOST) shown.delete(oldest);
  notice.on("close", () => {
    if (shown.get(tag) === notice) shown.delete(tag);
  });
  notice.on("click", () => {
    const target = window();
    if (target?.isMinimized() === true) target.restore();
    target?.focus();
  });
  notice.show();
}
