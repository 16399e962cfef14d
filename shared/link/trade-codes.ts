import { codes } from "./schema.ts";

/** What a TradeCommand asks of MT5; the six trade request actions (mql5.com/en/docs/constants/tradingconstants/enum_trade_request_actions). */
export const TradeAction = codes("TradeAction", { deal: 1, pending: 2, stops: 3, modify: 4, remove: 5, closeBy: 6 });
/** How far a command has come, as the program's own journal says it. */
export const TradeStatus = codes("TradeStatus", {
  /** Not in the program's journal: it never saw this command. Only an answer to TradeQuery. */
  absent: 1,
  /** MT5 was not called and never will be for this command; `refusal` says why. Final. */
  refused: 2,
  /** Journalled on disk, about to call MT5 or without an answer yet. */
  sending: 3,
  /** The program died between `sending` and an answer, and finds no trace yet. Never sent again. */
  unknown: 4,
  /** Terminal or server took the request (10008, 10009 for an order that rests). */
  accepted: 5,
  /** A part is executed and the rest of the order lives. */
  partial: 6,
  /** Executed, or the change was made. Final. */
  done: 7,
  /** The server said no; `retcode` says why. Final. */
  rejected: 8,
  /** The order ended without (further) execution: cancelled or expired. `volume` says what was executed before. Final. */
  ended: 9,
});
/** Why a program did not call MT5. */
export const TradeRefusal = codes("TradeRefusal", {
  none: 1,
  malformed: 2,
  staleEpoch: 3,
  notOwner: 4,
  wrongAccount: 5,
  expired: 6,
  reusedIntent: 7,
  leaseNotHeld: 8,
  reduceOnly: 9,
  halted: 10,
  guardLots: 11,
  guardLoss: 12,
  stopRequired: 13,
  unknownSymbol: 14,
  symbolTradeMode: 15,
  invalidVolume: 16,
  invalidPrice: 17,
  invalidStops: 18,
  frozen: 19,
  noQuote: 20,
  fillingUnsupported: 21,
  algoTradingOff: 22,
  brokerDisconnected: 23,
  positionGone: 24,
  orderGone: 25,
  wouldReverse: 26,
  journalUnwritable: 27,
  overloaded: 28,
  kindUnsupported: 29,
  expiryUnsupported: 30,
});
/** ENUM_DEAL_TYPE in our numbers. */
export const DealKind = codes("DealKind", {
  buy: 1,
  sell: 2,
  balance: 3,
  credit: 4,
  charge: 5,
  correction: 6,
  bonus: 7,
  commission: 8,
  commissionDaily: 9,
  commissionMonthly: 10,
  agentDaily: 11,
  agentMonthly: 12,
  interest: 13,
  buyCancelled: 14,
  sellCancelled: 15,
  dividend: 16,
  dividendFranked: 17,
  tax: 18,
  other: 255,
});
/** ENUM_DEAL_ENTRY in our numbers. */
export const DealEntry = codes("DealEntry", { in: 1, out: 2, inOut: 3, outBy: 4, other: 255 });
/** What a Flatten closes. `installation` = positions and orders whose magic carries this installation's tag. */
export const FlattenScope = codes("FlattenScope", { account: 1, installation: 2, automated: 3 });
export const FlattenStage = codes("FlattenStage", { started: 1, closing: 2, flat: 3, stuck: 4, refused: 5 });
/** Who asked for a flatten. */
export const FlattenCause = codes("FlattenCause", {
  command: 1,
  panelButton: 2,
  leaseLapsed: 3,
  guardLoss: 4,
  noStop: 5,
  timedClose: 6,
});
