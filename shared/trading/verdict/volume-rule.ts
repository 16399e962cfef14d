import { lotUnits, volumeProblem } from "../volume/volume-grid.ts";
import type { Facts } from "./facts.ts";
import { sideOf } from "./request-side.ts";
import { holds, says } from "./result.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

/** Volume against the broker's step, minimum, maximum and limit per symbol; a close against its position. */
export function volumeRule(input: VerdictInput, facts: Facts): RuleResult | null {
  const { request, instrument } = input;
  if (request.action !== "open" && request.action !== "pending" && request.action !== "close") return null;
  const rule = "order.volume";
  const { lots } = request;
  if (!Number.isFinite(lots)) return says(rule, "blocked", "notANumber");
  if (lots <= 0) return says(rule, "blocked", "notPositive", { lots });
  if (request.action === "close") return closeVolume(input, facts, lots);
  if (instrument === null) return holds(rule);
  const { spec } = instrument;
  const problem = volumeProblem(lots, spec);
  if (problem !== null) {
    const { volumeMin: min, volumeMax: max, volumeStep: step } = spec;
    return says(rule, "blocked", problem, { lots, min, max, step });
  }
  const held = input.exposure.lotsOf(request.symbol);
  const side = sideOf(request.kind);
  const inDirection = held.open[side] + held.pending[side] + facts.newUnits;
  if (spec.volumeLimit > 0 && facts.newUnits > 0 && inDirection > lotUnits(spec.volumeLimit))
    return says(rule, "blocked", "aboveSymbolLimit", { lots, limit: spec.volumeLimit });
  return holds(rule);
}

/** All of a position always goes, whatever step its broker has come to ask for. */
function closeVolume({ instrument }: VerdictInput, { line }: Facts, lots: number): RuleResult {
  const rule = "order.volume";
  const left = line === null ? null : lotUnits(line.lots) - lotUnits(lots);
  if (left === 0) return holds(rule);
  if (left !== null && left < 0) return says(rule, "blocked", "abovePosition", { lots, held: line?.lots ?? 0 });
  if (instrument === null) return holds(rule);
  const { volumeMin: min, volumeMax: max, volumeStep: step } = instrument.spec;
  const problem = volumeProblem(lots, instrument.spec);
  if (problem !== null) return says(rule, "blocked", problem, { lots, min, max, step });
  if (left !== null && left < lotUnits(min)) return says(rule, "blocked", "leavesTooLittle", { lots, min });
  return holds(rule);
}
