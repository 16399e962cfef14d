import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import type { TableRow } from "./find-tables.ts";
import type { PrintedFigure } from "./report.ts";
import { decimalsOf, type NumberStyle, readNumber } from "./report-numbers.ts";

/** A value of the summary: a number, alone or with another in brackets ("58.44 (0.58%)"). */
interface Value {
  readonly text: string;
  readonly main: number;
  readonly isPercent: boolean;
  readonly mainText: string;
  readonly second: number | null;
  readonly secondText: string;
  readonly secondPercent: boolean;
}

type Values = readonly Value[];

const SHAPE = /^([+-]?[\d., '’]+)(\s*%)?(?:\s*\(\s*([+-]?[\d., '’]+)(\s*%)?\s*\))?$/;
const CENT = 0.011;

function valueOf(text: string, style: NumberStyle): Value | undefined {
  const found = SHAPE.exec(text);
  if (found === null) return undefined;
  const [, mainText = "", percent, secondText, secondPercent] = found;
  const main = readNumber(mainText.trim(), style);
  if (main === undefined) return undefined;
  const second = secondText === undefined ? null : (readNumber(secondText.trim(), style) ?? null);
  return {
    text,
    main,
    mainText: mainText.trim(),
    isPercent: percent !== undefined,
    second,
    secondText: secondText?.trim() ?? "",
    secondPercent: secondPercent !== undefined,
  };
}

const plain = ({ isPercent, second }: Value): boolean => !isPercent && second === null;
const withPercent = ({ isPercent, second, secondPercent }: Value): boolean =>
  !isPercent && second !== null && secondPercent;
const percentFirst = ({ isPercent, second }: Value): boolean => isPercent && second !== null;
const whole = ({ main }: Value): boolean => Number.isInteger(main);

/**
 * The figures of a report's own summary, found by how they hang together (net = gross profit + gross loss) and by their
 * shape, so in any language. Empty when the report has none.
 * @param program MetaTrader 4 puts the net last and the loss positive: of a losing account each reading would add up
 */
export function printedFigures(
  others: readonly TableRow[],
  style: NumberStyle,
  program: 4 | 5,
): readonly PrintedFigure[] {
  const rows = others
    .map(({ cells }) => cells.flatMap((cell) => valueOf(cell, style) ?? []))
    .filter((values) => values.length > 0);
  for (const [at, values] of rows.entries()) {
    const found =
      summary(values, rows.slice(at + 1), style, program) ?? testerSummary(values, rows.slice(at + 1), style);
    if (found !== undefined) return found;
  }
  return [];
}

/** Account reports and MetaTrader 4's tester: the three sums in a row. */
function summary(
  values: Values,
  rest: readonly Values[],
  style: NumberStyle,
  program: 4 | 5,
): readonly PrintedFigure[] | undefined {
  const [a, b, c] = values;
  if (a === undefined || b === undefined || c === undefined || values.length !== 3 || !values.every(plain))
    return undefined;
  const say = sayer(style);
  const sums =
    program === 5 && b.main >= 0 && c.main <= 0 && Math.abs(a.main - b.main - c.main) <= CENT
      ? [say("net", a), say("grossProfit", b), say("grossLoss", c)]
      : program === 4 && a.main >= 0 && b.main >= 0 && Math.abs(c.main - a.main + b.main) <= CENT
        ? [say("grossProfit", a), say("grossLoss", b, -1), say("net", c)]
        : undefined;
  const next = rest[0];
  // Three numbers that add up by chance are not followed by the factor and the payoff, nor by drawdowns.
  const drawdown = rest.slice(0, 8).find((row) => isDrawdown(row));
  if (sums === undefined || drawdown === undefined || next === undefined || !next.every(plain)) return undefined;
  const [factor, payoff] = next;
  const factors = next.length === 2 && factor && payoff ? [say("profitFactor", factor), say("payoff", payoff)] : [];
  return [...sums, ...factors, ...drawdownFigures(drawdown, say), ...counts(rest, say)];
}

const isDrawdown = ([a, b, c, more]: Values): boolean =>
  a !== undefined &&
  b !== undefined &&
  c !== undefined &&
  more === undefined &&
  plain(a) &&
  withPercent(b) &&
  percentFirst(c);

function drawdownFigures([absolute, maximal, relative]: Values, say: Sayer): readonly PrintedFigure[] {
  if (absolute === undefined || maximal === undefined || relative === undefined) return [];
  return [
    say("balanceDrawdownAbsolute", absolute),
    say("balanceDrawdownMaximal", maximal),
    sayer2(say, "balanceDrawdownMaximalPercent", maximal),
    say("balanceDrawdownRelative", relative),
    sayer2(say, "balanceDrawdownRelativeMoney", relative),
  ];
}

/** MetaTrader 5's tester: each sum with a balance drawdown and an equity drawdown beside it. */
function testerSummary(
  values: Values,
  rest: readonly Values[],
  style: NumberStyle,
): readonly PrintedFigure[] | undefined {
  const [profits, losses, factors] = rest;
  const [net, absolute] = values;
  const [grossProfit, maximal] = profits ?? [];
  const [grossLoss, relative] = losses ?? [];
  if (net === undefined || absolute === undefined || grossProfit === undefined || maximal === undefined)
    return undefined;
  if (grossLoss === undefined || relative === undefined || !values.every(plain) || values.length !== 3)
    return undefined;
  if (!withPercent(maximal) || !percentFirst(relative)) return undefined;
  if (Math.abs(net.main - grossProfit.main - grossLoss.main) > CENT) return undefined;
  const say = sayer(style);
  const [factor, payoff] = factors ?? [];
  return [
    say("net", net),
    say("grossProfit", grossProfit),
    say("grossLoss", grossLoss),
    ...(factor && plain(factor) ? [say("profitFactor", factor)] : []),
    ...(payoff && plain(payoff) ? [say("payoff", payoff)] : []),
    ...drawdownFigures([absolute, maximal, relative], say),
    ...equityFigures([values.at(-1), profits?.at(-1), losses?.at(-1)], say),
    ...counts(rest, say),
  ];
}

/** What only the tester knows, as it alone sees the equity of every tick: told on, never computed anew. */
function equityFigures(
  [absolute, maximal, relative]: readonly (Value | undefined)[],
  say: Sayer,
): readonly PrintedFigure[] {
  if (absolute === undefined || maximal === undefined || relative === undefined) return [];
  if (!plain(absolute) || !withPercent(maximal) || !percentFirst(relative)) return [];
  return [
    say("equityDrawdownAbsolute", absolute),
    say("equityDrawdownMaximal", maximal),
    sayer2(say, "equityDrawdownMaximalPercent", maximal),
    say("equityDrawdownRelative", relative),
    sayer2(say, "equityDrawdownRelativeMoney", relative),
  ];
}

/** Trades, short and long with their shares, and the row of wins and losses below it. */
function counts(rest: readonly Values[], say: Sayer): readonly PrintedFigure[] {
  for (const [at, [total, shorts, longs, ...more]] of rest.entries()) {
    if (total === undefined || shorts === undefined || longs === undefined || more.length > 0) continue;
    if (!plain(total) || ![total, shorts, longs].every(whole) || !withPercent(shorts) || !withPercent(longs)) continue;
    if (shorts.main + longs.main !== total.main) continue;
    const [wins, losses] = (rest[at + 1] ?? []).filter((value) => withPercent(value) && whole(value));
    const results =
      wins !== undefined && losses !== undefined && wins.main + losses.main === total.main
        ? [say("wins", wins), say("losses", losses)]
        : [];
    return [say("trades", total), say("shorts", shorts), say("longs", longs), ...results];
  }
  return [];
}

type Sayer = (id: MetricId, value: Value, sign?: number) => PrintedFigure;

const sayer =
  (style: NumberStyle): Sayer =>
  (id, { main, text, mainText }, sign = 1) => ({
    id,
    value: sign * main,
    text,
    decimals: decimalsOf(mainText, style),
  });

/** The figure in brackets. */
const sayer2 = (say: Sayer, id: MetricId, value: Value): PrintedFigure =>
  say(id, { ...value, main: value.second ?? 0, mainText: value.secondText });
