export type Bounds = Electron.Rectangle;

/** Where a window is and how it is shown. Headless Chromium has no desktop, so this is kept here and only the size is real. */
export class WindowGeometry {
  #normal: Bounds;
  #state: "normal" | "minimized" | "maximized" = "normal";

  constructor(normal: Bounds) {
    this.#normal = normal;
  }

  get normal(): Bounds {
    return { ...this.#normal };
  }

  get state(): "normal" | "minimized" | "maximized" {
    return this.#state;
  }

  move(to: Partial<Bounds>): void {
    this.#normal = { ...this.#normal, ...to };
  }

  /** @returns whether anything changed */
  become(state: "normal" | "minimized" | "maximized"): boolean {
    const changed = this.#state !== state;
    this.#state = state;
    return changed;
  }
}
