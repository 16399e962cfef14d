import { FTMO_ONE_STEP, FTMO_TWO_STEP } from "./ftmo.ts";
import { NO_LIMITS } from "./no-limits.ts";
import type { Preset, PresetId } from "./preset.ts";

/**
 * The trader's own limits, to be edited: 2 % a day and 6 % in all below the initial balance, 1 % an order, 3 % open at
 * once, a stop on every order. Numbers of ours, from nobody's rule book; the day ends at midnight UTC.
 */
const CUSTOM: Preset = {
  id: "custom",
  name: "Custom",
  limits: {
    ...NO_LIMITS,
    name: "Custom",
    dailyLoss: {
      amount: { in: "percent", percent: 2, of: "dayStartBalance" },
      anchor: "dayStartHigher",
      unstopped: "unlimited",
      source: null,
    },
    totalLoss: {
      amount: { in: "percent", percent: 6, of: "initialBalance" },
      mode: "static",
      stopsAtInitial: false,
      unstopped: "unlimited",
      source: null,
    },
    orderRisk: { amount: { in: "percent", percent: 1, of: "balance" }, source: null },
    openRisk: { amount: { in: "percent", percent: 3, of: "balance" }, source: null },
    stop: { required: true, points: 0, source: null },
  },
};

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  ftmoTwoStep: FTMO_TWO_STEP,
  ftmoOneStep: FTMO_ONE_STEP,
  custom: CUSTOM,
};
