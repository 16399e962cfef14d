import { JUDGED_BODIES } from "#shared/sync/bodies.ts";
import { EVENT_KINDS, SYNC_LIMITS, type SyncEvent } from "#shared/sync/frames.ts";

/** A frame's events, sorted by what becomes of them. */
export interface FrameRows {
  /**
   * Members of the frame's object as `ingest.take_many` takes it, as JSON without its braces: `events` (`seq`, `kind`, `at`,
   * `key`, `body`); `put_aside` (`seq`, `why`, `raw`: what came, in base64, since it may hold what text cannot); `trades` and
   * `sessions`, bodies for the read models. What there is none of is left out, but for events.
   */
  readonly json: string;
  /** Characters of all that, read models aside: no fewer than the events had as JSON. */
  readonly length: number;
  /** Whether there are any of `sessions`. */
  readonly tellsSessions: boolean;
}

const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);
const LATEST = 8_640_000_000_000_000;
/** V8 and Postgres both read nested JSON by recursion, and fail where their stack ends: one event would take its frame along. */
const DEEPEST = 64;
/** U+0000 and lone surrogates are JSON, and Postgres takes neither; `JSON.stringify` writes these alone as such escapes. */
const NO_TEXT = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** @param json as `JSON.stringify` wrote it. */
function isNoText(json: string): boolean {
  // Without escaped backslashes, one that is left begins an escape, and is not a letter of a text that spells one.
  return json.includes("\\u") && NO_TEXT.test(json.replaceAll("\\\\", ""));
}

/** Judges events one by one: a bad one is put aside and named, and never holds up those after it. */
export function eventRows(first: number, inputs: readonly unknown[]): FrameRows {
  const events: string[] = [];
  const aside: string[] = [];
  const trades: string[] = [];
  const sessions: string[] = [];
  const putAside = (seq: number, why: string, input: unknown): void => void aside.push(asideRow(seq, why, input));
  for (const [index, input] of inputs.entries()) {
    const seq = first + index;
    const fault = faultOf(input);
    if (fault !== undefined) {
      putAside(seq, fault, input);
      continue;
    }
    const { kind, at, key, body } = input as SyncEvent;
    const text = JSON.stringify(body);
    const row = `{"seq":${seq},"kind":"${kind}","at":${at},"key":${JSON.stringify(`${kind}:${key}`)},"body":${text}}`;
    if (isNoText(row)) {
      putAside(seq, "It holds characters that no text can.", input);
      continue;
    }
    events.push(row);
    if (kind === "trade") trades.push(text);
    if (kind === "session") sessions.push(text);
  }
  const kept = `"events":[${events.join(",")}]${aside.length > 0 ? `,"put_aside":[${aside.join(",")}]` : ""}`;
  const reads = trades.length > 0 || sessions.length > 0;
  const models = reads ? `,"trades":[${trades.join(",")}],"sessions":[${sessions.join(",")}]` : "";
  return { json: `${kept}${models}`, length: kept.length, tellsSessions: sessions.length > 0 };
}

/** An event that no frame can carry: it must not be the end of its stream. */
export function tooLargeRow(seq: number, input: unknown): FrameRows {
  const json = `"events":[],"put_aside":[${asideRow(seq, "It is larger than a frame may be.", input)}]`;
  return { json, length: json.length, tellsSessions: false };
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
  if (isDeeper(body, DEEPEST)) return "It is nested too deep.";
  const judge = JUDGED_BODIES[kind as keyof typeof JUDGED_BODIES] as (typeof JUDGED_BODIES)["trade"] | undefined;
  if (judge === undefined) return undefined;
  const judged = judge.safeParse(body);
  return judged.success ? undefined : `body.${judged.error.issues[0]?.path.join(".") ?? ""}`;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asideRow(seq: number, why: string, input: unknown): string {
  const raw = Buffer.from(jsonText(input)).toString("base64");
  return JSON.stringify({ seq, why: Buffer.from(why).toString("ascii").slice(0, 300), raw });
}

/** @returns nothing for what is nested so deep that it cannot be written out again. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "";
  }
}

/** Whether a frame's events are more than a frame may hold, as JSON in UTF-8. */
export function isOversize(events: readonly unknown[], { length }: FrameRows): boolean {
  // No character is more than three bytes.
  return length * 3 > SYNC_LIMITS.bytesPerFrame && Buffer.byteLength(jsonText(events)) > SYNC_LIMITS.bytesPerFrame;
}
