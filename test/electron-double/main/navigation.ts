import type { Session } from "../cdp/connection.ts";
import { type PreventableEvent, preventable } from "../preventable.ts";
import type { FrameTree } from "./frame-tree.ts";
import { PageRequests, withoutFragment } from "./page-requests.ts";
import type { NavigationJudge } from "./request-gate.ts";
import type { Schemes } from "./schemes.ts";

type Emit = (event: string, ...args: unknown[]) => void;

/** Loads pages for the app, and tells it of every navigation in Electron's events. */
export class Navigation implements NavigationJudge {
  readonly #frames: FrameTree;
  readonly #schemes: Schemes;
  readonly #emit: Emit;
  readonly #requests = new PageRequests();
  /** The address of the app's own navigation under way, as Chromium knows it. */
  #own: string | undefined;

  constructor(frames: FrameTree, schemes: Schemes, emit: Emit) {
    this.#frames = frames;
    this.#schemes = schemes;
    this.#emit = emit;
  }

  track(session: Session): void {
    session.on("Page.frameRequestedNavigation", ({ frameId, url }) => this.#requests.note(frameId, url));
    session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId !== undefined) return;
      const own = this.#own;
      this.#own = undefined;
      // Chromium's error page: Electron tells of the failure, not of a page. Of the app's own loads `load` tells.
      if (frame.unreachableUrl !== undefined) {
        if (own === undefined) this.#failed(frame.unreachableUrl, "ERR_FAILED");
        return;
      }
      this.#emit("did-navigate", {}, this.#schemes.toElectron(frame.url), 200, "OK");
    });
    session.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      const isMain = this.isMainFrame(frameId);
      this.#emit("did-navigate-in-page", {}, this.#schemes.toElectron(url), isMain, -1, -1);
    });
    session.on("Page.domContentEventFired", () => this.#emit("dom-ready", {}));
    session.on("Page.loadEventFired", () => this.#emit("did-finish-load"));
  }

  /** @throws Error with Electron's `code`, `errno` and `url` when the page cannot be loaded */
  async load(session: Session, url: string): Promise<void> {
    const chromiumUrl = this.#schemes.toChromium(new URL(url).href);
    const loaded = new Promise<void>((resolve) => session.on("Page.loadEventFired", () => resolve()));
    this.#own = withoutFragment(chromiumUrl);
    const { errorText } = await session.send("Page.navigate", { url: chromiumUrl });
    if (errorText !== undefined && errorText !== "") throw this.#failed(url, errorText);
    await loaded;
  }

  async reload(session: Session): Promise<void> {
    this.#own = withoutFragment(this.#schemes.toChromium(this.#frames.main.url));
    await session.send("Page.reload");
  }

  isMainFrame(frameId: string): boolean {
    return frameId === this.#frames.mainId;
  }

  isOwnNavigation(chromiumUrl: string): boolean {
    return withoutFragment(chromiumUrl) === this.#own;
  }

  async allowsNavigation(chromiumUrl: string, frameId: string, isRedirect: boolean): Promise<boolean> {
    // What a test driver or DevTools does is not the page's doing, and Electron does not ask about it.
    if (!isRedirect && !(await this.#requests.cameFromPage(frameId, chromiumUrl))) return true;
    const url = this.#schemes.toElectron(chromiumUrl);
    const isMainFrame = this.isMainFrame(frameId);
    const frame = this.#frames.get(frameId) ?? null;
    const details = { url, isSameDocument: false, isMainFrame, frame, initiator: frame };
    const ask = (name: string): PreventableEvent => {
      const event = preventable(details);
      this.#emit(name, event, url, false, isMainFrame, -1, -1);
      return event;
    };
    if (isRedirect) return !ask("will-redirect").defaultPrevented;
    const frameEvent = ask("will-frame-navigate");
    if (!isMainFrame) return !frameEvent.defaultPrevented;
    return !ask("will-navigate").defaultPrevented && !frameEvent.defaultPrevented;
  }

  #failed(url: string, errorText: string): Error {
    this.#own = undefined;
    const code = errorText.replace(/^net::/, "");
    const errno = code === "ERR_ABORTED" ? -3 : -2;
    this.#emit("did-fail-load", {}, errno, code, url, true, -1, -1);
    return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
  }
}
