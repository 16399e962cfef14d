import type { PaperInstrument } from "../instruments.ts";

const SCALE = 1e8;

/** Lots without the dust of binary fractions: sums and differences of whole steps stay whole steps. */
export const lots = (volume: number): number => Math.round(volume * SCALE) / SCALE;

/** Whether a volume is a whole number of the instrument's steps. */
export function isWholeSteps(volume: number, { volumeStep }: PaperInstrument): boolean {
  const steps = volume / volumeStep;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** The part of a volume that a fraction of the market's liquidity fills, in whole steps. */
export function availableLots(volume: number, fraction: number, { volumeStep }: PaperInstrument): number {
  if (fraction >= 1) return volume;
  return lots(Math.floor((volume * fraction) / volumeStep + 1e-9) * volumeStep);
}
