import type { Session as DevToolsSession } from "../cdp/connection.ts";
import { LOOKED_UP, PERMISSIONS, type PermissionPolicy } from "./permissions.ts";
import type { Schemes } from "./schemes.ts";

/** Puts a session's permission policy into effect for the pages of an origin. */
export class PermissionPrompt {
  readonly #browser: DevToolsSession;
  readonly #policy: PermissionPolicy;
  readonly #schemes: Schemes;

  constructor(browser: DevToolsSession, policy: PermissionPolicy, schemes: Schemes) {
    this.#browser = browser;
    this.#policy = policy;
    this.#schemes = schemes;
  }

  /** Called when a page is about to load: what `navigator.permissions.query` will say is the check handler's word. */
  async check(webContents: object, url: string): Promise<void> {
    const origin = this.#schemes.originOf(url);
    if (!/^https?:/.test(this.#schemes.toChromium(url))) return;
    for (const permission of PERMISSIONS.keys()) {
      await this.#apply(permission, this.#policy.allows(webContents, permission, `${origin}/`), url);
    }
  }

  /** The page requests a permission, or uses one that is only looked up: the handler that Electron asks decides. */
  async ask(webContents: object, permission: string, url: string): Promise<void> {
    const granted = LOOKED_UP.has(permission)
      ? this.#policy.allows(webContents, permission, `${this.#schemes.originOf(url)}/`)
      : await this.#policy.grants(webContents, permission, url);
    await this.#apply(permission, granted, url);
  }

  async #apply(permission: string, granted: boolean, url: string): Promise<void> {
    const { origin } = new URL(this.#schemes.toChromium(url));
    const setting = granted ? "granted" : "denied";
    for (const name of PERMISSIONS.get(permission) ?? []) {
      await this.#browser.send("Browser.setPermission", { permission: { name }, setting, origin });
    }
  }
}
