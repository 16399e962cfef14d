import type { MinorUnits } from "../../market/brands.ts";
import type { RiskLimits } from "../rules/risk-limits.ts";
import { NO_LIMITS } from "./no-limits.ts";

export const TOLERANCES = ["conservative", "moderate", "aggressive"] as const;
export type Tolerance = (typeof TOLERANCES)[number];

/** Answers of each question, from the most careful to the boldest: 0, 1, 2. */
export const QUESTIONS = ["experience", "share", "fall", "goal", "income"] as const;
export type Question = (typeof QUESTIONS)[number];
export const ANSWERS = [0, 1, 2] as const;
export type Answer = (typeof ANSWERS)[number];
export type Answers = Readonly<Partial<Record<Question, Answer>>>;

/**
 * The tolerance that answers speak of; undefined while one is missing. Who has never traded, or trades with money that is
 * most of what he has, is conservative whatever else he says: what one can bear counts before what one would like.
 */
export function toleranceOf(answers: Answers): Tolerance | undefined {
  const given = QUESTIONS.map((question) => answers[question]);
  if (given.includes(undefined)) return undefined;
  if (answers.experience === 0 || answers.share === 0) return "conservative";
  const score = given.reduce<number>((sum, answer) => sum + (answer ?? 0), 0);
  if (score <= 4) return "conservative";
  return score <= 7 ? "moderate" : "aggressive";
}

interface Figures {
  readonly order: number;
  readonly open: number;
  readonly day: number;
  readonly total: number;
  readonly trades: number;
}

/** Percent, and trades a day. Numbers of ours, from nobody's rule book. */
const FIGURES: Readonly<Record<Tolerance, Figures>> = {
  conservative: { order: 0.5, open: 1, day: 1, total: 4, trades: 5 },
  moderate: { order: 1, open: 3, day: 2, total: 6, trades: 10 },
  aggressive: { order: 2, open: 5, day: 4, total: 10, trades: 20 },
};

/** The limits proposed to a trader of this tolerance, for an account of this balance; they hold once they are set. */
export function proposedLimits(tolerance: Tolerance, name: string, balance: MinorUnits): RiskLimits {
  const { order, open, day, total, trades } = FIGURES[tolerance];
  return {
    ...NO_LIMITS,
    name,
    initialBalance: balance,
    dailyLoss: {
      amount: { in: "percent", percent: day, of: "dayStartBalance" },
      anchor: "dayStartHigher",
      unstopped: "unlimited",
      source: null,
    },
    totalLoss: {
      amount: { in: "percent", percent: total, of: "initialBalance" },
      mode: "static",
      stopsAtInitial: false,
      unstopped: "unlimited",
      source: null,
    },
    orderRisk: { amount: { in: "percent", percent: order, of: "balance" }, source: null },
    openRisk: { amount: { in: "percent", percent: open, of: "balance" }, source: null },
    tradesPerDay: { count: trades, source: null },
    stop: { required: true, points: 0, source: null },
  };
}
