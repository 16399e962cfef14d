import type { BridgeClient } from "../../bridge/bridge-client.ts";
import type { Memory } from "../../stores/workspace.ts";

/** A note as it was typed and is not known to be on disk. */
interface Draft {
  readonly note: string;
  /** `revision` of the trade that the writer saw. */
  readonly basedOn: number;
  /** The same id as long as the text is the same: sent twice, it counts once. */
  readonly editId: string;
}

export interface NoteState {
  /** What the field shows; undefined: nothing is typed beyond what the bridge has. */
  readonly draft: string | undefined;
  readonly phase: "kept" | "typed" | "saving" | "failed";
  readonly error: unknown;
  /** A note of another window that the last edit replaced without knowing it. */
  readonly overwrote: string | undefined;
}

const KEPT: NoteState = { draft: undefined, phase: "kept", error: undefined, overwrote: undefined };
const KEY = "fairlead.note";
const keyOf = (tradeId: string): string => `${KEY}.${tradeId}`;

type Edit = BridgeClient["journal"]["edit"];

/**
 * Notes on their way to the bridge. What is typed is in the window's own memory at once and leaves it only when the
 * bridge has answered that it is on disk: a reload, a crash or a lost bridge loses no word.
 */
export class NoteDesk {
  readonly #edit: Edit;
  readonly #memory: Memory & Pick<Storage, "removeItem">;
  readonly #newId: () => string;
  readonly #states = new Map<string, NoteState>();
  readonly #listeners = new Set<() => void>();

  constructor(edit: Edit, memory: Memory & Pick<Storage, "removeItem">, newId = () => crypto.randomUUID() as string) {
    this.#edit = edit;
    this.#memory = memory;
    this.#newId = newId;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Identical until something changes. */
  state(tradeId: string): NoteState {
    const known = this.#states.get(tradeId);
    if (known !== undefined) return known;
    const left = this.#recall(tradeId);
    const state: NoteState = left === undefined ? KEPT : { ...KEPT, draft: left.note, phase: "typed" };
    this.#states.set(tradeId, state);
    return state;
  }

  /** @param revision of the trade as the writer sees it */
  type(tradeId: string, revision: number, note: string): void {
    const before = this.#recall(tradeId);
    const draft: Draft = { note, basedOn: before?.basedOn ?? revision, editId: this.#newId() };
    this.#memory.setItem(keyOf(tradeId), JSON.stringify(draft));
    const { phase, overwrote } = this.state(tradeId);
    this.#put(tradeId, { draft: note, phase: phase === "saving" ? phase : "typed", error: undefined, overwrote });
  }

  /** Sends what is typed; does nothing while it is under way already. Never throws: the state tells. */
  async save(tradeId: string): Promise<void> {
    const draft = this.#recall(tradeId);
    const { phase, overwrote } = this.state(tradeId);
    if (draft === undefined || phase === "saving") return;
    this.#put(tradeId, { draft: draft.note, phase: "saving", error: undefined, overwrote });
    try {
      const kept = await this.#edit({ tradeId, editId: draft.editId, basedOn: draft.basedOn, note: draft.note });
      this.#kept(tradeId, draft, kept.revision, kept.overwrote ?? undefined);
    } catch (error) {
      this.#put(tradeId, { draft: this.#recall(tradeId)?.note, phase: "failed", error, overwrote });
    }
  }

  /** The trader has seen what was replaced, or has brought it back. */
  dismissOverwrote(tradeId: string): void {
    this.#put(tradeId, { ...this.state(tradeId), overwrote: undefined });
  }

  #kept(tradeId: string, sent: Draft, revision: number, overwrote: string | undefined): void {
    const now = this.#recall(tradeId);
    if (now === undefined || now.editId === sent.editId) {
      this.#memory.removeItem(keyOf(tradeId));
      this.#put(tradeId, { ...KEPT, overwrote });
      return;
    }
    // More was typed while it was under way: that goes on from what is on disk now.
    this.#memory.setItem(keyOf(tradeId), JSON.stringify({ ...now, basedOn: revision }));
    this.#put(tradeId, { draft: now.note, phase: "typed", error: undefined, overwrote });
    void this.save(tradeId);
  }

  #recall(tradeId: string): Draft | undefined {
    try {
      const kept: unknown = JSON.parse(this.#memory.getItem(keyOf(tradeId)) ?? "null");
      if (typeof kept !== "object" || kept === null) return undefined;
      const { note, basedOn, editId } = kept as Partial<Record<keyof Draft, unknown>>;
      return typeof note === "string" && typeof basedOn === "number" && typeof editId === "string"
        ? { note, basedOn, editId }
        : undefined;
    } catch {
      return undefined;
    }
  }

  #put(tradeId: string, state: NoteState): void {
    this.#states.set(tradeId, state);
    for (const listener of this.#listeners) listener();
  }
}

const DESKS = new WeakMap<BridgeClient, NoteDesk>();

/** The one desk of a window: notes on their way outlive the panel that they were typed in. */
export function noteDeskOf(client: BridgeClient): NoteDesk {
  const known = DESKS.get(client);
  if (known !== undefined) return known;
  const made = new NoteDesk((input) => client.journal.edit(input), localStorage);
  DESKS.set(client, made);
  return made;
}
