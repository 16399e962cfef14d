import type { TickFrame } from "./tick-store.ts";

/** market.db as an import sees it: a stream out of sight until it is whole. */
export interface TickImports {
  beginImport(point: number, digits: number): Promise<number>;
  append(frames: readonly TickFrame[]): Promise<void>;
  /** Brings the import into sight under its instrument's name. Rejects with BAD_REQUEST when that has ticks already. */
  finishImport(stream: number, instrument: string): Promise<void>;
  /** Removes the import and every tick of it. */
  dropImport(stream: number): Promise<void>;
}
