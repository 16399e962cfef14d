import { refuseUnknown } from "../guard.ts";
import type { Application } from "../launch/application.ts";
import { ModelledEmitter } from "../modelled-emitter.ts";
import { preventable } from "../preventable.ts";
import { AppPaths } from "./app-paths.ts";
import { SingleInstance } from "./single-instance.ts";
import { utilityMetrics } from "./utility-process.ts";

const EVENTS = [
  "ready",
  "window-all-closed",
  "before-quit",
  "will-quit",
  "quit",
  "activate",
  "second-instance",
  "open-url",
  "web-contents-created",
  "browser-window-created",
  "render-process-gone",
  "child-process-gone",
];

type Modelled = Pick<
  Electron.App,
  | "name"
  | "isPackaged"
  | "getName"
  | "setName"
  | "getVersion"
  | "getAppPath"
  | "getPath"
  | "setPath"
  | "getLocale"
  | "whenReady"
  | "isReady"
  | "quit"
  | "exit"
  | "enableSandbox"
  | "requestSingleInstanceLock"
  | "hasSingleInstanceLock"
  | "releaseSingleInstanceLock"
  | "setAppUserModelId"
  | "focus"
>;

/** What `app` needs of the windows, without knowing what a window is. */
export interface Windows {
  readonly count: number;
  /** Asks every window to close. @returns false if one refused. */
  closeAll(): Promise<boolean>;
}

/** The `app` module. */
export class App extends ModelledEmitter implements Modelled {
  readonly isPackaged = false;
  readonly commandLine: object;
  name: string;
  readonly #application: Application;
  readonly #paths: AppPaths;
  readonly #ready = Promise.withResolvers<void>();
  readonly #switches = new Map<string, string>();
  #isReady = false;
  #quitting = false;
  #sandboxed = false;
  #instance: SingleInstance | undefined;
  #windows: Windows | undefined;

  constructor(application: Application, userDataDir: string | undefined) {
    super("app", EVENTS);
    this.#application = application;
    this.name = application.name;
    this.#paths = new AppPaths(() => this.name, userDataDir);
    this.commandLine = refuseUnknown("app.commandLine", {
      appendSwitch: (name: string, value = "") => void this.#switches.set(name, value),
      hasSwitch: (name: string) => this.#switches.has(name),
      getSwitchValue: (name: string) => this.#switches.get(name) ?? "",
    });
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#application.version;
  }

  getAppPath(): string {
    return this.#application.folder;
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, value: string): void {
    this.#paths.set(name, value);
  }

  getLocale(): string {
    return "en-US";
  }

  /** Browser and utility processes; Chromium's own are not told apart. */
  getAppMetrics(): { pid: number; type: "Browser" | "Utility"; name?: string }[] {
    return [{ pid: process.pid, type: "Browser" }, ...utilityMetrics()];
  }

  setAppUserModelId(): void {}

  focus(): void {}

  enableSandbox(): void {
    if (this.#isReady) throw new Error("app.enableSandbox() can only be called before app is ready");
    this.#sandboxed = true;
  }

  /** Whether `enableSandbox()` makes every renderer sandboxed. */
  get sandboxForced(): boolean {
    return this.#sandboxed;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Chromium runs and, under Playwright, the test has let go. */
  becomeReady(windows: Windows): void {
    this.#windows = windows;
    this.#isReady = true;
    this.emit("ready", {}, {});
    this.#ready.resolve();
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    this.#instance ??= new SingleInstance(this.getPath("userData"));
    const own = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#instance.request(own, (second) => {
      const { argv, workingDirectory, additionalData } = second;
      void this.whenReady().then(() => this.emit("second-instance", {}, argv, workingDirectory, additionalData));
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.held ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.#instance?.release();
  }

  /** A window closed; without a listener Electron quits when it was the last. */
  windowClosed(): void {
    if (this.#quitting || !this.#windows || this.#windows.count > 0) return;
    if (!this.emit("window-all-closed")) this.quit();
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    void this.#quit();
  }

  exit(code = 0): void {
    this.emit("quit", {}, code);
    this.#instance?.release();
    process.exit(code);
  }

  /** Whether `quit()` is under way. */
  get isQuitting(): boolean {
    return this.#quitting;
  }

  /** Exits unless somebody prevents it. */
  async #quit(): Promise<void> {
    const prevented = (name: string): boolean => {
      const event = preventable({});
      this.emit(name, event);
      return event.defaultPrevented;
    };
    const closed = !prevented("before-quit") && (await (this.#windows?.closeAll() ?? Promise.resolve(true)));
    this.#quitting = closed && !prevented("will-quit");
    if (this.#quitting) this.exit(0);
  }
}
