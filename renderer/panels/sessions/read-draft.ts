import type { Account } from "#shared/contract/accounts.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import type { Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseFigure, parseMoney } from "#shared/trading/input/parse-fields.ts";
import { type ConfigProblem, configProblems, type SessionConfig } from "#shared/trading/session/config.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { sessionFormWords } from "../../i18n/session-form-words.ts";
import { type HoursDraft, readHours } from "../../ui/hours-draft.ts";
import type { SessionDraft, SessionInput } from "./session-draft.ts";

/** A field of the form. */
export type DraftField = keyof SessionDraft;

export interface DraftProblem {
  readonly field: DraftField;
  readonly words: TextKey;
  readonly code: string;
}

export interface ReadDraft {
  /** Undefined while a field cannot be read; sound by itself otherwise. */
  readonly config: SessionInput | undefined;
  readonly problems: readonly DraftProblem[];
}

const MINUTE = 60_000;
const GALE_FIELDS: Readonly<Record<string, DraftField>> = {
  FACTOR_OUT_OF_RANGE: "factor",
  LIMIT_OUT_OF_RANGE: "galeLimit",
  STAKES_EMPTY: "stakes",
  STAKE_OUT_OF_RANGE: "stakes",
};
const FORM_FIELDS: Readonly<Record<string, DraftField>> = {
  mode: "account",
  holdMs: "hold",
  maxDurationMs: "maxDuration",
  gale: "galeKind",
  signals: "sources",
};

/** A problem of the contract's field as a problem of the form's, in words. */
export function draftProblem({ field, code }: ConfigProblem): DraftProblem {
  const [whole = ""] = field.split(".");
  const key = `config.${code}`;
  const known = Object.hasOwn(sessionFormWords, key);
  return {
    field: (field === "gale" ? GALE_FIELDS[code] : undefined) ?? FORM_FIELDS[whole] ?? (whole as DraftField),
    words: known ? (key as TextKey) : "config.other",
    code,
  };
}

/** What the bridge named in its refusal: `stopLoss: MONEY_NOT_POSITIVE; gale: ...`. */
export const namedProblems = (named: unknown): readonly DraftProblem[] =>
  typeof named !== "string"
    ? []
    : [...named.matchAll(/([\w.]+): ([A-Z_]+)/g)].map(([, field = "", code = ""]) => draftProblem({ field, code }));

const words = (text: string): readonly string[] => text.split(/[\s;]+/).filter((word) => word !== "");

/** Reads the form by the same rules as the bridge, and names every field that cannot be. */
export function readDraft(
  draft: SessionDraft,
  { nature, currencyDigits: digits }: Pick<Account, "nature" | "currencyDigits">,
  was?: SessionInput,
): ReadDraft {
  const problems: DraftProblem[] = [];
  const take = <T>(field: DraftField, parsed: Parsed<T>, instead: T): T => {
    if (parsed.ok) return parsed.value;
    problems.push({ field, words: `number.${parsed.problem}`, code: parsed.problem });
    return instead;
  };
  const money = (field: "stopLoss" | "stopProfit"): MinorUnits =>
    take(field, parseMoney(draft[field], digits), 1 as MinorUnits);
  const figure = (field: "amount" | "stopPoints" | "takePoints" | "factor", decimals: number, max = 1e9): number =>
    take(field, parseFigure(draft[field], { decimals, max }), 1);
  const count = (field: "maxConcurrent" | "maxTrades" | "galeLimit"): number =>
    take(field, parseFigure(draft[field], { decimals: 0, max: 1e6 }), 1);
  const ms = (field: "hold" | "maxDuration"): number =>
    Math.round(take(field, parseFigure(draft[field], { decimals: 3, max: 1e5 }), 1) * MINUTE);
  const unless = <T>(
    field: "stopProfit" | "takePoints" | "hold" | "maxTrades" | "maxDuration",
    read: () => T,
  ): T | null => (draft[field].trim() === "" ? null : read());
  const hours = (field: "schedule" | "hours", asked: HoursDraft | null): SessionInput["schedule"] => {
    if (asked === null) return null;
    const read = readHours(asked);
    if (read === undefined) problems.push({ field, words: "config.HOURS_INVALID", code: "HOURS_INVALID" });
    return read === undefined
      ? null
      : { zone: read.zone, windows: read.windows.map((one) => ({ ...one, weekdays: [...one.weekdays] })) };
  };
  const sameTypes = was !== undefined && typesOf(was.signals.types) === draft.types;
  const config: SessionInput = {
    name: draft.name.trim(),
    account: draft.account,
    mode: was?.mode ?? (nature === "live" ? "live" : "paper"),
    symbols: draft.symbols,
    amount:
      draft.amountBy === "money"
        ? { by: "money", minor: take("amount", parseMoney(draft.amount, digits), 1 as MinorUnits) }
        : draft.amountBy === "lots"
          ? { by: "lots", lots: figure("amount", 8) }
          : { by: "riskPercent", percent: figure("amount", 4, 100) },
    gale: galeOf(
      draft,
      problems,
      () => figure("factor", 4),
      () => count("galeLimit"),
    ),
    stopProfit: unless("stopProfit", () => money("stopProfit")),
    stopLoss: money("stopLoss"),
    stopPoints: figure("stopPoints", 1),
    takePoints: unless("takePoints", () => figure("takePoints", 1)),
    holdMs: unless("hold", () => ms("hold")),
    maxConcurrent: count("maxConcurrent"),
    maxTrades: unless("maxTrades", () => count("maxTrades")),
    maxDurationMs: unless("maxDuration", () => ms("maxDuration")),
    schedule: hours("schedule", draft.schedule),
    signals: {
      sources: words(draft.sources),
      symbols: was?.signals.symbols ?? [],
      types: sameTypes ? was.signals.types : draft.types === "all" ? [] : [draft.types],
      hours: hours("hours", draft.hours),
    },
    onManualStop: draft.onManualStop,
    flattenOnLapse: draft.flattenOnLapse,
  };
  problems.push(...configProblems(config as SessionConfig).map(draftProblem));
  return { config: problems.length === 0 ? config : undefined, problems };
}

const typesOf = (types: SessionInput["signals"]["types"]): SessionDraft["types"] =>
  types.length === 1 && types[0] !== "info" ? (types[0] ?? "all") : "all";

function galeOf(
  { galeKind, stakes, afterLimit }: SessionDraft,
  problems: DraftProblem[],
  factor: () => number,
  limit: () => number,
): SessionInput["gale"] {
  if (galeKind === "off") return { kind: "off" };
  if (galeKind === "multiplier") return { kind: "multiplier", factor: factor(), limit: limit(), afterLimit };
  const read = words(stakes).map((one) => parseFigure(one, { decimals: 4, max: 1_000 }));
  const good = read.flatMap((one) => (one.ok ? [one.value] : []));
  if (good.length < read.length)
    problems.push({ field: "stakes", words: "config.STAKES_UNREADABLE", code: "STAKES_UNREADABLE" });
  return { kind: "list", stakes: good, limit: limit(), afterLimit };
}
