import type { Lots } from "../../market/brands.ts";
import type { InstrumentSpec } from "../../market/instrument.ts";

export type VolumeSpec = Pick<InstrumentSpec, "volumeMin" | "volumeMax" | "volumeStep" | "volumeLimit">;

/** MT5 keeps volumes to eight decimals (SYMBOL_VOLUME_* are extended to 1e-8 lots). */
const DECIMALS = 8;
const UNITS = 10 ** DECIMALS;
/** A millionth of a step: wider than a binary fraction's blur, narrower than anything a trader types. */
const BLUR = 1e-6;

/** Lots as a whole number of hundred-millionths, so that sums of them stay exact. */
export const lotUnits = (lots: number): number => Math.round(lots * UNITS);
export const lotsOfUnits = (units: number): Lots => (units / UNITS) as Lots;

/** The volume step in lot units; brokers that leave it out (0) trade to the smallest volume. */
const stepUnits = (spec: VolumeSpec): number => {
  const step = lotUnits(spec.volumeStep);
  return step > 0 ? step : Math.max(1, lotUnits(spec.volumeMin));
};

/** The largest multiple of the volume step that is not above `lots`; 0 for what is no positive number. */
export function floorToStep(lots: number, spec: VolumeSpec): Lots {
  if (!(lots > 0) || lots * UNITS > Number.MAX_SAFE_INTEGER) return 0 as Lots;
  const step = stepUnits(spec);
  return lotsOfUnits(Math.floor((lots * UNITS) / step + BLUR) * step);
}

/** One step less; never below 0. */
export const stepDown = (lots: number, spec: VolumeSpec): Lots =>
  lotsOfUnits(Math.max(0, lotUnits(lots) - stepUnits(spec)));

export type VolumeProblem = "notANumber" | "notPositive" | "belowMinimum" | "aboveMaximum" | "offStep";

/** What keeps the broker from taking this volume in one order; null when it will do. */
export function volumeProblem(lots: number, spec: VolumeSpec): VolumeProblem | null {
  if (!Number.isFinite(lots)) return "notANumber";
  if (lots <= 0) return "notPositive";
  const units = lots * UNITS;
  if (units > Number.MAX_SAFE_INTEGER) return "aboveMaximum";
  const step = stepUnits(spec);
  const steps = units / step;
  if (Math.abs(steps - Math.round(steps)) > BLUR) return "offStep";
  if (Math.round(units) < lotUnits(spec.volumeMin)) return "belowMinimum";
  return spec.volumeMax > 0 && Math.round(units) > lotUnits(spec.volumeMax) ? "aboveMaximum" : null;
}
