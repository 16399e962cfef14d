import type { Session as DevToolsSession } from "../cdp/connection.ts";
import { UnmodelledError } from "../guard.ts";
import { ModelledEmitter } from "../modelled-emitter.ts";
import { ISOLATED_WORLD } from "../page/frames.ts";
import { pageScripts } from "../page/scripts.ts";
import type { MessagePortMain } from "../ports/message-port-main.ts";
import type { Double } from "./double.ts";
import { FrameTree } from "./frame-tree.ts";
import { ipcEvent } from "./ipc-event.ts";
import { Navigation } from "./navigation.ts";
import { type AppFrame, PageChannel, type PageWorld } from "./page-channel.ts";
import { PermissionPrompt } from "./permission-prompt.ts";
import { readPreload } from "./preload-source.ts";
import { RequestGate } from "./request-gate.ts";
import type { Session } from "./session.ts";
import type { WebFrameMain } from "./web-frame-main.ts";

const EVENTS = [
  "will-navigate",
  "will-frame-navigate",
  "will-redirect",
  "did-navigate",
  "did-navigate-in-page",
  "dom-ready",
  "did-finish-load",
  "did-fail-load",
  "page-title-updated",
  "render-process-gone",
  "preload-error",
  "input-event",
  "destroyed",
  // Never emitted because the double has no <webview> at all; refusing them must still be possible.
  "will-attach-webview",
  // A hung page would hang the test; nothing in the double measures it.
  "unresponsive",
  "responsive",
];

type OpenHandler = Parameters<Electron.WebContents["setWindowOpenHandler"]>[0];

type Modelled = Pick<
  Electron.WebContents,
  | "id"
  | "getURL"
  | "isDestroyed"
  | "send"
  | "loadURL"
  | "reload"
  | "executeJavaScript"
  | "setWindowOpenHandler"
  | "setWebRTCIPHandlingPolicy"
  | "forcefullyCrashRenderer"
  | "isCrashed"
  | "close"
>;

export interface WebContentsOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly preload: string | undefined;
  /** Asks the window to close, as `webContents.close()` does. */
  closeWindow(): void;
  /** The page is gone. */
  gone(): void;
}

/** A page of a window. */
export class WebContents extends ModelledEmitter implements Modelled {
  readonly id: number;
  readonly session: Session;
  readonly #double: Double;
  readonly #options: WebContentsOptions;
  readonly #frames: FrameTree;
  readonly #channel: PageChannel;
  readonly #navigation: Navigation;
  readonly #permissions: PermissionPrompt;
  readonly #ready: Promise<DevToolsSession>;
  #targetId: string | undefined;
  #crashed = false;
  #destroyed = false;
  #openHandler: OpenHandler | undefined;

  constructor(double: Double, id: number, options: WebContentsOptions) {
    super("webContents", EVENTS);
    const { browser, schemes, session } = double;
    this.id = id;
    this.session = session.defaultSession;
    this.#double = double;
    this.#options = options;
    this.#frames = new FrameTree(schemes, id);
    this.#channel = new PageChannel((world, frame) => this.#receive(world, frame));
    this.#navigation = new Navigation(this.#frames, schemes, (event, ...args) => void this.emit(event, ...args));
    this.#permissions = new PermissionPrompt(browser.devTools.browser, this.session.permissions, schemes);
    this.#ready = this.#open();
    // Whoever needs the page learns of a failure to open it; nobody may be waiting.
    this.#ready.catch(() => {});
  }

  /** DevTools' id of the page, once it exists: how Playwright finds the object for a page. */
  get targetId(): string | undefined {
    return this.#targetId;
  }

  get mainFrame(): WebFrameMain {
    return this.#frames.main;
  }

  getURL(): string {
    return this.#frames.main.url === "about:blank" ? "" : this.#frames.main.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  async loadURL(url: string): Promise<void> {
    const session = await this.#ready;
    await this.#permissions.check(this, url);
    await this.#navigation.load(session, url);
  }

  reload(): void {
    void this.#ready.then((session) => this.#navigation.reload(session));
  }

  close(): void {
    this.#options.closeWindow();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#channel.worldOf(this.#frames.mainId)?.deliver(channel, args);
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.#channel.worldOf(this.#frames.mainId)?.deliver(channel, [message], transfer);
  }

  /** Runs in the page's own world and answers the settled value, which must survive JSON (enough for tests). */
  async executeJavaScript(expression: string): Promise<unknown> {
    const session = await this.#ready;
    const answer = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails)
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Chromium takes this policy at its start only: a page's WebRTC is bound in Electron alone. */
  setWebRTCIPHandlingPolicy(): void {}

  /** What `prefers-color-scheme` says in the page. */
  async showTheme(source: "system" | "light" | "dark"): Promise<void> {
    const session = await this.#ready;
    const features = source === "system" ? [] : [{ name: "prefers-color-scheme", value: source }];
    await session.send("Emulation.setEmulatedMedia", { features });
  }

  forcefullyCrashRenderer(): void {
    // Page.crash never answers: the page it would answer for is gone.
    void this.#ready.then((session) => session.send("Page.crash").catch(() => {}));
  }

  /** Called by the window when its page is gone. */
  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#channel.close();
    this.emit("destroyed");
  }

  async #open(): Promise<DevToolsSession> {
    const opened = Promise.withResolvers<DevToolsSession>();
    const prepare = async (session: DevToolsSession, targetId: string) => {
      this.#targetId = targetId;
      await this.#prepare(session, targetId);
      opened.resolve(session);
    };
    const { targets } = this.#double.browser;
    const targetId = await targets.open(this.#options.size, prepare, () => this.#options.gone());
    await targets.resize(targetId, this.#options.size);
    return opened.promise;
  }

  async #prepare(session: DevToolsSession, mainFrameId: string): Promise<void> {
    this.#frames.track(session, mainFrameId);
    this.#navigation.track(session);
    // Not window.open, which never gets this far: links and forms with a target.
    session.on("Page.windowOpen", ({ url, windowName, windowFeatures }) =>
      this.#askToOpen(url, windowName, windowFeatures.join(",")),
    );
    session.on("Inspector.targetCrashed", () => this.#rendererCrashed());
    const gate = new RequestGate(this.#double.schemes, this.session.webRequest, this.#navigation);
    session.on("Target.attachedToTarget", ({ sessionId }) => void this.#guardChild(gate, sessionId));
    await session.send("Page.enable");
    await session.send("Runtime.enable");
    await session.send("Inspector.enable");
    await this.#channel.open(session);
    await gate.open(session);
    await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    const { mainWorld, isolatedWorld } = pageScripts(this.#preloadSource());
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source: mainWorld });
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source: isolatedWorld, worldName: ISOLATED_WORLD });
  }

  /** Frames in other processes and workers send their requests through sessions of their own. */
  async #guardChild(gate: RequestGate, sessionId: string): Promise<void> {
    const child = this.#double.browser.devTools.session(sessionId);
    await gate.open(child).catch(() => {});
    await child.send("Runtime.runIfWaitingForDebugger").catch(() => {});
  }

  #preloadSource(): string | undefined {
    const { preload } = this.#options;
    const read = preload === undefined ? undefined : readPreload(preload);
    if (read && "error" in read) setImmediate(() => this.emit("preload-error", {}, preload, read.error));
    return read && "source" in read ? read.source : undefined;
  }

  #receive(world: PageWorld, frame: AppFrame): void {
    const senderFrame = this.#frames.get(world.frameId) ?? null;
    if (frame.kind === "permission") {
      const asked = this.#permissions.ask(this, frame.permission, senderFrame?.url ?? "");
      void asked.then(() => world.tell({ kind: "settle", id: frame.id, value: undefined }));
    } else if (frame.kind === "input") {
      this.emit("input-event", {}, { type: frame.type });
    } else if (frame.kind === "open") {
      this.#askToOpen(frame.url, frame.frameName, frame.features);
    } else if (frame.kind === "preload-error") {
      const error = Object.assign(new Error(frame.message), { stack: frame.stack });
      this.emit("preload-error", {}, this.#options.preload, error);
    } else if (frame.kind === "send") {
      this.#double.ipcMain.emit(frame.channel, ipcEvent(this, senderFrame, world, frame), ...frame.args);
    } else {
      const { id, channel, args } = frame;
      this.#double.ipcMain.invoke(channel, ipcEvent(this, senderFrame, world, frame), args).then(
        (value) => world.tell({ kind: "settle", id, value }),
        (error: Error) => world.tell({ kind: "fail", id, message: error.message }),
      );
    }
  }

  #askToOpen(url: string, frameName: string, features: string): void {
    const asked = {
      url: this.#double.schemes.toElectron(url),
      frameName,
      features,
      disposition: "new-window" as const,
    };
    const answer = this.#openHandler?.({ ...asked, referrer: { url: "", policy: "default" } });
    if (answer?.action !== "deny")
      throw new UnmodelledError("a window opened by a page: deny it in setWindowOpenHandler");
  }

  #rendererCrashed(): void {
    this.#crashed = true;
    this.#channel.close();
    const details = { reason: "crashed", exitCode: 1 };
    this.emit("render-process-gone", {}, details);
    this.#double.app.emit("render-process-gone", {}, this, details);
  }
}
