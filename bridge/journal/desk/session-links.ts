import type { LedgerReader } from "./ledger-reader.ts";
import type { SessionLink } from "./shelf-trade.ts";

/** What sessions traded, by `account#ticket` of each of their deals. Only sessions that have changed are read again. */
export class SessionLinks {
  readonly #reader: Pick<LedgerReader, "sessions" | "linksOf">;
  readonly #links = new Map<string, SessionLink>();
  /** When each session had changed as it was read, and the deals that it named. */
  readonly #read = new Map<string, { readonly changed: number; readonly keys: ReadonlySet<string> }>();

  constructor(reader: Pick<LedgerReader, "sessions" | "linksOf">) {
    this.#reader = reader;
  }

  get all(): ReadonlyMap<string, SessionLink> {
    return this.#links;
  }

  /** @returns deals whose link has come, changed or gone */
  refresh(): readonly string[] {
    return this.#reader.sessions().flatMap(({ id, changed }) => {
      const known = this.#read.get(id);
      if (known?.changed === changed) return [];
      const now = this.#reader.linksOf(id);
      this.#read.set(id, { changed, keys: new Set(now.keys()) });
      const gone = [...(known?.keys ?? [])].filter((key) => !now.has(key));
      for (const key of gone) this.#links.delete(key);
      const other = [...now].filter(([key, link]) => !isSame(this.#links.get(key), link));
      for (const [key, link] of other) this.#links.set(key, link);
      return [...gone, ...other.map(([key]) => key)];
    });
  }
}

const isSame = (a: SessionLink | undefined, b: SessionLink): boolean =>
  a?.session === b.session &&
  a.name === b.name &&
  a.number === b.number &&
  a.galeStep === b.galeStep &&
  a.signal === b.signal;
