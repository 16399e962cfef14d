import type { Account } from "#shared/contract/accounts.ts";
import type { Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseFigure, parseMoney } from "#shared/trading/input/parse-fields.ts";
import { lotsText } from "../../format/lots.ts";
import { durationText } from "../../i18n/age-text.ts";
import type { Text } from "../../i18n/i18n.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import type { DraftField } from "./read-draft.ts";
import type { SessionDraft } from "./session-draft.ts";

/** What every section of the form gets. */
export interface FormPart {
  readonly draft: SessionDraft;
  readonly account: Account;
  readonly put: (change: Partial<SessionDraft>) => void;
  readonly problemOf: (field: DraftField) => string | undefined;
  /** It has begun: what may not change any more is locked. */
  readonly begun: boolean;
}

type Echo = (typed: string) => string | undefined;

const echoed =
  <T>(read: (typed: string) => Parsed<T>, say: (value: T) => string): Echo =>
  (typed) => {
    if (typed.trim() === "") return undefined;
    const parsed = read(typed);
    return parsed.ok ? say(parsed.value) : undefined;
  };

/** How what was typed was understood, so that a misread number is seen before it trades. */
export function echoes(
  text: Text,
  { currency, currencyDigits: digits }: Account,
): Readonly<Record<"money" | "minutes" | "count" | "points" | "lots" | "percent", Echo>> {
  const counts = (value: number): string => text("form.counts", { value });
  const figure = (typed: string): Parsed<number> => parseFigure(typed, { decimals: 8, max: 1e9 });
  return {
    money: echoed(
      (typed) => parseMoney(typed, digits),
      (minor) => text("limits.is", { money: minorText(minor, { currency, digits }) }),
    ),
    minutes: echoed(figure, (minutes) => text("form.minutes", { text: durationText(text, minutes * 60_000) })),
    count: echoed(figure, counts),
    points: echoed(figure, (value) => `= ${text("figure.points", { value })}`),
    lots: echoed(figure, (value) => `= ${text("figure.lots", { value: lotsText(value) })}`),
    percent: echoed(figure, (value) => `= ${value} %`),
  };
}
