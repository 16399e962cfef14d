import { APP_HOST, APP_ORIGIN, APP_SCHEME } from "../app-origin.ts";

/** What is looked at in a message's sender: the fields of Electron's WebFrameMain. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: unknown;
}

/**
 * Whether a message comes from our own page: the main frame, at our exact origin. No exemption for empty or
 * `about:blank` addresses, which inherit an origin they have not earned.
 */
export function isOwnPage(frame: SenderFrame | null): boolean {
  if (frame === null || frame.parent !== null || frame.origin !== APP_ORIGIN || !URL.canParse(frame.url)) return false;
  const { protocol, host, username, password } = new URL(frame.url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === "" && password === "";
}
