import type { MinorUnits } from "../../market/brands.ts";
import { minorUnits, sessionResult } from "./result.ts";
import type { SessionState } from "./session-state.ts";

/** The live statistics of a session (SPEC.md, Trading sessions: Status). Money in minor units of the account. */
export interface SessionStatus {
  readonly netProfit: MinorUnits;
  readonly totalTrades: number;
  readonly winningTrades: number;
  readonly losingTrades: number;
  /** Percent of closed trades that won, two decimals; null before the first. */
  readonly winRate: number | null;
  /** Whole ms. */
  readonly durationMs: number;
  readonly galeStep: number;
  readonly maxDrawdown: MinorUnits;
  /** Gross profit / gross loss; null while nothing was lost. */
  readonly profitFactor: number | null;
  /** Mean net of a closed trade; null before the first. */
  readonly expectancy: MinorUnits | null;
  /** Distance to the stop loss and stop profit; null = no such limit. */
  readonly roomToStopLoss: MinorUnits;
  readonly roomToStopProfit: MinorUnits | null;
}

/** Computes the status at `nowMs`; the clock stops with the session. */
export function sessionStatus(state: SessionState, nowMs: number): SessionStatus {
  const { tally, config, currencyDigits } = state;
  const money = (raw: number): MinorUnits => minorUnits(raw, currencyDigits);
  const netProfit = sessionResult(state);
  return {
    netProfit,
    totalTrades: tally.closed,
    winningTrades: tally.won,
    losingTrades: tally.lost,
    winRate: tally.closed === 0 ? null : Math.round((tally.won / tally.closed) * 10_000) / 100,
    durationMs: durationOf(state, nowMs),
    galeStep: state.gale.step,
    maxDrawdown: money(tally.maxDrawdown),
    profitFactor: tally.grossLoss === 0 ? null : tally.grossProfit / -tally.grossLoss,
    expectancy: tally.closed === 0 ? null : money(tally.net / tally.closed),
    roomToStopLoss: Math.max(0, netProfit + config.stopLoss) as MinorUnits,
    roomToStopProfit: config.stopProfit === null ? null : (Math.max(0, config.stopProfit - netProfit) as MinorUnits),
  };
}

function durationOf({ age, startedMs, endedMs }: SessionState, nowMs: number): number {
  // Earlier versions stored ages with a fraction.
  if (age !== undefined) return Math.round(age.ms) + (endedMs === null ? Math.max(0, nowMs - age.utcMs) : 0);
  return startedMs === null ? 0 : Math.max(0, (endedMs ?? nowMs) - startedMs);
}

/** "2h 35m", as SPEC.md prints a session's duration; below a minute in seconds. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const parts = [days > 0 && `${days}d`, (days > 0 || hours > 0) && `${hours}h`, `${minutes % 60}m`];
  return parts.filter(Boolean).join(" ");
}
