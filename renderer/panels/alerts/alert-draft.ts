import type {
  AccountFigure,
  AlertPort,
  AlertPrice,
  AlertRule,
  Direction,
  PlatformTrouble,
  SessionHappening,
} from "#shared/alerts/alert.ts";
import { type AlertProblem, alertProblems, COOLDOWN_MS, STALE_MS } from "#shared/alerts/alert-problems.ts";
import { ALERT_INDICATORS } from "#shared/alerts/studied-value.ts";
import type { AlertInput } from "#shared/contract/alert-input.ts";
import type { AlertView } from "#shared/contract/alerts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { AccountId, InstrumentId, UtcMs } from "#shared/market/brands.ts";
import type { IndicatorId } from "#shared/market/indicators/indicator.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { parseFigure, parsePrice } from "#shared/trading/input/parse-fields.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { alertWords } from "../../i18n/alert-words.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { numberText } from "../../ui/number-text.ts";

/** An alert as the form has it: what is typed is text until it is read. */
export interface AlertDraft {
  readonly name: string;
  readonly kind: AlertRule["kind"];
  readonly instrument: string;
  readonly price: AlertPrice;
  readonly direction: Direction;
  readonly level: string;
  readonly timeframe: Timeframe;
  readonly indicator: IndicatorId;
  readonly parameters: Readonly<Record<string, string>>;
  readonly output: string;
  /** `level`, `close`, or `output:NAME`. */
  readonly against: string;
  readonly on: "tick" | "close";
  readonly measure: "atr" | "realised";
  readonly period: string;
  readonly stale: string;
  readonly account: string;
  readonly figure: AccountFigure;
  readonly session: string;
  readonly happening: SessionHappening;
  readonly trouble: PlatformTrouble;
  readonly again: boolean;
  readonly cooldown: string;
  readonly expires: "never" | "day" | "week" | "month" | "keep";
  readonly ports: readonly AlertPort[];
}

const MINUTE = 60_000;
const DAYS = { day: 1, week: 7, month: 30 } as const;
const DAY = 86_400_000;

export const initialParameters = (id: IndicatorId): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (ALERT_INDICATORS.find((each) => each.id === id)?.parameters ?? []).map(({ name, initial }) => [
      name,
      String(initial),
    ]),
  );

export const outputsOf = (id: IndicatorId, parameters: Readonly<Record<string, string>>): readonly string[] =>
  (ALERT_INDICATORS.find((each) => each.id === id)?.outputs(parameters) ?? []).map(({ name }) => name);

export function firstAlertDraft(instrument: string, symbol: string, account: string, level: string): AlertDraft {
  return {
    name: symbol,
    kind: "price",
    instrument,
    price: "bid",
    direction: "either",
    level,
    timeframe: "M15",
    indicator: "rsi",
    parameters: initialParameters("rsi"),
    output: "rsi",
    against: "level",
    on: "close",
    measure: "atr",
    period: "14",
    stale: String(STALE_MS.usual / 1_000),
    account,
    figure: "equity",
    session: "",
    happening: "stopped",
    trouble: "linkDown",
    again: false,
    cooldown: numberText(COOLDOWN_MS.usual / MINUTE),
    expires: "never",
    ports: ["desktop", "sound"],
  };
}

/** An alert that is there, as the form shows it. */
export function alertDraftOf(view: AlertView): AlertDraft {
  const { name, rule, repeat, expiresMs, ports } = view;
  const instrument = "instrument" in rule ? rule.instrument : "";
  const base: AlertDraft = {
    ...firstAlertDraft(instrument, name, "", ""),
    kind: rule.kind,
    again: repeat !== null,
    cooldown: numberText((repeat?.cooldownMs ?? COOLDOWN_MS.usual) / MINUTE),
    expires: expiresMs === null ? "never" : "keep",
    ports,
  };
  switch (rule.kind) {
    case "price":
      return { ...base, price: rule.price, direction: rule.direction, level: numberText(rule.level) };
    case "spread":
      return { ...base, direction: rule.direction, level: numberText(rule.points) };
    case "volatility":
      return { ...base, ...rule, period: String(rule.period), level: numberText(rule.level) };
    case "feed":
      return { ...base, stale: numberText(rule.staleMs / 1_000) };
    case "account":
      return { ...base, ...rule, level: numberText(rule.level) };
    case "session":
      return { ...base, session: rule.session ?? "", happening: rule.happening };
    case "platform":
      return { ...base, trouble: rule.trouble };
    case "indicator": {
      const { against } = rule;
      return {
        ...base,
        ...rule,
        parameters: Object.fromEntries(Object.entries(rule.parameters).map(([key, value]) => [key, String(value)])),
        against: against.kind === "output" ? `output:${against.output}` : against.kind,
        level: against.kind === "level" ? numberText(against.level) : "",
      };
    }
  }
}

export interface ReadAlert {
  /** Undefined while something of it cannot be. */
  readonly alert: AlertInput | undefined;
  readonly problems: Readonly<Partial<Record<string, TextKey>>>;
}

/** Reads the form by the same rules as the bridge, and names every field that cannot be. @param keeps the end it had. @param syncs whether there is a cloud to be stuck. */
export function readAlert(
  draft: AlertDraft,
  instrument: Pick<Instrument, "digits" | "tickSize"> | undefined,
  nowMs: number,
  keeps: number | null,
  syncs = false,
): ReadAlert {
  const problems: Record<string, TextKey> = {};
  const figure = (field: string, typed: string): number => {
    const asPrice = draft.kind === "price" && field === "level" && instrument !== undefined;
    const parsed = asPrice ? parsePrice(typed, instrument) : parseFigure(typed, { decimals: 8, max: 1e12 });
    if (parsed.ok) return parsed.value;
    problems[field] = `number.${parsed.problem}`;
    return Number.NaN;
  };
  const { again, expires } = draft;
  const expiresMs = expires === "never" ? null : expires === "keep" ? keeps : nowMs + DAYS[expires] * DAY;
  const alert: AlertInput = {
    name: draft.name.trim(),
    rule: ruleOf(draft, figure),
    repeat: again ? { cooldownMs: Math.round(figure("cooldownMs", draft.cooldown) * MINUTE) } : null,
    expiresMs: expiresMs as UtcMs | null,
    ports: [...draft.ports],
  };
  for (const problem of alertProblems(alert, nowMs, syncs)) problems[problem.field] ??= problemKey(problem);
  if ("instrument" in alert.rule && draft.instrument === "")
    problems["instrument"] = "alert.problem.INSTRUMENT_UNKNOWN";
  return { alert: Object.keys(problems).length === 0 ? alert : undefined, problems };
}

const problemKey = ({ code }: AlertProblem): TextKey => `alert.problem.${code}`;

/** What the bridge named in its refusal: `level: LEVEL_NOT_POSITIVE; ...`. */
export function refusedFields(named: unknown): Readonly<Partial<Record<string, TextKey>>> {
  if (typeof named !== "string") return {};
  const known = (key: string): key is keyof typeof alertWords => Object.hasOwn(alertWords, key);
  return Object.fromEntries(
    [...named.matchAll(/(\w+): ([A-Z_]+)/g)].flatMap(([, field = "", code = ""]) => {
      const key = `alert.problem.${code}`;
      return known(key) ? [[field, key]] : [];
    }),
  );
}

function ruleOf(draft: AlertDraft, figure: (field: string, typed: string) => number): AlertInput["rule"] {
  const { direction, timeframe, on, output } = draft;
  const instrument = draft.instrument as InstrumentId;
  const level = (field = "level"): number => figure(field, draft.level);
  switch (draft.kind) {
    case "price":
      return { kind: "price", instrument, price: draft.price, direction, level: level() };
    case "spread":
      return { kind: "spread", instrument, direction, points: level("points") };
    case "feed":
      return { kind: "feed", instrument, staleMs: Math.round(figure("staleMs", draft.stale) * 1_000) };
    case "account":
      return { kind: "account", account: draft.account as AccountId, figure: draft.figure, direction, level: level() };
    case "session":
      return {
        kind: "session",
        session: draft.session === "" ? null : (draft.session as SessionId),
        happening: draft.happening,
      };
    case "platform":
      return { kind: "platform", trouble: draft.trouble };
    case "volatility": {
      const { measure } = draft;
      return {
        kind: "volatility",
        instrument,
        timeframe,
        measure,
        period: figure("period", draft.period),
        direction,
        level: level(),
      };
    }
    case "indicator": {
      const { indicator } = draft;
      const parameters = Object.fromEntries(
        (ALERT_INDICATORS.find(({ id }) => id === indicator)?.parameters ?? []).map(({ name, kind }) => {
          const typed = draft.parameters[name] ?? "";
          return [name, kind === "choice" ? typed : figure(name, typed)];
        }),
      );
      const against =
        draft.against === "level"
          ? { kind: "level" as const, level: level() }
          : draft.against === "close"
            ? { kind: "close" as const }
            : { kind: "output" as const, output: draft.against.slice("output:".length) };
      return { kind: "indicator", instrument, timeframe, indicator, parameters, output, against, direction, on };
    }
  }
}
