import type { Dealing } from "./dealing.ts";
import { wordsOf } from "./retcode.ts";
import type { TradeRequest, TradeResult } from "./trade-request.ts";

/** An answer to a request, with the quote of the moment. */
export function answer(
  dealing: Dealing,
  request: Pick<TradeRequest, "symbol">,
  retcode: number,
  over: Partial<TradeResult> = {},
): TradeResult {
  const quote = dealing.quotes.get(request.symbol);
  return {
    retcode,
    deal: 0n,
    order: 0n,
    volume: 0,
    price: 0,
    bid: quote?.bid ?? 0,
    ask: quote?.ask ?? 0,
    comment: wordsOf(retcode),
    ...over,
  };
}
