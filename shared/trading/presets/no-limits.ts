import type { RiskLimits } from "../rules/risk-limits.ts";

/** Nothing set: what presets and the trader's own limits start from. */
export const NO_LIMITS: Omit<RiskLimits, "initialBalance"> = {
  name: "",
  preset: "custom",
  day: { zone: "UTC", resetMinute: 0 },
  dailyLoss: null,
  totalLoss: null,
  orderRisk: null,
  openRisk: null,
  orderLots: null,
  totalLots: null,
  tradesPerDay: null,
  openTrades: null,
  currencyExposure: null,
  spread: null,
  hours: null,
  stop: null,
  minimumBalance: null,
  freeMargin: null,
  bestDay: null,
};
