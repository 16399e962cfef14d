import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, viewTicks } from "#shared/market/tick-slices.ts";
import { Breather } from "./breather.ts";
import { instantOf, toBroker } from "./broker-zone.ts";
import type { SymbolQuotes } from "./hour-quotes.ts";
import { ticksOfMinute } from "./minute-ticks.ts";

const MINUTE = 60_000;

/** Up to `limit` ticks of a simulated symbol with fromMs <= time < toMs (broker ms) that had come by `nowUtc`. */
export async function simulatedTicks(
  symbol: SymbolQuotes,
  span: { fromMs: number; toMs: number; limit: number },
  nowUtc: number,
): Promise<TickColumns> {
  const end = Math.min(span.toMs, toBroker(nowUtc) + 1);
  const breather = new Breather();
  const parts: TickColumns[] = [];
  let room = span.limit;
  for (let minute = Math.floor(span.fromMs / MINUTE) * MINUTE; minute < end && room > 0; minute += MINUTE) {
    if (breather.due) await breather.pause();
    const utcMs = instantOf(minute, nowUtc);
    if (toBroker(utcMs) !== minute || !symbol.isOpen(utcMs)) continue;
    const ticks = ticksOfMinute(symbol, utcMs);
    const first = lowerBound(ticks, span.fromMs);
    const last = Math.min(lowerBound(ticks, end), first + room);
    if (last > first) parts.push(viewTicks(ticks, first, last));
    room -= Math.max(0, last - first);
  }
  return parts.length === 0 ? emptyTickColumns(0) : concatTicks(parts);
}
