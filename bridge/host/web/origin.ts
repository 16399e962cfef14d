import type { IncomingMessage } from "node:http";

export type OriginRefusal = "wrong Host" | "wrong Origin";

/**
 * A page on another site can make the browser send requests here, and with DNS rebinding even under a name of its own.
 * The Host header then holds that name, and Origin that site: both are checked against the few that are ours.
 */
export class OriginGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  constructor(port: number) {
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    this.#hosts = new Set(hosts);
    this.#origins = new Set(hosts.map((host) => `http://${host}`));
  }

  /** @param originNeeded for what may act: an upgrade, or any method but GET and HEAD. Browsers always send it there. */
  refusal(request: IncomingMessage, originNeeded: boolean): OriginRefusal | undefined {
    const hosts = request.headersDistinct["host"] ?? [];
    const [host] = hosts;
    if (hosts.length !== 1 || host === undefined || !this.#hosts.has(host)) return "wrong Host";
    const origins = request.headersDistinct["origin"] ?? [];
    if (origins.length === 0) return originNeeded ? "wrong Origin" : undefined;
    const [origin] = origins;
    const same =
      origins.length === 1 && origin !== undefined && this.#origins.has(origin) && origin === `http://${host}`;
    return same ? undefined : "wrong Origin";
  }
}
