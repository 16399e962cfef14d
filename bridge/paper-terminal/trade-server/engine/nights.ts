import { roundMoney } from "../valuation.ts";
import type { Dealing } from "./dealing.ts";
import { endOf } from "./rules.ts";

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/** Lets broker time pass: orders expire, and each midnight is charged to what was open through it. */
export function passTime(dealing: Dealing): void {
  const { book, nowMs } = dealing;
  for (const order of book.orders.values()) {
    const ends = endOf(order);
    if (ends !== null && ends <= nowMs && !dealing.held.has(order.ticket)) book.closeOrder(order, "expired", ends);
  }
  const from = Math.floor(book.rolledMs / DAY_MS);
  const to = Math.floor(nowMs / DAY_MS);
  if (to <= from) return;
  if (book.rolledMs > 0) for (let day = from; day < to; day++) chargeNight(dealing, day);
  book.rolled(nowMs);
}

/**
 * Swap of the night that ends a day (days since 1970, a Thursday): points x point x contract x lots, three times on the
 * triple day, which pays for the weekend (SYMBOL_SWAP_MODE_POINTS, marketinfoconstants).
 */
function chargeNight(dealing: Dealing, day: number): void {
  const weekday = (day + 4) % 7;
  if (weekday === SATURDAY || weekday === SUNDAY) return;
  const midnight = (day + 1) * DAY_MS;
  const { currency, currencyDigits } = dealing.book.terms;
  for (const position of dealing.book.positions.values()) {
    if (position.openMs >= midnight) continue;
    const { swapLong, swapShort, swapTripleDay, point, contractSize, currencyProfit } = dealing.instrument(
      position.symbol,
    );
    const points = (position.side === "buy" ? swapLong : swapShort) * (weekday === swapTripleDay ? 3 : 1);
    const swap = dealing.quotes.convert(points * point * contractSize * position.volume, currencyProfit, currency);
    if (!Number.isFinite(swap) || swap === 0) continue;
    const total = roundMoney(position.swap + roundMoney(swap, currencyDigits), currencyDigits);
    dealing.book.setPosition({ ...position, swap: total });
  }
}
