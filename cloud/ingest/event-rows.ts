import { JUDGED_BODIES } from "#shared/sync/bodies.ts";
import { EVENT_KINDS, SYNC_LIMITS, type SyncEvent } from "#shared/sync/frames.ts";

/** An event as `ingest.take_many` takes it. */
interface EventRow extends SyncEvent {
  readonly seq: number;
}

/** What could not be read: why, and what came, in base64 (it may hold what text cannot). */
interface AsideRow {
  readonly seq: number;
  readonly why: string;
  readonly raw: string;
}

/** A frame's events, sorted by what becomes of them. */
export interface FrameRows {
  readonly events: EventRow[];
  readonly put_aside?: AsideRow[];
  /** Bodies for the read models; absent when there are none. */
  readonly trades?: unknown[];
  readonly sessions?: unknown[];
}

const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);
const LATEST = 8_640_000_000_000_000;
/** U+0000 and lone surrogates are JSON, and Postgres takes neither; `JSON.stringify` writes both as escapes. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;
const NO_TEXT = /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i;

/**
 * Judges events one by one: a bad one is put aside and named, and never holds up those after it.
 * @param text the events as JSON.
 */
export function eventRows(first: number, inputs: readonly unknown[], text: string): FrameRows {
  const isSuspect = SUSPECT.test(text);
  const isLarge = inputs.length === 1 && Buffer.byteLength(text) > SYNC_LIMITS.bytesPerFrame;
  const events: EventRow[] = [];
  const aside: AsideRow[] = [];
  const trades: unknown[] = [];
  const sessions: unknown[] = [];
  for (const [index, input] of inputs.entries()) {
    const seq = first + index;
    const why =
      (isLarge ? "It is larger than a frame may be." : undefined) ??
      faultOf(input) ??
      (isSuspect && NO_TEXT.test(JSON.stringify(input)) ? "It holds characters that no text can." : undefined);
    if (why !== undefined) {
      aside.push(asideRow(seq, why, input));
      continue;
    }
    const { kind, at, key, body } = input as SyncEvent;
    events.push({ seq, kind, at, key: `${kind}:${key}`, body });
    if (kind === "trade") trades.push(body);
    if (kind === "session") sessions.push(body);
  }
  const reads = trades.length > 0 || sessions.length > 0;
  return { events, ...(aside.length > 0 ? { put_aside: aside } : {}), ...(reads ? { trades, sessions } : {}) };
}

/** By hand: this runs for every event of every desktop. @returns the field at fault, or undefined. */
function faultOf(input: unknown): string | undefined {
  if (!isObject(input)) return "It is no event.";
  const { kind, at, key, body } = input;
  if (!KINDS.has(kind)) return "kind";
  if (!Number.isSafeInteger(at) || (at as number) < 0 || (at as number) > LATEST) return "at";
  if (typeof key !== "string" || key.length === 0 || key.length > 200) return "key";
  if (!isObject(body) || Object.keys(body).some((name) => name.length > 100)) return "body";
  if (Object.keys(input).length !== 4) return "It has fields that an event does not have.";
  const judge = JUDGED_BODIES[kind as keyof typeof JUDGED_BODIES] as (typeof JUDGED_BODIES)["trade"] | undefined;
  if (judge === undefined) return undefined;
  const judged = judge.safeParse(body);
  return judged.success ? undefined : `body.${judged.error.issues[0]?.path.join(".") ?? ""}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asideRow(seq: number, why: string, input: unknown): AsideRow {
  const text = JSON.stringify(input) ?? "null";
  return { seq, why: Buffer.from(why).toString("ascii").slice(0, 300), raw: Buffer.from(text).toString("base64") };
}
