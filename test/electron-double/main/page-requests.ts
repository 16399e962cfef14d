/** The page's own word comes by another way than the request it is about, so it may come a little later. */
const PATIENCE_MS = 100;

/** Which navigations a page itself asked for: the only ones that `will-navigate` is about. */
export class PageRequests {
  readonly #noted = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  /** The page asked for `url` in a frame. */
  note(frameId: string, url: string): void {
    const key = keyOf(frameId, url);
    const heard = this.#waiting.get(key);
    if (heard) heard();
    else this.#noted.add(key);
  }

  cameFromPage(frameId: string, url: string): Promise<boolean> {
    const key = keyOf(frameId, url);
    if (this.#noted.delete(key)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (came: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(came);
      };
      const timer = setTimeout(() => settle(false), PATIENCE_MS);
      this.#waiting.set(key, () => settle(true));
    });
  }
}

const keyOf = (frameId: string, url: string): string => `${frameId} ${withoutFragment(url)}`;

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/, "");
}
