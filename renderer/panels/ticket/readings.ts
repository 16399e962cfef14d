import type { Instrument } from "#shared/contract/market.ts";
import type { Preview } from "#shared/contract/verdict.ts";
import { resultText } from "../../format/money.ts";
import { rText } from "../../format/r-multiple.ts";
import type { Text } from "../../i18n/i18n.ts";
import { fieldProblemText, type NamedProblem, problemText } from "../../i18n/problem-words.ts";
import type { SideVerdict } from "./ask-verdict.ts";

/** Every field of one side that cannot be read. */
export function problemsOf(side: SideVerdict | undefined): readonly NamedProblem[] {
  if (side?.problem !== undefined) return [side.problem];
  return side?.preview?.order.problems ?? [];
}

/** The problem of one field, in words. */
export function problemOf(text: Text, side: SideVerdict | undefined, ...fields: readonly string[]): string | undefined {
  const found = problemsOf(side).find(({ field }) => fields.includes(field));
  return found && problemText(text, found);
}

export const firstProblem = (text: Text, side: SideVerdict | undefined): string | undefined => {
  const [first] = problemsOf(side);
  // A stop order's field is named as what it is, like its label.
  const isStop = side?.draft.type === "stop" || side?.draft.type === "stopLimit";
  return first && fieldProblemText(text, first.field === "price" && isStop ? { ...first, field: "stopPrice" } : first);
};

/** Whether this side is refused for its own form, so that the other side may be what is meant. */
export const doesNotFit = (side: SideVerdict | undefined): boolean =>
  side?.preview?.verdict?.blocking?.startsWith("order.") === true;

/** `50 pts · 5.0 pips`: how far two prices are apart. */
export function distanceText(
  text: Text,
  from: number,
  to: number,
  { point, pointsPerPip }: Pick<Instrument, "point" | "pointsPerPip">,
): string {
  const points = Math.round(Math.abs(from - to) / point);
  const told = text("ticket.points", { points });
  return pointsPerPip === 1 ? told : `${told} · ${text("ticket.pips", { pips: (points / pointsPerPip).toFixed(1) })}`;
}

interface Level {
  readonly price: number | null;
  readonly minor: number | null;
  /** What is risked: turns the result into R. */
  readonly risk?: number | null;
}

/** What a level means: money, distance, and R where a risk is known. */
export function levelText(text: Text, preview: Preview, level: Level, instrument: Instrument): string | undefined {
  const { entry } = preview.levels;
  if (level.price === null || entry === null) return undefined;
  const r = rText(level.minor, level.risk ?? null);
  return [
    level.minor === null ? undefined : `${resultText({ ...preview, minor: level.minor })} ${preview.currency}`,
    distanceText(text, entry, level.price, instrument),
    r === undefined ? undefined : text("ticket.r", { r }),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
