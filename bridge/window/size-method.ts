import type { z } from "zod";
import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseFigure, parseMoney, parsePrice } from "#shared/trading/input/parse-fields.ts";
import { type SizeBy, sizeOrder } from "#shared/trading/sizing/size-order.ts";
import type { AccountState } from "../ports/account-state.ts";
import type { AccountMarkets } from "../trading/risk/account-markets.ts";
import type { TradingService } from "../trading/trading-service.ts";

type Size = (typeof contract)["trading"]["size"];

/** Lots for a risk, with every number of the computation. */
export function sizeMethod(
  { service, markets, state }: { service: TradingService; markets: AccountMarkets; state: AccountState },
  { accountId, symbol, side, entry, stopLoss, by, amount }: z.output<Size["input"]>,
): z.output<Size["output"]> {
  const { rates } = service.risk.exposures.of(state);
  const terms = service.risk.exposures.terms(state, symbol, rates);
  if (terms === null) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { symbol });
  const { currency, currencyDigits: digits } = state.account;
  const stop = read("stopLoss", parsePrice(`${stopLoss}`, terms.spec));
  const quoted = markets.quote(accountId, symbol);
  const present = quoted === null ? null : side === "buy" ? quoted.ask : quoted.bid;
  const open = entry === null ? present : read("entry", parsePrice(`${entry}`, terms.spec));
  if (open === null) throw new FairleadError("ORDER_INVALID", "There is no quote to size by yet.", { field: "entry" });
  const size: SizeBy =
    by === "money"
      ? { by, minor: read("amount", parseMoney(`${amount}`, digits)) }
      : { by, percent: read("amount", parseFigure(`${amount}`, { decimals: 4, max: 100 })) };
  const { balance, equity } = service.risk.riskAccount(state);
  // A percentage of what is certainly there: floating losses are counted, floating profits are not.
  const riskBase = balance < equity ? balance : equity;
  const sized = sizeOrder({
    amount: size,
    factor: 1,
    entry: { side, open, stop, slips: entry === null },
    terms,
    riskBase,
  });
  if (!sized.ok)
    return {
      lots: null,
      reason: sized.refusal,
      riskMinor: sized.lossAtMinimum ?? 0,
      lossPerLotMinor: null,
      currency,
      digits,
    };
  return { lots: sized.lots, riskMinor: sized.loss ?? 0, lossPerLotMinor: sized.lossPerLot, currency, digits };
}

function read<T>(field: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new FairleadError("ORDER_INVALID", undefined, { field, problem: parsed.problem });
}
