import type { UpdatePort } from "./update-port.ts";

/** What must be still before the app may end for an update. `undefined`: not known, which counts as not still. */
export interface Stillness {
  /** Wishes to trade of which the broker has not said the last word: sent, in doubt, or resting. */
  readonly intents: number | undefined;
  readonly orders: number | undefined;
  readonly positions: number | undefined;
  readonly sessions: number | undefined;
}

export type UpdateState =
  | { readonly phase: "off"; readonly why: "unsigned" | "unwanted" }
  | { readonly phase: "none" }
  | { readonly phase: "ready"; readonly version: string; readonly waitsFor: readonly (keyof Stillness)[] }
  | { readonly phase: "failed"; readonly problem: string };

const busy = (stillness: Stillness): readonly (keyof Stillness)[] =>
  (["intents", "orders", "positions", "sessions"] as const).filter((what) => stillness[what] !== 0);

interface UpdateOptions {
  /** Undefined in a build that is not signed: nothing is then ever asked for. */
  readonly port: UpdatePort | undefined;
  readonly wanted: () => boolean;
  readonly stillness: () => Stillness;
}

/** Looks for a new version, fetches it, and installs it only when asked to, and only while nothing is open or under way. */
export class UpdateDesk {
  readonly #options: UpdateOptions;
  #ready: string | undefined;
  #problem: string | undefined;

  constructor(options: UpdateOptions) {
    this.#options = options;
  }

  state(): UpdateState {
    const { port, wanted, stillness } = this.#options;
    if (port === undefined) return { phase: "off", why: "unsigned" };
    if (!wanted()) return { phase: "off", why: "unwanted" };
    if (this.#problem !== undefined) return { phase: "failed", problem: this.#problem };
    return this.#ready === undefined
      ? { phase: "none" }
      : { phase: "ready", version: this.#ready, waitsFor: busy(stillness()) };
  }

  /** Fetching is allowed at any time: it changes nothing that runs. */
  async look(): Promise<UpdateState> {
    const { port, wanted } = this.#options;
    if (port === undefined || !wanted()) return this.state();
    try {
      const version = await port.check();
      if (version !== undefined && version !== this.#ready) {
        await port.download(version);
        this.#ready = version;
      }
      this.#problem = undefined;
    } catch (fault) {
      this.#ready = undefined;
      this.#problem = fault instanceof Error ? fault.message : String(fault);
    }
    return this.state();
  }

  /** @returns whether the app is about to end; never with a wish, an order, a position or a session open, or unknown */
  install(): boolean {
    const state = this.state();
    if (state.phase !== "ready" || state.waitsFor.length > 0) return false;
    this.#options.port?.install();
    return true;
  }
}
