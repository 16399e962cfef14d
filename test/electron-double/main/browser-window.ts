import { UnmodelledError } from "../guard.ts";
import { ModelledEmitter } from "../modelled-emitter.ts";
import { preventable } from "../preventable.ts";
import type { Double } from "./double.ts";
import { WebContents } from "./web-contents.ts";
import { type Bounds, WindowGeometry } from "./window-geometry.ts";
import type { WindowList } from "./window-list.ts";

const EVENTS = [
  "ready-to-show",
  "show",
  "hide",
  "focus",
  "blur",
  "close",
  "closed",
  "maximize",
  "unmaximize",
  "minimize",
  "restore",
  "resize",
  "resized",
  "move",
  "moved",
  "page-title-updated",
  // No Windows session to end and no hang detection: accepted so the app may handle them, never emitted.
  "session-end",
  "query-session-end",
  "unresponsive",
  "responsive",
];

/** Options that change nothing in a headless window: looks, and icons of a desktop that is not there. */
const COSMETIC = new Set([
  "title",
  "icon",
  "backgroundColor",
  "autoHideMenuBar",
  "minWidth",
  "minHeight",
  "titleBarStyle",
  "titleBarOverlay",
  "darkTheme",
]);
const MODELLED_PREFERENCES = new Set([
  "preload",
  "contextIsolation",
  "sandbox",
  "nodeIntegration",
  "nodeIntegrationInWorker",
  "nodeIntegrationInSubFrames",
  "webSecurity",
  "allowRunningInsecureContent",
  "experimentalFeatures",
  "webviewTag",
  "navigateOnDragDrop",
  "spellcheck",
  "devTools",
  "enableWebSQL",
  "disableDialogs",
  "safeDialogs",
  "backgroundThrottling",
  "additionalArguments",
]);

type Modelled = Pick<
  Electron.BrowserWindow,
  | "id"
  | "loadURL"
  | "show"
  | "hide"
  | "focus"
  | "isVisible"
  | "isFocused"
  | "close"
  | "destroy"
  | "isDestroyed"
  | "getTitle"
  | "setTitle"
  | "getBounds"
  | "getNormalBounds"
  | "setBounds"
  | "maximize"
  | "unmaximize"
  | "isMaximized"
  | "minimize"
  | "restore"
  | "isMinimized"
  | "isFullScreen"
  | "removeMenu"
  | "setMenuBarVisibility"
>;

/** A window: one headless Chromium page with the face of a BrowserWindow. */
export class DoubleWindow extends ModelledEmitter implements Modelled {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #double: Double;
  readonly #list: WindowList;
  readonly #geometry: WindowGeometry;
  #title: string;
  #visible: boolean;
  #focused = false;
  #closing = false;
  #destroyed = false;

  constructor(double: Double, list: WindowList, options: Electron.BrowserWindowConstructorOptions) {
    super("BrowserWindow", EVENTS);
    refuseUnmodelled(options);
    if (!double.app.isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    const { width = 800, height = 600, x = 0, y = 0 } = options;
    this.id = list.nextId();
    this.#double = double;
    this.#list = list;
    this.#geometry = new WindowGeometry({ x, y, width, height });
    this.#title = options.title ?? double.app.name;
    this.#visible = options.show ?? true;
    this.webContents = new WebContents(double, this.id, {
      size: { width, height },
      preload: options.webPreferences?.preload,
      closeWindow: () => this.close(),
      gone: () => this.#gone(),
    });
    this.webContents.once("dom-ready", () => this.emit("ready-to-show"));
    list.add(this);
    double.app.emit("browser-window-created", {}, this);
    double.app.emit("web-contents-created", {}, this.webContents);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  show(): void {
    this.#setVisible(true);
    this.focus();
  }

  hide(): void {
    this.#setVisible(false);
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    if (this.#focused) return;
    this.#focused = true;
    this.emit("focus");
  }

  isFocused(): boolean {
    return this.#focused;
  }

  getBounds(): Bounds {
    return this.#geometry.normal;
  }

  getNormalBounds(): Bounds {
    return this.#geometry.normal;
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.#geometry.move(bounds);
    const { width, height } = this.#geometry.normal;
    const { targetId } = this.webContents;
    if (targetId !== undefined) void this.#double.browser.targets.resize(targetId, { width, height });
    if (bounds.width !== undefined || bounds.height !== undefined) this.emit("resize");
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit("move");
  }

  maximize(): void {
    if (this.#geometry.become("maximized")) this.emit("maximize");
  }

  unmaximize(): void {
    if (this.isMaximized() && this.#geometry.become("normal")) this.emit("unmaximize");
  }

  isMaximized(): boolean {
    return this.#geometry.state === "maximized";
  }

  minimize(): void {
    if (this.#geometry.become("minimized")) this.emit("minimize");
  }

  restore(): void {
    if (this.isMinimized() && this.#geometry.become("normal")) this.emit("restore");
  }

  isMinimized(): boolean {
    return this.#geometry.state === "minimized";
  }

  isFullScreen(): boolean {
    return false;
  }

  removeMenu(): void {}

  setMenuBarVisibility(): void {}

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    void this.requestClose();
  }

  /** `close()` that says whether a listener refused. */
  async requestClose(): Promise<boolean> {
    if (this.#destroyed || this.#closing) return true;
    const event = preventable({});
    this.emit("close", event);
    if (event.defaultPrevented) return false;
    this.#closing = true;
    await this.#closePage();
    return true;
  }

  destroy(): void {
    this.#gone();
    void this.#closePage();
  }

  async #closePage(): Promise<void> {
    const { targetId } = this.webContents;
    if (targetId !== undefined) await this.#double.browser.targets.close(targetId).catch(() => {});
    this.#gone();
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#list.remove(this);
    this.webContents.destroyed();
    this.emit("closed");
    this.#double.app.windowClosed();
  }

  #setVisible(visible: boolean): void {
    if (this.#visible === visible) return;
    this.#visible = visible;
    this.emit(visible ? "show" : "hide");
  }
}

function refuseUnmodelled(options: Electron.BrowserWindowConstructorOptions): void {
  const modelled = new Set(["width", "height", "x", "y", "show", "webPreferences", ...COSMETIC]);
  const preferences = options.webPreferences ?? {};
  const unknown = Object.keys(options).find((name) => !modelled.has(name));
  const unknownPreference = Object.keys(preferences).find((name) => !MODELLED_PREFERENCES.has(name));
  if (unknown !== undefined) throw new UnmodelledError(`the window option "${unknown}"`);
  if (unknownPreference !== undefined) throw new UnmodelledError(`webPreferences.${unknownPreference}`);
  if (preferences.contextIsolation === false) throw new UnmodelledError("a window without context isolation");
  if (preferences.nodeIntegration === true) throw new UnmodelledError("a page with Node integration");
  if (preferences.sandbox === false) throw new UnmodelledError("an unsandboxed preload");
}
