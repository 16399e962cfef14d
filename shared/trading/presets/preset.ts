import type { MinorUnits } from "../../market/brands.ts";
import type { RiskLimits } from "../rules/risk-limits.ts";

/** A firm's rules as data. Firms change them: each carries the day it was read, and the trader may edit what was made of it. */
export interface Preset {
  readonly id: PresetId;
  /** Proper name, the same in every language. */
  readonly name: string;
  readonly limits: Omit<RiskLimits, "initialBalance">;
}

export type PresetId = "ftmoTwoStep" | "ftmoOneStep" | "custom";

/** The limits that a preset makes of an account of this initial capital. */
export const limitsFrom = ({ limits }: Preset, initialBalance: MinorUnits): RiskLimits => ({
  ...limits,
  initialBalance,
});
