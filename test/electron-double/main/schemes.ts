import { UnmodelledError } from "../guard.ts";

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const HTTP_HOST = /^https:\/\/([^/]+)\.([a-z][a-z0-9+.-]*)\.test(\/.*)?$/;

/**
 * Custom schemes. Stock Chromium aborts a navigation to a scheme it does not know before DevTools could answer it, so
 * `app://fairlead/x` is shown to Chromium as `https://fairlead.app.test/x`, and mapped back wherever the app looks.
 */
export class Schemes {
  readonly #standard = new Set<string>();
  readonly #handlers = new Map<string, SchemeHandler>();

  registerStandard(scheme: string): void {
    this.#standard.add(scheme);
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (!this.#standard.has(scheme))
      throw new UnmodelledError(`protocol.handle for the unprivileged scheme "${scheme}"`);
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  handlerFor(url: string): SchemeHandler | undefined {
    return this.#handlers.get(new URL(url).protocol.slice(0, -1));
  }

  toChromium(url: string): string {
    const { protocol, host, pathname, search, hash } = new URL(url);
    const scheme = protocol.slice(0, -1);
    if (!this.#standard.has(scheme)) return url;
    return `https://${host}.${scheme}.test${pathname === "" ? "/" : pathname}${search}${hash}`;
  }

  toElectron(url: string): string {
    const [, host, scheme, rest] = HTTP_HOST.exec(url) ?? [];
    return host !== undefined && scheme !== undefined && this.#standard.has(scheme)
      ? `${scheme}://${host}${rest ?? "/"}`
      : url;
  }

  /** The origin Electron would report for `url`: a standard custom scheme has a real one, unlike in Node's URL. */
  originOf(url: string): string {
    const { protocol, host, origin } = new URL(url);
    return this.#standard.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin;
  }
}
