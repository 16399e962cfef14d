import { Cell } from "../cell.ts";
import type { WorkspaceStore } from "../workspace.ts";

/** A chart that is on screen. */
export interface ShownChart {
  /** What it shows; the window's own for the first chart. */
  readonly workspace: WorkspaceStore;
}

/** The charts of a window, and the one that keys and commands mean: the last one that was clicked or focused. */
export class ShownCharts {
  readonly active = new Cell<ShownChart | undefined>(undefined);
  /** Symbols of charts that show the past: whoever sends orders says that they go to the present. */
  readonly replaying = new Cell<readonly string[]>([]);
  readonly #all = new Set<ShownChart>();

  /** A chart came on screen. @returns what takes it off */
  add(chart: ShownChart): () => void {
    this.#all.add(chart);
    if (this.active.get() === undefined) this.active.set(chart);
    return () => {
      this.#all.delete(chart);
      if (this.active.get() === chart) this.active.set([...this.#all][0]);
    };
  }

  activate(chart: ShownChart): void {
    if (this.#all.has(chart)) this.active.set(chart);
  }

  /** A chart shows the past. @returns what says that it shows the present again */
  replay(symbol: string): () => void {
    this.replaying.set([...this.replaying.get(), symbol]);
    return () => {
      const left = [...this.replaying.get()];
      const at = left.indexOf(symbol);
      if (at >= 0) left.splice(at, 1);
      this.replaying.set(left);
    };
  }
}
