import type { MinorUnits } from "../../market/brands.ts";
import type { LineTerms, RiskLine } from "../exposure/risk-line.ts";
import type { Side } from "../valuation/spec.ts";
import type { Verdict, WorstCase } from "./verdict-types.ts";

/** What an order would change, worked out once and read by every rule. */
export interface Facts {
  readonly effect: Verdict["effect"];
  readonly side: Side | null;
  /** Where it opens; null for what opens nothing, or without a quote. */
  readonly entry: number | null;
  /** The stop it will have. */
  readonly stop: number | null;
  /** New risk in lot units. */
  readonly newUnits: number;
  readonly worst: WorstCase;
  /** By how much the fall of equity at all stops grows, and the sum of losses at stops; null = without end. */
  readonly addedDrop: MinorUnits | null;
  readonly addedRisk: MinorUnits | null;
  /** The position or pending order that is spoken of; null = none, or not known. */
  readonly line: RiskLine | null;
  /** Null while instrument or account are not known. */
  readonly terms: LineTerms | null;
}
