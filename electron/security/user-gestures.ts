import type { App } from "electron";

/** How long a press counts as the reason of what the page does next; Chromium's own user activation lasts as long. */
const FRESH_MS = 5_000;
const PRESSES: ReadonlySet<string> = new Set(["mouseDown", "rawKeyDown", "keyDown", "touchStart"]);

/** When somebody last pressed a button or a key in each page. A page cannot make these events. */
export class UserGestures {
  readonly #last = new WeakMap<object, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Watches every page that this app will ever have. */
  follow(app: Pick<App, "on">): void {
    app.on("web-contents-created", (_event, contents) => {
      contents.on("input-event", (_input, { type }) => {
        if (PRESSES.has(type)) this.#last.set(contents, this.#now());
      });
    });
  }

  isFresh(contents: object): boolean {
    const last = this.#last.get(contents);
    return last !== undefined && this.#now() - last <= FRESH_MS;
  }
}
