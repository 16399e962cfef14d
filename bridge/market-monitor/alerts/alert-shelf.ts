import { type AlertId, sourceOf } from "#shared/alerts/alert.ts";
import { Watched } from "#shared/alerts/watched.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { KeptAlert } from "../../ports/alert-store.ts";

/** An alert of this run. */
export interface ShelvedAlert {
  readonly watched: Watched;
  readonly createdMs: UtcMs;
  readonly source: string;
}

export const keptOf = ({ watched, createdMs }: ShelvedAlert): KeptAlert => ({
  alert: watched.alert,
  state: watched.state,
  createdMs,
});

/** Every alert there is, by id and by source. */
export class AlertShelf {
  readonly #all = new Map<AlertId, ShelvedAlert>();
  readonly #bySource = new Map<string, Set<ShelvedAlert>>();

  get size(): number {
    return this.#all.size;
  }

  /** Puts it in the place of the one with its id. */
  put({ alert, state, createdMs }: KeptAlert): ShelvedAlert {
    this.take(alert.id);
    const shelved: ShelvedAlert = { watched: new Watched(alert, state), createdMs, source: sourceOf(alert.rule) };
    this.#all.set(alert.id, shelved);
    const known = this.#bySource.get(shelved.source);
    if (known === undefined) this.#bySource.set(shelved.source, new Set([shelved]));
    else known.add(shelved);
    return shelved;
  }

  take(id: AlertId): ShelvedAlert | undefined {
    const shelved = this.#all.get(id);
    if (shelved === undefined) return undefined;
    this.#all.delete(id);
    const known = this.#bySource.get(shelved.source);
    known?.delete(shelved);
    if (known?.size === 0) this.#bySource.delete(shelved.source);
    return shelved;
  }

  get(id: AlertId): ShelvedAlert | undefined {
    return this.#all.get(id);
  }

  all(): IterableIterator<ShelvedAlert> {
    return this.#all.values();
  }

  sources(): IterableIterator<string> {
    return this.#bySource.keys();
  }

  has(source: string): boolean {
    return this.#bySource.has(source);
  }

  of(source: string): Iterable<ShelvedAlert> {
    return this.#bySource.get(source) ?? [];
  }
}
