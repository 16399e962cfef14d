import { isPlainObject, type WireValue } from "./values.ts";
import type { WireError } from "./wire-error.ts";

/** Grows when a frame changes its meaning; both sides must say the same. */
export const PROTOCOL = 1;

/** Where a reader of a `log` stands: `epoch` names the life of the ring, so that a restarted bridge is noticed. */
export interface LogPosition {
  readonly [key: string]: WireValue;
  readonly epoch: string;
  readonly seq: number;
}

/**
 * What a window sends. `id` is chosen by the window and names the call or stream until it is answered or closed.
 * - `call`: a query, or a command when `command` is given (see command-memory.ts for what that number does).
 * - `cancel`: the caller no longer wants the answer.
 * - `outcome`: what became of an earlier command, of this session or another; never executes anything.
 * - `open`: begins a stream; `since` only for `log`.
 * - `credit`: ready for `n` more batches. A stream begins with one credit.
 * - `close`: ends a stream.
 */
export type ClientFrame =
  | {
      readonly t: "call";
      readonly id: number;
      readonly method: string;
      readonly input: WireValue;
      readonly deadlineMs?: number;
      readonly command?: number;
    }
  | { readonly t: "cancel"; readonly id: number }
  | {
      readonly t: "outcome";
      readonly id: number;
      readonly method: string;
      readonly session: string;
      readonly command: number;
    }
  | {
      readonly t: "open";
      readonly id: number;
      readonly method: string;
      readonly params: WireValue;
      readonly since?: LogPosition;
    }
  | { readonly t: "credit"; readonly id: number; readonly n: number }
  | { readonly t: "close"; readonly id: number };

/**
 * What the bridge sends.
 * - `welcome`: the first frame; `session` is the half of a command's id that the bridge makes.
 * - `result`, `error`: the one answer to a call. An `error` with id 0 concerns the connection.
 * - `items`: a batch of a stream. `full` (latest): this is the whole state, what is not in it is gone. `gone` (latest):
 *   keys that vanished. `position` (log): where to resume. `hole` (log): items after that seq were lost to this reader,
 *   and the batch begins the snapshot of what is still held.
 * - `end`: a stream is over; `error` says why, absent when it came to its natural end.
 */
export type HostFrame =
  | { readonly t: "welcome"; readonly protocol: number; readonly session: string; readonly version: string }
  | { readonly t: "result"; readonly id: number; readonly output: WireValue }
  | { readonly t: "error"; readonly id: number; readonly error: WireError }
  | {
      readonly t: "items";
      readonly id: number;
      readonly items: readonly WireValue[];
      readonly full?: true;
      readonly gone?: readonly string[];
      readonly position?: LogPosition;
      readonly hole?: number;
    }
  | { readonly t: "end"; readonly id: number; readonly error?: WireError };

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isName = (value: unknown): value is string => typeof value === "string" && value.length <= 128;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isLogPosition(value: unknown): value is LogPosition {
  return isPlainObject(value) && isName(value["epoch"]) && isCount(value["seq"]);
}

const CLIENT_FIELDS: Readonly<Record<ClientFrame["t"], readonly string[]>> = {
  call: ["method", "input", "deadlineMs", "command"],
  cancel: [],
  outcome: ["method", "session", "command"],
  open: ["method", "params", "since"],
  credit: ["n"],
  close: [],
};

/** Narrows a value that `valueProblem` let pass; undefined when it is no frame. Unknown fields are refused. */
export function asClientFrame(value: unknown): ClientFrame | undefined {
  if (!isPlainObject(value) || !isId(value["id"])) return undefined;
  const kind = value["t"];
  if (typeof kind !== "string" || !Object.hasOwn(CLIENT_FIELDS, kind)) return undefined;
  const allowed = CLIENT_FIELDS[kind as ClientFrame["t"]];
  if (!Object.keys(value).every((key) => key === "t" || key === "id" || allowed.includes(key))) return undefined;
  const { method, deadlineMs, command, session, since, n } = value;
  const fits: Readonly<Record<ClientFrame["t"], () => boolean>> = {
    call: () =>
      isName(method) &&
      "input" in value &&
      (deadlineMs === undefined || isCount(deadlineMs)) &&
      (command === undefined || isId(command)),
    cancel: () => true,
    outcome: () => isName(method) && isName(session) && isId(command),
    open: () => isName(method) && "params" in value && (since === undefined || isLogPosition(since)),
    credit: () => isId(n) && n <= 1_024,
    close: () => true,
  };
  return fits[kind as ClientFrame["t"]]() ? (value as unknown as ClientFrame) : undefined;
}

/** The id to which a refusal of an unreadable frame can be addressed, else 0 (the connection). */
export const idOf = (value: unknown): number => (isPlainObject(value) && isId(value["id"]) ? value["id"] : 0);

/** Narrows what a bridge sent; undefined when it is no frame. The bridge is trusted with the contents, not the form. */
export function asHostFrame(value: unknown): HostFrame | undefined {
  if (!isPlainObject(value)) return undefined;
  const { t, id } = value;
  switch (t) {
    case "welcome":
      return isCount(value["protocol"]) && isName(value["session"]) && isName(value["version"])
        ? frame(value)
        : undefined;
    case "result":
      return isId(id) && "output" in value ? frame(value) : undefined;
    case "error":
      return isCount(id) && isPlainObject(value["error"]) ? frame(value) : undefined;
    case "items":
      return isId(id) && Array.isArray(value["items"]) && goneFits(value["gone"]) && positionFits(value["position"])
        ? frame(value)
        : undefined;
    case "end":
      return isId(id) ? frame(value) : undefined;
    default:
      return undefined;
  }
}

const frame = (value: object): HostFrame => value as HostFrame;
const goneFits = (gone: unknown): boolean =>
  gone === undefined || (Array.isArray(gone) && gone.every((key) => typeof key === "string"));
const positionFits = (position: unknown): boolean => position === undefined || isLogPosition(position);
