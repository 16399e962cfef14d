import type { Drawing, InstrumentDrawings } from "#shared/contract/charts.ts";
import { type ErrorCode, FairleadError } from "#shared/contract/errors.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { Cell } from "../cell.ts";

/** The bridge's side of it: `client.charts`. */
export interface DrawingKeeper {
  draw(input: { readonly instrumentId: InstrumentId; readonly drawing: Drawing }): Promise<unknown>;
  erase(input: { readonly instrumentId: InstrumentId; readonly ids: string[] }): Promise<unknown>;
}

/** One drawing as it is to be: `undefined` is gone. */
interface Change {
  readonly instrumentId: InstrumentId;
  readonly id: string;
  readonly drawing: Drawing | undefined;
}

interface Step {
  readonly id: string;
  readonly before: Drawing | undefined;
  readonly after: Drawing | undefined;
}

/** The bridge was not there, or its disk: the same change is asked for again. It says what is to be, so that does no harm. */
const LATER: ReadonlySet<ErrorCode> = new Set([
  "WIRE_CLOSED",
  "OUTCOME_UNKNOWN",
  "DEADLINE_EXCEEDED",
  "CHARTS_UNWRITABLE",
]);
const MOST_STEPS = 200;
const NONE: readonly Drawing[] = [];

/**
 * The drawings of every instrument as this window shows them: what the bridge keeps, with this window's own changes laid
 * over it until the bridge has kept those as well. Undo and redo are the window's, instrument by instrument.
 */
export class DrawingStore {
  /** Why the newest change is not kept; undefined when it is. */
  readonly problem = new Cell<unknown>(undefined);
  readonly #keeper: DrawingKeeper;
  readonly #told = new Map<InstrumentId, readonly Drawing[]>();
  readonly #shown = new Map<InstrumentId, readonly Drawing[]>();
  readonly #open = new Map<string, Change>();
  readonly #undo = new Map<InstrumentId, Step[]>();
  readonly #redo = new Map<InstrumentId, Step[]>();
  readonly #listeners = new Set<() => void>();
  #sending = false;

  constructor(keeper: DrawingKeeper) {
    this.#keeper = keeper;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(instrumentId: InstrumentId): readonly Drawing[] {
    return this.#shown.get(instrumentId) ?? NONE;
  }

  /** What the bridge keeps. `whole`: of every instrument that has drawings. */
  take(batch: readonly InstrumentDrawings[], whole: boolean): void {
    if (whole) this.#told.clear();
    for (const { instrumentId, drawings } of batch) this.#told.set(instrumentId, drawings);
    const touched = whole
      ? [...this.#shown.keys(), ...this.#told.keys()]
      : batch.map(({ instrumentId }) => instrumentId);
    for (const id of new Set(touched)) this.#lay(id);
    this.#tell();
  }

  /** Shows a drawing at once, new or changed, and has it kept. */
  put(instrumentId: InstrumentId, drawing: Drawing): void {
    this.#record(instrumentId, drawing.id, drawing);
  }

  erase(instrumentId: InstrumentId, id: string): void {
    if (this.of(instrumentId).some((each) => each.id === id)) this.#record(instrumentId, id, undefined);
  }

  canUndo(instrumentId: InstrumentId): boolean {
    return (this.#undo.get(instrumentId)?.length ?? 0) > 0;
  }

  canRedo(instrumentId: InstrumentId): boolean {
    return (this.#redo.get(instrumentId)?.length ?? 0) > 0;
  }

  /** Takes the last change of this window back. @returns the drawing's id */
  undo(instrumentId: InstrumentId): string | undefined {
    return this.#walk(instrumentId, this.#undo, this.#redo, ({ before }) => before);
  }

  redo(instrumentId: InstrumentId): string | undefined {
    return this.#walk(instrumentId, this.#redo, this.#undo, ({ after }) => after);
  }

  /** Called with each connection: has kept what could not be kept while there was none. */
  connected(): void {
    void this.#send();
  }

  #record(instrumentId: InstrumentId, id: string, after: Drawing | undefined): void {
    const before = this.of(instrumentId).find((each) => each.id === id);
    const steps = this.#undo.get(instrumentId) ?? [];
    this.#undo.set(instrumentId, [...steps, { id, before, after }].slice(-MOST_STEPS));
    this.#redo.delete(instrumentId);
    this.#change({ instrumentId, id, drawing: after });
  }

  #walk(
    instrumentId: InstrumentId,
    from: Map<InstrumentId, Step[]>,
    to: Map<InstrumentId, Step[]>,
    goal: (step: Step) => Drawing | undefined,
  ): string | undefined {
    const step = from.get(instrumentId)?.pop();
    if (step === undefined) return undefined;
    to.set(instrumentId, [...(to.get(instrumentId) ?? []), step]);
    this.#change({ instrumentId, id: step.id, drawing: goal(step) });
    return step.id;
  }

  #change(change: Change): void {
    this.#open.delete(keyOf(change));
    this.#open.set(keyOf(change), change);
    this.#lay(change.instrumentId);
    this.#tell();
    void this.#send();
  }

  /** One after the other: of two changes of a drawing the later is kept later. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [next] = this.#open.values(); next !== undefined; [next] = this.#open.values()) {
        if (!(await this.#sendOne(next))) return;
      }
      this.problem.set(undefined);
    } finally {
      this.#sending = false;
    }
  }

  /** @returns whether the next one can be sent. */
  async #sendOne(change: Change): Promise<boolean> {
    const { instrumentId, id, drawing } = change;
    try {
      await (drawing === undefined
        ? this.#keeper.erase({ instrumentId, ids: [id] })
        : this.#keeper.draw({ instrumentId, drawing }));
    } catch (problem) {
      if (problem instanceof FairleadError && LATER.has(problem.code)) {
        if (problem.code === "CHARTS_UNWRITABLE") this.problem.set(problem);
        return false;
      }
      this.#settle(change, false);
      this.problem.set(problem);
      return this.#open.size > 0;
    }
    this.#settle(change, true);
    return true;
  }

  /** Ends a change unless another of the same drawing was made meanwhile. */
  #settle(change: Change, kept: boolean): void {
    const { instrumentId, id, drawing } = change;
    // The bridge's own word may still be on its way: without this the drawing would be the old one for a moment.
    if (kept) this.#told.set(instrumentId, laid(this.#told.get(instrumentId) ?? NONE, id, drawing));
    if (this.#open.get(keyOf(change)) === change) this.#open.delete(keyOf(change));
    this.#lay(instrumentId);
    this.#tell();
  }

  #lay(instrumentId: InstrumentId): void {
    let shown = this.#told.get(instrumentId) ?? NONE;
    for (const change of this.#open.values())
      if (change.instrumentId === instrumentId) shown = laid(shown, change.id, change.drawing);
    this.#shown.set(instrumentId, shown);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const keyOf = ({ instrumentId, id }: Change): string => `${instrumentId} ${id}`;

function laid(drawings: readonly Drawing[], id: string, drawing: Drawing | undefined): readonly Drawing[] {
  if (drawing === undefined) return drawings.filter((each) => each.id !== id);
  return drawings.some((each) => each.id === id)
    ? drawings.map((each) => (each.id === id ? drawing : each))
    : [...drawings, drawing];
}
