import { z } from "zod";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { readIfThere, replaceFile, setAside } from "./safe-file.ts";
import { isSettingKey } from "./table.ts";
import type { ValueChange } from "./value-change.ts";

/** Who changed settings: a window, a hand in the file, an import, another computer through the cloud, an undo. */
export const CHANGED_BY = ["window", "file", "import", "cloud", "undo"] as const;
export type ChangedBy = (typeof CHANGED_BY)[number];

/** Settings that changed together. */
export interface ChangeEntry {
  /** Counts up from 1 and is never given twice. */
  readonly id: number;
  readonly atMs: number;
  readonly by: ChangedBy;
  readonly changes: readonly ValueChange[];
}

/** So many are kept: years of anybody's settings, in one small file. */
const MOST_ENTRIES = 200;

const Change = z.object({
  key: z.string().refine(isSettingKey),
  layer: z.enum(["user", "account"]),
  scope: z.string().optional(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
const Kept = z.object({
  version: z.literal(1),
  lastId: z.int().nonnegative(),
  entries: z.array(z.object({ id: z.int(), atMs: z.number(), by: z.enum(CHANGED_BY), changes: z.array(z.unknown()) })),
});

/**
 * What was changed, newest first, in a file of its own beside the settings: a history that is lost or cannot be written
 * never costs a setting.
 */
export class ChangeHistory {
  readonly #path: string;
  readonly #events: EventSink;
  #entries: readonly ChangeEntry[] = [];
  #lastId = 0;
  #unwritable = false;

  constructor(path: string, events: EventSink, utcMs: number) {
    this.#path = path;
    this.#events = events;
    this.#read(utcMs);
  }

  get entries(): readonly ChangeEntry[] {
    return this.#entries;
  }

  find(id: number): ChangeEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  add(by: ChangedBy, changes: readonly ValueChange[], atMs: number): void {
    this.#lastId += 1;
    this.#entries = [{ id: this.#lastId, atMs, by, changes }, ...this.#entries].slice(0, MOST_ENTRIES);
    try {
      const kept = { version: 1, lastId: this.#lastId, entries: this.#entries };
      replaceFile(this.#path, `${JSON.stringify(kept)}\n`, 0o600);
      this.#unwritable = false;
    } catch (fault) {
      // The setting itself is on disk: said once, not with each change.
      if (!this.#unwritable)
        this.#events.report(eventNotice("warning", "SETTINGS_HISTORY.unwritable", { why: why(fault) }));
      this.#unwritable = true;
    }
  }

  #read(utcMs: number): void {
    try {
      const text = readIfThere(this.#path);
      if (text === undefined) return;
      const { lastId, entries } = Kept.parse(JSON.parse(text));
      this.#lastId = lastId;
      // Of a setting that this version does not have there is nothing to show and nothing to undo.
      this.#entries = entries
        .map((entry) => ({ ...entry, changes: entry.changes.flatMap(readChange) }))
        .filter(({ changes }) => changes.length > 0);
    } catch {
      this.#events.report(eventNotice("warning", "SETTINGS_HISTORY.damaged", {}));
      try {
        setAside(this.#path, utcMs);
      } catch {
        // It stays where it is; the next change replaces it.
      }
    }
  }
}

function readChange(raw: unknown): ValueChange[] {
  const { success, data } = Change.safeParse(raw);
  if (!success) return [];
  const { key, layer, scope, before, after } = data;
  return [{ key, layer, ...(scope === undefined ? {} : { scope }), before, after }];
}

const why = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
