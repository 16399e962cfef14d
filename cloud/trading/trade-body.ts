import { type Static, Type } from "typebox";
import { decimalOf } from "../accounts/capital-level.ts";
import type { TradeRow } from "../database/tables.ts";
import { Id, iso, MaybeTime, maybeIso, Time } from "../http/schemas.ts";

/** A closed trade as its desktop told it. */
export const TradeView = Type.Object({
  trade_id: Id,
  session_id: Type.Union([Id, Type.Null()]),
  broker_server: Type.String(),
  login: Type.Integer(),
  asset: Type.String(),
  direction: Type.String(),
  amount: Type.Number({ description: "lots" }),
  duration: Type.Union([Type.Integer(), Type.Null()]),
  is_gale: Type.Boolean(),
  gale_sequence: Type.Integer(),
  result: Type.String(),
  profit_loss: Type.String(),
  currency: Type.String(),
  open_time: MaybeTime,
  close_time: Time,
  signal_source: Type.Union([Type.String(), Type.Null()]),
});

/** A trade as the API shows it: money as decimals of its currency, times in ISO 8601. */
export function showTrade(row: TradeRow): Static<typeof TradeView> {
  return {
    trade_id: row.trade_id,
    session_id: row.session_id,
    broker_server: row.broker_server,
    login: Number(row.login),
    asset: row.asset,
    direction: row.direction,
    amount: row.amount,
    duration: row.duration_s === null ? null : Number(row.duration_s),
    is_gale: row.gale_sequence > 0,
    gale_sequence: row.gale_sequence,
    result: row.result,
    profit_loss: decimalOf(BigInt(row.profit_loss), row.digits),
    currency: row.currency,
    open_time: maybeIso(row.open_time),
    close_time: iso(row.close_time),
    signal_source: row.signal_source,
  };
}
