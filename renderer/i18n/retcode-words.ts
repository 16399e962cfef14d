import type { ErrorWords } from "./error-words.ts";

/**
 * Why an order was turned down, doubted or ended, by its stable name: what happened and why, then what to do. Names are
 * those of MT5's return codes (shared/trading/intent/retcodes.ts), of the program's refusals (shared/link/trade-codes.ts)
 * and of our own executor; `ended.` where a word means something else for an order that has ended.
 */
export const reasonWordsEn = {
  requote: {
    what: "The price moved before the broker could fill the order (requote).",
    now: "Look at the new price, then send it anew.",
  },
  rejected: {
    what: "The broker rejected the order without saying why.",
    now: "Ask the broker, or try another volume or time.",
  },
  cancelled: {
    what: "The request was cancelled in MT5 before it was carried out.",
    now: "Send it anew if you still want it.",
  },
  processingError: {
    what: "The broker's server met an error while it dealt with the order; it may have been executed.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  serverTimeout: {
    what: "The broker's server did not answer in time; the order may have been executed.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  invalidRequest: {
    what: "The broker found the request malformed.",
    now: "Check symbol and order type; if it stays, send diagnostics.",
  },
  invalidVolume: { what: "The lots do not fit the broker's minimum, maximum or step.", now: "Change the lots." },
  invalidPrice: {
    what: "The price is not one at which this order can stand.",
    now: "Change the price: it may be too close to the market or off the tick.",
  },
  invalidStops: {
    what: "Stop loss or take profit is on the wrong side or too close to the price.",
    now: "Move it further away.",
  },
  tradeDisabled: {
    what: "Trading is disabled for this symbol or account.",
    now: "Ask the broker; an investor password allows no trading.",
  },
  marketClosed: { what: "The market for this symbol is closed.", now: "Wait until it opens." },
  notEnoughMoney: {
    what: "There is not enough free margin for this order.",
    now: "Take fewer lots, or close something first.",
  },
  pricesChanged: {
    what: "Prices changed while the order was under way.",
    now: "Look at the new price, then send it anew.",
  },
  noPrices: { what: "The broker has no prices for this symbol now.", now: "Wait for quotes." },
  invalidExpiration: {
    what: "The order's expiry is in the past or not allowed.",
    now: "Choose a later time, or another lifetime.",
  },
  orderChanged: {
    what: "The order's state changed while the request was under way.",
    now: "Look at the list, then try again.",
  },
  tooManyRequests: {
    what: "The broker received too many requests at once.",
    now: "Wait a few seconds, then try again.",
  },
  noChanges: { what: "The request changes nothing: levels and price are as they were.", now: "Nothing." },
  serverForbidsAlgoTrading: {
    what: "The broker's server forbids trading by programs on this account.",
    now: "Ask the broker to allow algo trading.",
  },
  terminalForbidsAlgoTrading: {
    what: "MT5 blocked the order: Algo Trading is off.",
    now: "Turn on Algo Trading in MT5, then send it anew.",
  },
  locked: { what: "The request is locked for processing.", now: "Wait a moment, then look at the list." },
  frozen: {
    what: "The price is so close to the order or position that the broker has frozen it.",
    now: "Wait until the price has moved away.",
  },
  invalidFilling: {
    what: "The broker does not take the way of filling that was asked for.",
    now: "Send diagnostics: Fairlead should choose one that it takes.",
  },
  noConnection: {
    what: "MT5 had no connection to the broker; the order may have been executed.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  liveAccountsOnly: { what: "The broker allows this only on live accounts.", now: "Use another account." },
  tooManyPendingOrders: {
    what: "The broker's limit of pending orders is reached.",
    now: "Remove a pending order first.",
  },
  volumeLimit: {
    what: "The broker's limit of lots in this symbol is reached.",
    now: "Take fewer lots, or close something first.",
  },
  invalidOrderType: { what: "The broker does not take this type of order here.", now: "Choose another type." },
  positionClosed: { what: "The position is closed already.", now: "Nothing." },
  invalidCloseVolume: { what: "The lots to close are more than the position has.", now: "Close fewer lots." },
  closeOrderExists: { what: "An order to close this position is under way already.", now: "Wait for it." },
  tooManyPositions: { what: "The broker's limit of open positions is reached.", now: "Close a position first." },
  cancelledByRejection: {
    what: "The order could not be activated and was cancelled by the broker.",
    now: "Look at the price, then place it anew.",
  },
  longOnly: { what: "Only buying is allowed in this symbol.", now: "Do not sell it here." },
  shortOnly: { what: "Only selling is allowed in this symbol.", now: "Do not buy it here." },
  closeOnly: { what: "Positions in this symbol may only be closed.", now: "Open nothing new in it." },
  fifoOnly: {
    what: "The broker closes positions only in the order in which they were opened.",
    now: "Close the oldest position first.",
  },
  hedgingForbidden: {
    what: "Opposite positions in one symbol are forbidden on this account.",
    now: "Close the position you have first.",
  },

  malformed: {
    what: "The program in MT5 could not read the order. Nothing was sent.",
    now: "Update Fairlead and its EA to the same version.",
  },
  staleEpoch: {
    what: "A newer Fairlead has taken over this account. Nothing was sent.",
    now: "Use the newer one, or close it.",
  },
  notOwner: {
    what: "Another program owns this account's trading. Nothing was sent.",
    now: "Stop the other one, or use it.",
  },
  wrongAccount: {
    what: "MT5 is logged in to another account. Nothing was sent.",
    now: "Log in to this account in MT5.",
  },
  expired: {
    what: "The order came too late to be sent: it was not passed on in time. Nothing was sent.",
    now: "Send it anew if you still want it.",
  },
  reusedIntent: {
    what: "This order's number was used before. Nothing was sent.",
    now: "Look at the order log, then place it anew.",
  },
  leaseNotHeld: {
    what: "The EA's permission to open risk has lapsed. Nothing was sent.",
    now: "Wait until the bridge has renewed it.",
  },
  reduceOnly: {
    what: "This EA may only reduce positions: it speaks another version. Nothing was sent.",
    now: "Update the EA.",
  },
  halted: { what: "Trading is halted in the EA by the kill switch. Nothing was sent.", now: "Reset the kill switch." },
  guardLots: {
    what: "The EA's own guard allows no more lots. Nothing was sent.",
    now: "Take fewer lots, or change the guard in MT5.",
  },
  guardLoss: {
    what: "The EA's own loss limit is reached. Nothing was sent.",
    now: "Stop for today, or change the guard in MT5.",
  },
  stopRequired: {
    what: "The EA's guard takes no order without a stop loss. Nothing was sent.",
    now: "Give a stop loss.",
  },
  unknownSymbol: {
    what: "MT5 does not know this symbol. Nothing was sent.",
    now: "Choose a symbol from the market watch.",
  },
  symbolTradeMode: {
    what: "The broker does not allow this direction in the symbol. Nothing was sent.",
    now: "Choose another symbol or side.",
  },
  noQuote: { what: "MT5 has no quote for this symbol. Nothing was sent.", now: "Wait for quotes." },
  fillingUnsupported: {
    what: "No way of filling fits this symbol. Nothing was sent.",
    now: "Choose another symbol; send diagnostics.",
  },
  algoTradingOff: {
    what: "MT5 blocked the order: Algo Trading is off. Nothing was sent.",
    now: "Turn on Algo Trading in MT5, then send it anew.",
  },
  brokerDisconnected: {
    what: "MT5 is not connected to its broker. Nothing was sent.",
    now: "Look at the connection in MT5's lower right corner.",
  },
  positionGone: { what: "The position is closed already. Nothing was sent.", now: "Nothing." },
  orderGone: {
    what: "The pending order is filled or removed already. Nothing was sent.",
    now: "Look at positions and history.",
  },
  wouldReverse: {
    what: "Closing that many lots would open the opposite position. Nothing was sent.",
    now: "Close fewer lots, or use Reverse.",
  },
  journalUnwritable: {
    what: "The EA could not write its journal. Nothing was sent.",
    now: "Check the disk of the computer that MT5 runs on.",
  },
  overloaded: {
    what: "The EA has too many orders under way. Nothing was sent.",
    now: "Wait a second, then try again.",
  },
  kindUnsupported: {
    what: "The broker does not offer this type of order for the symbol. Nothing was sent.",
    now: "Choose another type.",
  },
  expiryUnsupported: {
    what: "The broker does not offer this expiry for the symbol. Nothing was sent.",
    now: "Choose another lifetime.",
  },
  refused: {
    what: "The program in MT5 refused the order. Nothing was sent.",
    now: "Look at the events, then try again.",
  },

  linkDown: {
    what: "The terminal was not connected. Nothing was sent.",
    now: "Check that MT5 runs with the Fairlead EA on a chart.",
  },
  restarted: {
    what: "Fairlead was restarted while the order was under way.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  silence: { what: "MT5 has not answered in time.", now: "Do not send it again. Fairlead asks the broker's records." },
  linkLost: {
    what: "The connection to MT5 broke while the order was under way.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  programUnsure: {
    what: "The program in MT5 was stopped before it knew the answer.",
    now: "Do not send it again. Fairlead asks the broker's records.",
  },
  noTraceAtBroker: {
    what: "The broker's records show no trace of it: it never arrived.",
    now: "Send it anew if you still want it.",
  },
  notApplied: {
    what: "The broker's records show that the change was not made.",
    now: "Make it anew if you still want it.",
  },
  vanished: {
    what: "The order is gone from the broker's list, and its history says nothing of a fill.",
    now: "Look at the history in MT5.",
  },
  partlyFilled: {
    what: "A part was filled; the rest was cancelled.",
    now: "Look at the position before you order more.",
  },
  orderEnded: { what: "The order ended without being filled.", now: "Place it anew if you still want it." },
  "ended.cancelled": { what: "The order was cancelled.", now: "Nothing." },
  "ended.expired": { what: "The order expired before its price came.", now: "Place it anew if you still want it." },
} as const satisfies Readonly<Record<string, ErrorWords>>;

export type Reason = keyof typeof reasonWordsEn;
