import { isWithinHours, type TradingHours } from "../rules/trading-hours.ts";
import type { DeliveryState, Signal, SignalType } from "./signal.ts";

/** Which signals a session listens to. An empty list means all. */
export interface SignalFilter {
  readonly sources: readonly string[];
  readonly symbols: readonly string[];
  readonly types: readonly SignalType[];
  /** Null = at any hour. */
  readonly hours: TradingHours | null;
}

const passes = <T>(allowed: readonly T[], value: T): boolean => allowed.length === 0 || allowed.includes(value);

/** Null when the signal may pass, else what stopped it; the first rule in this order is named. */
export function filterSignal(
  signal: Signal,
  filter: SignalFilter,
  session: { readonly mode: "paper" | "live"; readonly symbols: readonly string[] },
  nowMs: number,
): DeliveryState | null {
  if (signal.mode !== session.mode) return "filteredMode";
  if (!passes(filter.sources, signal.source)) return "filteredSource";
  if (!session.symbols.includes(signal.symbol) || !passes(filter.symbols, signal.symbol)) return "filteredSymbol";
  if (!passes(filter.types, signal.type)) return "filteredType";
  if (filter.hours !== null && !isWithinHours(filter.hours, nowMs)) return "filteredHours";
  return null;
}
