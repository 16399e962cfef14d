import type { SettingDescription } from "./settings.ts";

/** The longest span, ms, that people are still told in milliseconds. */
const SHORT_MS = 1_000;

/** How a setting's number is shown: `shown = value / factor`, in that unit. */
export interface ShownUnit {
  readonly unit: string;
  readonly factor: number;
}

/** The unit in which people read and type a setting: spans that may be longer than a second are in seconds. */
export const shownUnit = ({ unit = "", max = 0 }: Pick<SettingDescription, "unit" | "max">): ShownUnit =>
  unit === "ms" && max > SHORT_MS ? { unit: "s", factor: 1_000 } : { unit, factor: 1 };
