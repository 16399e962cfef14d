import type { RuleSource } from "../rules/risk-limits.ts";
import { NO_LIMITS } from "./no-limits.ts";
import type { Preset } from "./preset.ts";

const read = (url: string): RuleSource => ({ url, asOf: "2026-11-20" });

/** Midnight CE(S)T, on the clock of Prague, where the firm is. */
const MIDNIGHT_CEST = { zone: "Europe/Prague", resetMinute: 0 } as const;

/**
 * FTMO Challenge and Account, 2-Step: equity may at no time fall below the balance of the last midnight CE(S)T less 5 %
 * of the initial capital, nor below 90 % of the initial capital.
 */
export const FTMO_TWO_STEP: Preset = {
  id: "ftmoTwoStep",
  name: "FTMO 2-Step",
  limits: {
    ...NO_LIMITS,
    name: "FTMO 2-Step",
    preset: "ftmoTwoStep",
    day: MIDNIGHT_CEST,
    dailyLoss: {
      amount: { in: "percent", percent: 5, of: "initialBalance" },
      anchor: "dayStartBalance",
      unstopped: "unlimited",
      source: read("https://academy.ftmo.com/lesson/maximum-daily-loss"),
    },
    totalLoss: {
      amount: { in: "percent", percent: 10, of: "initialBalance" },
      mode: "static",
      stopsAtInitial: false,
      unstopped: "unlimited",
      source: read("https://academy.ftmo.com/?p=47"),
    },
  },
};

/**
 * FTMO Challenge and Account, 1-Step: 3 % a day on the balance of the last midnight CE(S)T, and 10 % below the highest
 * balance of any day's end (or the initial capital): that floor never falls. The best day is to make at most half of
 * all profitable days' profit: told, not enforced, as the firm does not fail an account for it.
 */
export const FTMO_ONE_STEP: Preset = {
  id: "ftmoOneStep",
  name: "FTMO 1-Step",
  limits: {
    ...NO_LIMITS,
    name: "FTMO 1-Step",
    preset: "ftmoOneStep",
    day: MIDNIGHT_CEST,
    dailyLoss: {
      amount: { in: "percent", percent: 3, of: "initialBalance" },
      anchor: "dayStartBalance",
      unstopped: "unlimited",
      source: { url: "https://promo.ftmo.oanda.com/new-1-step-challenge", asOf: "2026-11-21" },
    },
    totalLoss: {
      amount: { in: "percent", percent: 10, of: "initialBalance" },
      mode: "endOfDayTrailing",
      stopsAtInitial: false,
      unstopped: "unlimited",
      source: read("https://ftmo.com/au/?p=1671"),
    },
    bestDay: { percent: 50, source: read("https://ftmo.com/au/faq") },
  },
};
