import type { MinorUnits } from "../../market/brands.ts";
import { limitMinor } from "../rules/amount.ts";
import { marginOf } from "../valuation/margin.ts";
import { asMinor, ceilMinor } from "../valuation/minor-units.ts";
import { lotsOfUnits } from "../volume/volume-grid.ts";
import type { Facts } from "./facts.ts";
import type { Judged } from "./judged.ts";
import { opposite } from "./request-side.ts";
import { says } from "./result.ts";
import type { RiskAccount, VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

interface NeededMargin {
  readonly minor: MinorUnits;
  readonly exact: boolean;
}

/**
 * Margin that the order adds: of its lots beyond what the other side of the symbol already holds margin for. Covered
 * lots are margined once (metatrader5.com/en/terminal/help/trading_advanced/margin_forex, hedged margin). Null = unknown.
 */
export function neededMargin(input: VerdictInput, facts: Facts): NeededMargin | null {
  const { account, instrument, exposure, request, rates } = input;
  if (facts.effect !== "enters" || facts.side === null || facts.entry === null) return null;
  if (account === null || instrument === null) return null;
  const { open } = exposure.lotsOf(request.symbol);
  const [own, other] = [open[facts.side], open[opposite(facts.side)]];
  const closed = account.marginMode === "hedging" ? 0 : other;
  const units = Math.max(0, Math.max(own + facts.newUnits, other - closed) - Math.max(own, other));
  const { currency, leverage, digits } = account;
  const terms = { currency, leverage, rates, marginRate: instrument.marginRate };
  const margin = marginOf(instrument.spec, lotsOfUnits(units), facts.entry, terms);
  const minor = margin === null ? null : ceilMinor(margin.amount, digits);
  return margin === null || minor === null ? null : { minor, exact: margin.exact };
}

/**
 * Free margin after the order, against the trader's least and against nothing at all. Where the formula hangs on a
 * margin rate that the broker has not told it only warns: the broker's own check decides.
 */
export function freeMarginRule(needed: NeededMargin | null, account: RiskAccount, judged: Judged | null): RuleResult {
  const rule = "limit.freeMargin";
  const own = judged?.limits.freeMargin ?? null;
  const source = own?.source ?? null;
  if (needed === null) return says(rule, own === null ? "warn" : "blocked", "notValued", {}, source);
  const limit = own === null || judged === null ? asMinor(0) : limitMinor(own.amount, judged.bases);
  const before = account.equity - account.margin;
  const value = before - needed.minor;
  const room = value - limit;
  const short = room < 0 && needed.minor > 0;
  const numbers = { unit: "money", value, limit, room, roomBefore: before - limit } as const;
  const params = { marginMinor: needed.minor };
  if (!short) return { ...says(rule, "ok", "ok", params, source), ...numbers };
  const word = needed.exact ? "over" : "overByEstimate";
  return { ...says(rule, needed.exact ? "blocked" : "warn", word, params, source), ...numbers };
}
