import type { AlertId, Firing } from "#shared/alerts/alert.ts";
import type { AlertStep, AlertStore, KeptFiring } from "../../ports/alert-store.ts";
import type { AlertShelf } from "./alert-shelf.ts";

export interface CommitParts {
  readonly store: AlertStore;
  readonly shelf: AlertShelf;
  /** Where a source was judged up to; undefined for one that has no cursor or has not moved. */
  readonly cursor: (source: string) => unknown;
  /** After the step is on disk. */
  readonly written: (firings: readonly KeptFiring[], changed: ReadonlySet<AlertId>, sources: readonly string[]) => void;
}

/**
 * Writes what was judged: of a source its cursor, where its alerts stand and what fired, in one transaction. So after any
 * crash the three belong together, and what the ticks after the cursor come to is found again, once.
 */
export class AlertCommits {
  readonly #parts: CommitParts;
  readonly #fired = new Map<string, Firing[]>();

  constructor(parts: CommitParts) {
    this.#parts = parts;
  }

  get pending(): boolean {
    return this.#fired.size > 0;
  }

  fired(source: string, firing: Firing): void {
    const known = this.#fired.get(source);
    if (known === undefined) this.#fired.set(source, [firing]);
    else known.push(firing);
  }

  /** Writes the sources that have firings, with an fsync. @throws FairleadError STORE_FULL, STORE_UNAVAILABLE; nothing is lost then. */
  flush(): void {
    if (this.#fired.size > 0) this.#write([...this.#fired.keys()], true);
  }

  /** Writes one source, or all, as they stand. @throws as {@link flush} */
  checkpoint(sources: Iterable<string>, durable = false): void {
    this.#write([...sources], durable || this.pending);
  }

  #write(sources: readonly string[], durable: boolean): void {
    const { store, shelf, cursor, written } = this.#parts;
    const dirty = sources.flatMap((source) => [...shelf.of(source)].filter(({ watched }) => watched.dirty));
    const step: AlertStep = {
      states: dirty.map(({ watched: { alert, state } }) => ({ id: alert.id, state })),
      cursors: sources.flatMap((source) => {
        const at = cursor(source);
        return at === undefined ? [] : [{ source, cursor: at }];
      }),
      firings: sources.flatMap((source) =>
        (this.#fired.get(source) ?? []).map((firing) => ({
          firing,
          ports: shelf.get(firing.alert)?.watched.alert.ports ?? [],
        })),
      ),
    };
    if (step.states.length + step.cursors.length + step.firings.length === 0) return;
    const firings = store.commit(step, durable && step.firings.length > 0);
    for (const { watched } of dirty) watched.dirty = false;
    for (const source of sources) this.#fired.delete(source);
    written(
      firings,
      new Set([...dirty.map(({ watched }) => watched.alert.id), ...firings.map(({ firing }) => firing.alert)]),
      sources,
    );
  }
}
