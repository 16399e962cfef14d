import { type Entry, entryRisk, type LineTerms, profitAtStop, type RiskLine } from "../exposure/risk-line.ts";
import type { OrderRequest } from "../intent/intent.ts";
import { asMinor, ceilMinor } from "../valuation/minor-units.ts";
import { lotsOfUnits, lotUnits } from "../volume/volume-grid.ts";
import type { Facts } from "./facts.ts";
import { opposite, pendingEntry, sideOf, slips } from "./request-side.ts";
import type { VerdictInput } from "./verdict-input.ts";
import { NO_END, NO_LOSS, worstCase } from "./worst-case.ts";

const NOTHING = {
  side: null,
  entry: null,
  stop: null,
  newUnits: 0,
  worst: NO_LOSS,
  addedDrop: asMinor(0),
  addedRisk: asMinor(0),
} as const;

const termsOf = ({ account, instrument, rates }: VerdictInput): LineTerms | null =>
  account === null || instrument === null
    ? null
    : {
        spec: instrument.spec,
        quote: instrument.quote,
        charges: instrument.charges,
        currency: account.currency,
        digits: account.digits,
        rates,
      };

/** Works out what the request changes. Of an order that is not well formed it may say nonsense; that is refused by form. */
export function factsOf(input: VerdictInput): Facts {
  const { request, exposure } = input;
  const terms = termsOf(input);
  switch (request.action) {
    case "open":
    case "pending":
      return entering(request, input, terms);
    case "stops":
      return movedStop(request.stopLoss, exposure.position(request.position), terms);
    case "modify":
      return movedOrder(request, exposure.order(request.order), terms);
    case "remove":
      return { ...NOTHING, effect: "reduces", line: exposure.order(request.order), terms };
    case "close":
    case "closeBy":
      return { ...NOTHING, effect: "reduces", line: exposure.position(request.position), terms };
  }
}

function entering(
  request: OrderRequest & { action: "open" | "pending" },
  input: VerdictInput,
  terms: LineTerms | null,
): Facts {
  const side = sideOf(request.kind);
  const asked = request.lots > 0 ? Math.min(Number.MAX_SAFE_INTEGER, lotUnits(request.lots)) : 0;
  const newUnits = asked - closedByNetting(request, input, asked);
  const stop = request.stopLoss;
  const atMarket = request.action === "open";
  const quote = input.instrument?.quote ?? null;
  const entry = atMarket ? ((side === "buy" ? quote?.ask : quote?.bid) ?? null) : pendingEntry(request);
  const facts = { ...NOTHING, side, entry, stop, line: null, terms };
  if (newUnits === 0 && asked > 0) return { ...facts, effect: "reduces" };
  const found = { ...facts, effect: "enters", newUnits } as const;
  if (terms === null || entry === null) return { ...found, worst: NO_END, addedDrop: null, addedRisk: null };
  const lots = lotsOfUnits(newUnits);
  const slipping = atMarket || slips(request.kind);
  const worst = worstCase({ side, lots, open: entry, stop, slips: slipping }, terms, atMarket);
  if (worst.loss === null) return { ...found, worst, addedDrop: null, addedRisk: null };
  const loss = asMinor(worst.loss + restopped(request, input, terms));
  return { ...found, worst, addedDrop: loss, addedRisk: loss };
}

/** Lot units of a market order that only close what a netting account holds the other way. A pending one may fill after that is gone. */
function closedByNetting(
  request: OrderRequest & { action: "open" | "pending" },
  { account, exposure }: VerdictInput,
  asked: number,
): number {
  if (account === null || account.marginMode === "hedging" || request.action !== "open") return 0;
  return Math.min(asked, exposure.lotsOf(request.symbol).open[opposite(sideOf(request.kind))]);
}

/** On a netting account the new order's stop becomes that of the whole position: what it adds to the loss of the part that is there. */
function restopped(
  request: OrderRequest & { action: "open" | "pending" },
  { account, exposure }: VerdictInput,
  terms: LineTerms,
): number {
  if (account?.marginMode === "hedging" || request.stopLoss === null) return 0;
  const held = exposure.netPosition(request.symbol);
  if (held === null || held.side !== sideOf(request.kind) || held.stop === null) return 0;
  return Math.max(0, fallBetween(held, held.stop, request.stopLoss, terms) ?? 0);
}

/** Money between two stops of a line: positive when the second loses more; null = not to be valued. */
function fallBetween(line: RiskLine, from: number, to: number, terms: LineTerms): number | null {
  const { side, lots, open } = line;
  const was = profitAtStop({ side, lots, open, stop: from }, terms);
  const is = profitAtStop({ side, lots, open, stop: to }, terms);
  return was === null || is === null ? null : ceilMinor(was - is, terms.digits);
}

function movedStop(stop: number | null, line: RiskLine | null, terms: LineTerms | null): Facts {
  const facts = { ...NOTHING, side: line?.side ?? null, stop, line, terms };
  const without = { ...facts, effect: "widens", worst: NO_END, addedDrop: null, addedRisk: null } as const;
  // Nothing is known of the position: a stop can only help it, and to take one away is refused.
  if (line === null) return stop === null ? without : { ...facts, effect: "reduces" };
  const was = line.stop;
  if (was === null) return { ...facts, effect: "reduces" };
  if (stop === null) return without;
  if (line.side === "buy" ? stop >= was : stop <= was) return { ...facts, effect: "reduces" };
  const fall = terms === null ? null : fallBetween(line, was, stop, terms);
  if (fall === null || line.lossAtStop === null) return without;
  const { side, lots, open } = line;
  const loss = terms === null ? null : entryRisk({ side, lots, open, stop, slips: false }, terms);
  if (loss === null) return without;
  const addedRisk = asMinor(Math.max(0, loss - line.lossAtStop));
  return { ...facts, effect: "widens", worst: { ...NO_LOSS, loss }, addedDrop: asMinor(fall), addedRisk };
}

function movedOrder(
  request: OrderRequest & { action: "modify" },
  line: RiskLine | null,
  terms: LineTerms | null,
): Facts {
  const side = sideOf(request.kind);
  const open = pendingEntry(request);
  const facts = { ...NOTHING, side, entry: open, stop: request.stopLoss, line, terms };
  const without = { ...facts, effect: "widens", worst: NO_END, addedDrop: null, addedRisk: null } as const;
  if (line === null || terms === null) return without;
  const entry: Entry = { side, lots: line.lots, open, stop: request.stopLoss, slips: slips(request.kind) };
  const loss = entryRisk(entry, terms);
  if (loss === null) return line.lossAtStop === null ? { ...facts, effect: "reduces" } : without;
  if (line.lossAtStop === null || loss <= line.lossAtStop) return { ...facts, effect: "reduces" };
  const added = asMinor(loss - line.lossAtStop);
  return { ...facts, effect: "widens", worst: { ...NO_LOSS, loss }, addedDrop: added, addedRisk: added };
}
