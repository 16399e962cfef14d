import { type Static, Type } from "typebox";
import type { SessionBody as Told } from "#shared/sync/bodies.ts";
import { durationText } from "#shared/trading/session/status.ts";
import { decimalOf } from "../accounts/capital-level.ts";
import { Id, iso, MaybeTime, Time } from "../http/schemas.ts";

const Money = Type.String({ description: "decimal, in the session's currency" });
const MaybeMoney = Type.Union([Money, Type.Null()]);
const Maybe = Type.Union([Type.Number(), Type.Null()]);

/** A session as its desktop told it last. */
export const SessionStatus = Type.Object({
  session_id: Id,
  session_name: Type.String(),
  broker_server: Type.String(),
  login: Type.Integer(),
  mode: Type.String(),
  is_active: Type.Boolean(),
  state: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  currency: Type.String(),
  trade_amount: Type.String(),
  gale_limit: Type.Integer(),
  stop_profit: MaybeMoney,
  stop_loss: Money,
  current_balance: MaybeMoney,
  net_profit: Money,
  total_trades: Type.Integer(),
  winning_trades: Type.Integer(),
  losing_trades: Type.Integer(),
  win_rate: Type.Union([Type.Number(), Type.Null()], { description: "percent, 2 decimals" }),
  session_duration: Type.String(),
  session_duration_s: Type.Integer(),
  session_start_time: MaybeTime,
  session_end_time: MaybeTime,
  current_gale_count: Type.Integer(),
  max_drawdown: Money,
  profit_factor: Maybe,
  expectancy: MaybeMoney,
  last_trade: Type.Union([
    Type.Null(),
    Type.Object({
      asset: Type.String(),
      direction: Type.String(),
      amount: Type.Number(),
      result: Type.String(),
      profit: Money,
      timestamp: Time,
    }),
  ]),
  told_at: Time,
});

const ACTIVE = new Set(["armed", "running", "paused", "stopping"]);

/** @param at when it was told. @param now UTC ms: a session that runs gets older while its desktop says nothing. */
export function showSession(told: Told, at: Date, now: number): Static<typeof SessionStatus> {
  const money = (minor: number): string => decimalOf(BigInt(minor), told.digits);
  const maybe = (minor: number | null): string | null => (minor === null ? null : money(minor));
  const time = (ms: number | null): string | null => (ms === null ? null : iso(new Date(ms)));
  const { last_trade: last, total_trades } = told;
  const runs = ACTIVE.has(told.state) && told.started_ms !== null;
  const durationS = runs
    ? Math.max(told.duration_s, Math.floor((now - (told.started_ms ?? now)) / 1_000))
    : told.duration_s;
  return {
    session_id: told.session_id,
    session_name: told.session_name,
    broker_server: told.server,
    login: told.login,
    mode: told.mode,
    is_active: ACTIVE.has(told.state),
    state: told.state,
    reason: told.reason,
    currency: told.currency,
    trade_amount: told.trade_amount,
    gale_limit: told.gale_limit,
    stop_profit: maybe(told.stop_profit_minor),
    stop_loss: money(told.stop_loss_minor),
    current_balance: maybe(told.balance_minor),
    net_profit: money(told.net_profit_minor),
    total_trades,
    winning_trades: told.winning_trades,
    losing_trades: told.losing_trades,
    win_rate: total_trades === 0 ? null : Math.round((told.winning_trades / total_trades) * 10_000) / 100,
    session_duration: durationText(durationS * 1_000),
    session_duration_s: durationS,
    session_start_time: time(told.started_ms),
    session_end_time: time(told.ended_ms),
    current_gale_count: told.gale_count,
    max_drawdown: money(told.max_drawdown_minor),
    profit_factor: told.profit_factor,
    expectancy: maybe(told.expectancy_minor),
    last_trade:
      last === null
        ? null
        : {
            asset: last.asset,
            direction: last.direction,
            amount: last.amount,
            result: last.result,
            profit: money(last.profit_minor),
            timestamp: iso(new Date(last.at_ms)),
          },
    told_at: iso(at),
  };
}
