interface Retcode {
  readonly name: string;
  /** False: the server may have executed the request all the same, so only its records can tell. */
  readonly certain: boolean;
}

const no = (name: string): Retcode => ({ name, certain: true });
const perhaps = (name: string): Retcode => ({ name, certain: false });

/**
 * MT5's trade server return codes by our stable names (mql5.com/en/docs/constants/errorswarnings/enum_trade_return_codes).
 * Only refusals; 10008 to 10010 are successes.
 */
const RETCODES: Readonly<Record<number, Retcode>> = {
  10004: no("requote"),
  10006: no("rejected"),
  10007: no("cancelled"),
  10011: perhaps("processingError"),
  10012: perhaps("serverTimeout"),
  10013: no("invalidRequest"),
  10014: no("invalidVolume"),
  10015: no("invalidPrice"),
  10016: no("invalidStops"),
  10017: no("tradeDisabled"),
  10018: no("marketClosed"),
  10019: no("notEnoughMoney"),
  10020: no("pricesChanged"),
  10021: no("noPrices"),
  10022: no("invalidExpiration"),
  10023: no("orderChanged"),
  10024: no("tooManyRequests"),
  10025: no("noChanges"),
  10026: no("serverForbidsAlgoTrading"),
  10027: no("terminalForbidsAlgoTrading"),
  10028: no("locked"),
  10029: no("frozen"),
  10030: no("invalidFilling"),
  10031: perhaps("noConnection"),
  10032: no("liveAccountsOnly"),
  10033: no("tooManyPendingOrders"),
  10034: no("volumeLimit"),
  10035: no("invalidOrderType"),
  10036: no("positionClosed"),
  10038: no("invalidCloseVolume"),
  10039: no("closeOrderExists"),
  10040: no("tooManyPositions"),
  10041: no("cancelledByRejection"),
  10042: no("longOnly"),
  10043: no("shortOnly"),
  10044: no("closeOnly"),
  10045: no("fifoOnly"),
  10046: no("hedgingForbidden"),
};

/** The stable name of a return code; one that is unknown passes through as its number. Null for none and for successes. */
export function retcodeReason(retcode: number): string | null {
  if (retcode === 0 || (retcode >= 10_008 && retcode <= 10_010)) return null;
  return RETCODES[retcode]?.name ?? `retcode${retcode}`;
}

/** Whether a refusal with this code proves that nothing was executed. One we do not know proves nothing. */
export const isCertainRefusal = (retcode: number): boolean => RETCODES[retcode]?.certain ?? false;
