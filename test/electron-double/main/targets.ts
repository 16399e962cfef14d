import type { DevToolsConnection, Session } from "../cdp/connection.ts";

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly openerId?: string | undefined;
}

/**
 * Chromium's pages. Every new one is stopped before it loads anything: those the double made wait until they are
 * prepared, popups are closed without having sent a request.
 */
export class Targets {
  readonly #devTools: DevToolsConnection;
  readonly #attached = new Map<string, PromiseWithResolvers<Session>>();
  readonly #gone = new Map<string, () => void>();

  constructor(devTools: DevToolsConnection) {
    this.#devTools = devTools;
    const { browser } = devTools;
    browser.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => void this.#attach(sessionId, targetInfo));
    browser.on("Target.targetDestroyed", ({ targetId }) => this.#gone.get(targetId)?.());
  }

  async start(): Promise<void> {
    const { browser } = this.#devTools;
    await browser.send("Target.setDiscoverTargets", { discover: true });
    await browser.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  }

  /** Opens a blank page of the given size; `prepare` runs before it executes anything. */
  async open(
    size: { readonly width: number; readonly height: number },
    prepare: (session: Session, targetId: string) => Promise<void>,
    gone: () => void,
  ): Promise<string> {
    const { browser } = this.#devTools;
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank", newWindow: true, ...size });
    this.#gone.set(targetId, gone);
    const session = await this.#attachment(targetId).promise;
    await prepare(session, targetId);
    await session.send("Runtime.runIfWaitingForDebugger");
    return targetId;
  }

  async close(targetId: string): Promise<void> {
    await this.#devTools.browser.send("Target.closeTarget", { targetId });
  }

  /** Makes the page's viewport `size`, whatever frame the window has around it. */
  async resize(targetId: string, size: { readonly width: number; readonly height: number }): Promise<void> {
    const { browser } = this.#devTools;
    try {
      const { windowId } = await browser.send("Browser.getWindowForTarget", { targetId });
      await browser.send("Browser.setContentsSize", { windowId, ...size });
    } catch (error) {
      // Windows are sized without anybody waiting for it, so one may be closed by then.
      if (!/not found|No target|No window|Chromium is gone/i.test(String(error))) throw error;
    }
  }

  async #attach(sessionId: string, info: TargetInfo): Promise<void> {
    const session = this.#devTools.session(sessionId);
    if (info.type !== "page") await session.send("Runtime.runIfWaitingForDebugger").catch(() => {});
    else if (info.openerId !== undefined) await this.#closePopup(session, info.targetId).catch(() => {});
    else this.#attachment(info.targetId).resolve(session);
  }

  /** A popup shares its opener's thread, which stands still while it waits for the debugger: let it run, but load nothing. */
  async #closePopup(session: Session, targetId: string): Promise<void> {
    await session.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
    await session.send("Runtime.runIfWaitingForDebugger");
    await this.close(targetId);
  }

  #attachment(targetId: string): PromiseWithResolvers<Session> {
    const known = this.#attached.get(targetId) ?? Promise.withResolvers<Session>();
    this.#attached.set(targetId, known);
    return known;
  }
}
