import { type Static, Type } from "typebox";
import type { DeliveryRow } from "../database/tables.ts";
import { Problem } from "../http/problem.ts";
import { Id, iso, MaybeTime, maybeIso, Time } from "../http/schemas.ts";

/** A delivery as its organisation sees it: of the answer its status, of a failure one word. */
export const WebhookDelivery = Type.Object({
  delivery_id: Id,
  event: Type.String(),
  at: Time,
  state: Type.Enum(["waiting", "done", "failed"]),
  attempts: Type.Integer(),
  next_attempt_at: MaybeTime,
  last_attempt_at: MaybeTime,
  last_status: Type.Union([Type.Integer(), Type.Null()]),
  last_fault: Type.Union([Type.String(), Type.Null()], {
    description: "NAME_UNKNOWN, ADDRESS_REFUSED, TLS, TIMEOUT or UNREACHABLE",
  }),
});

export function showDelivery(row: DeliveryRow): Static<typeof WebhookDelivery> {
  const { delivery_id, event, state, attempts, last_status, last_fault } = row;
  return {
    delivery_id,
    event,
    at: iso(row.at),
    state,
    attempts,
    next_attempt_at: state === "waiting" ? iso(row.next_attempt_at) : null,
    last_attempt_at: maybeIso(row.last_attempt_at),
    last_status,
    last_fault,
  };
}

/** Where a page of deliveries begins. @throws Problem BAD_REQUEST. */
export function deliveryCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [, ms, id] = /^(\d{1,15})\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (ms === undefined || id === undefined)
    throw new Problem("BAD_REQUEST", "This cursor is none of ours: begin with the first page.");
  return { at: new Date(Number(ms)), id };
}
