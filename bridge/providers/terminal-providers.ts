import type { AnyFrame } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import type { DataProvider, DataProviderListener, DataProviders } from "../ports/data-provider.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";
import { type TellListeners, TerminalProvider } from "./terminal-provider.ts";

/** MT5 terminals, and the paper one, as providers: one for each account that is connected. */
export class TerminalProviders implements DataProviders, TerminalLinkListener {
  readonly #clock: Clock;
  readonly #providers = new Map<AccountId, TerminalProvider>();
  readonly #listeners = new Set<DataProviderListener>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  all(): readonly DataProvider[] {
    return [...this.#providers.values()];
  }

  listen(listener: DataProviderListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  opened(link: TerminalLink): void {
    if (link.reduceOnly || link.role === "commandService") return;
    const known = this.#providers.get(link.account.id);
    const provider = known ?? new TerminalProvider(link, this.#clock, this.#tell);
    this.#providers.set(link.account.id, provider);
    provider.opened(link);
    // Also when a service joins: it can answer what the EA could not.
    this.#tell("came", provider);
  }

  closed(link: TerminalLink): void {
    const provider = this.#providers.get(link.account.id);
    if (provider === undefined) return;
    provider.closed(link);
    if (!provider.isEmpty) return;
    this.#providers.delete(link.account.id);
    this.#tell("went", provider);
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    this.#providers.get(link.account.id)?.frame(link, frame);
  }

  readonly #tell: TellListeners = (what, ...told) => {
    for (const listener of this.#listeners) {
      (listener[what] as ((...all: typeof told) => void) | undefined)?.call(listener, ...told);
    }
  };
}
