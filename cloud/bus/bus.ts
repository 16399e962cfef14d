/**
 * What processes of the cloud whisper to one another. Only hints: whoever misses one finds what it was about in the
 * database, a little later.
 */
export type Hint =
  /** The tenant's feed has grown. */
  | { readonly about: "feed"; readonly tenantId: string }
  /** A desktop told of the tenant's sessions. */
  | { readonly about: "sessions"; readonly tenantId: string }
  /** A command waits for the desktop that is linked to this account. */
  | {
      readonly about: "command";
      readonly tenantId: string;
      readonly commandId: string;
      readonly server: string;
      readonly login: number;
    }
  /** A command was answered, or given up. */
  | { readonly about: "answer"; readonly tenantId: string; readonly commandId: string };

export interface Bus {
  /** Tells every process, this one included. Never throws: a hint that is lost is only late. */
  publish(hint: Hint): void;
  /** @returns how to stop listening. */
  listen(listener: (hint: Hint) => void): () => void;
  close(): Promise<void>;
}

/** Listeners of this process. */
export class Listeners {
  readonly #all = new Set<(hint: Hint) => void>();

  add(listener: (hint: Hint) => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(hint: Hint): void {
    for (const listener of this.#all) listener(hint);
  }
}
