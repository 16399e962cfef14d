import { afterTrade } from "../gale/gale-state.ts";
import type { OwnDeal } from "./own-deal.ts";
import { rawResult, tradeResult } from "./result.ts";
import type { SessionState, SessionTally, SessionTrade } from "./session-state.ts";

/** Lots that are equal up to the noise of binary fractions. */
const NO_LOTS = 1e-9;

/** Puts a new trade under way; its number is the next one. */
export const tradeBegun = (state: SessionState, trade: SessionTrade): SessionState => ({
  ...state,
  live: [...state.live, trade],
  tally: { ...state.tally, begun: Math.max(state.tally.begun, trade.number) },
});

/** Changes what is known of a live trade; a trade that is final already stays as it is. */
export function tradeChanged(
  state: SessionState,
  number: number,
  change: Partial<Pick<SessionTrade, "state" | "position" | "reason" | "lots" | "entryEnded">>,
): SessionState {
  const live = state.live.map((trade) => (trade.number === number ? { ...trade, ...change } : trade));
  return settle({ ...state, live });
}

/** Books a deal of a trade; a deal that was booked before changes nothing, whatever order deals come in. */
export function dealBooked(state: SessionState, number: number, deal: OwnDeal): SessionState {
  const trade = state.live.find((one) => one.number === number);
  if (trade === undefined || trade.deals.includes(deal.ticket)) return state;
  const next = deal.opens ? withEntry(trade, deal) : withExit(trade, deal);
  return settle({ ...state, live: state.live.map((one) => (one.number === number ? next : one)) });
}

function withEntry(trade: SessionTrade, deal: OwnDeal): SessionTrade {
  const had = trade.entered;
  const entered = had + deal.lots;
  return {
    ...booked(trade, deal),
    entered,
    position: trade.position ?? deal.position,
    state: trade.state === "opening" || trade.state === "unknown" ? "open" : trade.state,
    openPrice: average(trade.openPrice, had, deal.price, deal.lots),
    openMs: trade.openMs ?? deal.atMs,
  };
}

function withExit(trade: SessionTrade, deal: OwnDeal): SessionTrade {
  const had = trade.left;
  return {
    ...booked(trade, deal),
    left: had + deal.lots,
    position: trade.position ?? deal.position,
    closePrice: average(trade.closePrice, had, deal.price, deal.lots),
    closeMs: deal.atMs,
  };
}

const booked = (trade: SessionTrade, deal: OwnDeal): SessionTrade => ({
  ...trade,
  net: trade.net + deal.net,
  deals: [...trade.deals, deal.ticket],
});

const average = (price: number | null, lots: number, add: number, addLots: number): number =>
  price === null ? add : (price * lots + add * addLots) / (lots + addLots);

/** True when everything that was bought is sold again, and no more can be bought: the entry order is at its end. */
export const isFlat = (trade: SessionTrade): boolean =>
  trade.entryEnded && trade.entered > NO_LOTS && trade.entered - trade.left <= NO_LOTS;

/** Lots still open. */
export const lotsOpen = (trade: SessionTrade): number => Math.max(0, trade.entered - trade.left);

/** Moves trades that are final out of `live`, counts them and lets the gale take its step. */
function settle(state: SessionState): SessionState {
  let next = state;
  for (const trade of state.live) {
    if (trade.state === "failed") next = { ...next, live: without(next, trade), tally: { ...next.tally, last: trade } };
    else if (isFlat(trade)) next = closed(next, { ...trade, state: "closed" });
  }
  return next;
}

const without = (state: SessionState, trade: SessionTrade): readonly SessionTrade[] =>
  state.live.filter(({ number }) => number !== trade.number);

function closed(state: SessionState, trade: SessionTrade): SessionState {
  const result = tradeResult(trade.net, state.currencyDigits);
  const { tally } = state;
  const counted: SessionTally = {
    ...tally,
    closed: tally.closed + 1,
    won: tally.won + (result === "win" ? 1 : 0),
    lost: tally.lost + (result === "loss" ? 1 : 0),
    net: tally.net + trade.net,
    grossProfit: tally.grossProfit + Math.max(0, trade.net),
    grossLoss: tally.grossLoss + Math.min(0, trade.net),
    last: trade,
  };
  return marked(
    { ...state, live: without(state, trade), tally: counted, gale: afterTrade(state.config.gale, state.gale, result) },
    state.live.length === 1 ? 0 : state.floating,
  );
}

/** Corrects a trade's result, live or closed. A gale's step that followed from the old one is not taken back. */
export function netRevised(state: SessionState, trade: SessionTrade, net: number): SessionState {
  if (state.live.some(({ number }) => number === trade.number)) {
    return { ...state, live: state.live.map((one) => (one.number === trade.number ? { ...one, net } : one)) };
  }
  const { tally, currencyDigits } = state;
  const was = tradeResult(trade.net, currencyDigits);
  const is = tradeResult(net, currencyDigits);
  const moved = (result: typeof is): number => Number(is === result) - Number(was === result);
  const revised: SessionTally = {
    ...tally,
    won: tally.won + moved("win"),
    lost: tally.lost + moved("loss"),
    net: tally.net + net - trade.net,
    grossProfit: tally.grossProfit + Math.max(0, net) - Math.max(0, trade.net),
    grossLoss: tally.grossLoss + Math.min(0, net) - Math.min(0, trade.net),
    last: tally.last?.number === trade.number ? { ...tally.last, net } : tally.last,
  };
  return marked({ ...state, tally: revised }, state.floating);
}

/** Takes the open trades' present worth: result and drawdown follow. */
export function marked(state: SessionState, floating: number): SessionState {
  const next = { ...state, floating };
  const result = rawResult(next);
  const peak = Math.max(state.tally.peak, result);
  const maxDrawdown = Math.max(state.tally.maxDrawdown, peak - result);
  return { ...next, tally: { ...next.tally, peak, maxDrawdown } };
}
