import { METRICS, type MetricId } from "./catalogue.ts";

/** Why a figure cannot be said. */
export type MissingReason =
  | "noTrades"
  | "noLosses"
  | "tooFew"
  | "notRecorded"
  | "oneAccount"
  | "noRisk"
  | "noCapital"
  | "noDeviation";

/** A figure with what it rests on. Money is raw account currency here: it is rounded once, where it is shown. */
export interface Metric {
  readonly id: MetricId;
  readonly value: number | null;
  readonly why: MissingReason | null;
  readonly sample: number;
  readonly needs: number;
}

/** A figure, or why there is none. */
export function metric(id: MetricId, value: number | MissingReason, sample: number): Metric {
  const { needs } = METRICS[id];
  return typeof value === "string"
    ? { id, value: null, why: value, sample, needs }
    : { id, value, why: null, sample, needs };
}
