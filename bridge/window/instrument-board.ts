import { contract } from "#shared/contract/contract.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { AnyFrame } from "#shared/link/frame.ts";
import { assetClass } from "#shared/market/asset-class.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";

/** The instruments that windows may show: what was known at the last run, then as the terminals specify them. */
export class InstrumentBoard implements TerminalLinkListener {
  readonly topic = topicOf(contract.market.instruments);

  /** What the ledger remembers of an account. */
  remember(account: AccountId, specs: readonly InstrumentSpec[]): void {
    for (const spec of specs) this.topic.set(instrumentOf(account, spec));
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (frame.name === "SymbolSpecs") this.remember(link.account.id, frame.items);
  }
}

export const instrumentIdOf = (account: AccountId, symbol: string): InstrumentId =>
  `${account}/${symbol}` as InstrumentId;

/** Calculation modes of currency pairs (MT5's SYMBOL_CALC_MODE_FOREX and ..._NO_LEVERAGE). */
const FOREX: ReadonlySet<string> = new Set(["forex", "forexNoLeverage"]);
/** Modes whose profit is (close - open) x contract size x lots (mql5.com/en/docs/constants/environment_state/marketinfoconstants). */
const BY_CONTRACT_SIZE: ReadonlySet<string> = new Set([...FOREX, "cfd", "cfdLeverage", "exchangeStocks"]);

function instrumentOf(accountId: AccountId, spec: InstrumentSpec): Instrument {
  const { symbol, description, digits, point, currencyProfit, tickSize, volumeMin, volumeStep } = spec;
  const { calculation, contractSize, stopsLevel, freezeLevel } = spec;
  // The field's convention: brokers that quote pairs with 5 or 3 decimals added a tenth of the old pip.
  const pointsPerPip = FOREX.has(calculation) && (digits === 5 || digits === 3) ? 10 : 1;
  return {
    id: instrumentIdOf(accountId, symbol),
    accountId,
    symbol,
    description,
    assetClass: assetClass(spec),
    digits,
    point,
    pointsPerPip,
    currencyProfit,
    tickSize,
    volumeMin,
    volumeStep,
    ...(BY_CONTRACT_SIZE.has(calculation) ? { gainPerPrice: contractSize } : {}),
    stopsLevel,
    freezeLevel,
  };
}
