import type { SessionBody } from "#shared/sync/bodies.ts";
import type { TradeRow } from "../database/tables.ts";
import { showSession } from "../trading/session-body.ts";
import { showTrade } from "../trading/trade-body.ts";

/** What can be told. `ping` is only sent when it is asked for. */
export const WEBHOOK_EVENTS = [
  "account.added",
  "account.changed",
  "account.removed",
  "account.verification",
  "plan.changed",
  "session.changed",
  "signal.received",
  "trade.closed",
] as const;

/** A delivery as it waits. */
export interface Told {
  readonly delivery_id: string;
  readonly event: string;
  readonly at: Date;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The JSON that is sent: `{id, type, at, data}`, `data` in the words of the REST API. The same at each attempt. */
export function deliveryText({ delivery_id, event, at, body }: Told): string {
  return JSON.stringify({ id: delivery_id, type: event, at: at.toISOString(), data: dataOf(event, at, body) });
}

function dataOf(event: string, at: Date, body: Told["body"]): unknown {
  if (event === "session.changed") return showSession(body as unknown as SessionBody, at, at.getTime());
  if (event !== "trade.closed") return body;
  const { open_time, close_time, ...row } = body as unknown as Omit<TradeRow, "open_time" | "close_time"> & {
    readonly open_time: string | null;
    readonly close_time: string;
  };
  return showTrade({
    ...row,
    open_time: open_time === null ? null : new Date(open_time),
    close_time: new Date(close_time),
  });
}
