import type { AccountId, Branded, BrokerMs, InstrumentId, UtcMs } from "../market/brands.ts";
import type { IndicatorId, ParameterValues } from "../market/indicators/indicator.ts";
import type { Timeframe } from "../market/timeframe.ts";
import type { SessionId } from "../trading/intent/intent.ts";

/** A UUID that whoever makes the alert gives it. */
export type AlertId = Branded<string, "AlertId">;

export const ALERT_PRICES = ["bid", "ask", "last", "mid"] as const;
export type AlertPrice = (typeof ALERT_PRICES)[number];

/**
 * When a value meets its level. `up`: it was below and is above; `down`: the other way; `either`: one of the two; to
 * stand at the level is neither. `reaches`: it comes to stand at the level, or jumps over it from either side.
 */
export const DIRECTIONS = ["up", "down", "either", "reaches"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const ACCOUNT_FIGURES = ["equity", "balance", "marginLevel", "drawdown", "limitUse"] as const;
/**
 * `marginLevel` in percent as MT5 tells it (not judged while nothing is open); `drawdown` in percent below the highest
 * equity since the alert was armed; `limitUse`: the fullest of the account's risk limits, percent. Others in account currency.
 */
export type AccountFigure = (typeof ACCOUNT_FIGURES)[number];

export const SESSION_HAPPENINGS = ["started", "stopped", "ruleHit", "orderRejected"] as const;
export type SessionHappening = (typeof SESSION_HAPPENINGS)[number];

export const PLATFORM_TROUBLES = ["linkDown", "diskFull", "syncStuck"] as const;
export type PlatformTrouble = (typeof PLATFORM_TROUBLES)[number];

/** What an indicator's output is held against: a level, another of its outputs, or the bar's close. */
export type Against =
  | { readonly kind: "level"; readonly level: number }
  | { readonly kind: "output"; readonly output: string }
  | { readonly kind: "close" };

export interface PriceRule {
  readonly kind: "price";
  readonly instrument: InstrumentId;
  readonly price: AlertPrice;
  readonly direction: Direction;
  readonly level: number;
}

export interface IndicatorRule {
  readonly kind: "indicator";
  readonly instrument: InstrumentId;
  readonly timeframe: Timeframe;
  readonly indicator: IndicatorId;
  readonly parameters: ParameterValues;
  readonly output: string;
  readonly against: Against;
  readonly direction: Direction;
  /** `tick`: the bar that forms counts as if it ended now; `close`: only finished bars count. */
  readonly on: "tick" | "close";
}

export interface SpreadRule {
  readonly kind: "spread";
  readonly instrument: InstrumentId;
  readonly direction: Direction;
  readonly points: number;
}

export interface VolatilityRule {
  readonly kind: "volatility";
  readonly instrument: InstrumentId;
  readonly timeframe: Timeframe;
  /** `atr` in prices (Wilder); `realised` in percent a year. */
  readonly measure: "atr" | "realised";
  readonly period: number;
  readonly direction: Direction;
  readonly level: number;
}

export interface FeedRule {
  readonly kind: "feed";
  readonly instrument: InstrumentId;
  /** Without a tick for so long, in open hours, the feed is stale. */
  readonly staleMs: number;
}

export interface AccountRule {
  readonly kind: "account";
  readonly account: AccountId;
  readonly figure: AccountFigure;
  readonly direction: Direction;
  readonly level: number;
}

export interface SessionRule {
  readonly kind: "session";
  /** Null: any session. */
  readonly session: SessionId | null;
  readonly happening: SessionHappening;
}

export interface PlatformRule {
  readonly kind: "platform";
  readonly trouble: PlatformTrouble;
}

export type TickRule = PriceRule | IndicatorRule | SpreadRule | VolatilityRule;
export type AlertRule = TickRule | FeedRule | AccountRule | SessionRule | PlatformRule;

export const ALERT_PORTS = ["desktop", "sound", "webhook"] as const;
export type AlertPort = (typeof ALERT_PORTS)[number];

export interface Alert {
  readonly id: AlertId;
  readonly name: string;
  readonly rule: AlertRule;
  /** Null: fires once. Else it arms itself again, and is silent for `cooldownMs` of the source's time after each firing. */
  readonly repeat: { readonly cooldownMs: number } | null;
  readonly expiresMs: UtcMs | null;
  /** Where it is told besides the centre, which has every firing. */
  readonly ports: readonly AlertPort[];
}

/** On which side of its level a value was last; 0 as long as it was on none. */
export type Side = -1 | 0 | 1;

/** Where an alert stands: all that must survive a crash. */
export interface AlertState {
  /** `fired`: it fired once and is done; `off`: switched off; `expired`: its time is over. */
  readonly status: "armed" | "fired" | "off" | "expired";
  /** Counts from 1; a firing belongs to one arming, and an arming has at most one firing. */
  readonly arming: number;
  readonly side: Side;
  /** In its source's time: silent until then. */
  readonly quietUntilMs: number | null;
  readonly snoozedUntilMs: UtcMs | null;
  readonly firings: number;
  readonly lastFiredMs: UtcMs | null;
  /** Highest equity since it was armed (`drawdown` only). */
  readonly peak: number | null;
}

/** What an alert told once. Alert and arming together are its key. */
export interface Firing {
  readonly alert: AlertId;
  readonly arming: number;
  readonly name: string;
  readonly rule: AlertRule;
  readonly atMs: UtcMs;
  /** Broker ms of the tick; null where no tick did it. */
  readonly brokerMs: BrokerMs | null;
  /** Null for what has no figure: a session's event, a platform's trouble. */
  readonly value: number | null;
  /** What happened, where the rule alone does not tell: a session's name, a limit, a terminal. */
  readonly detail: string;
}

export const freshState: AlertState = {
  status: "armed",
  arming: 1,
  side: 0,
  quietUntilMs: null,
  snoozedUntilMs: null,
  firings: 0,
  lastFiredMs: null,
  peak: null,
};

/** The feed of facts that an alert is judged by: each has one cursor, and its alerts are kept together with it. */
export function sourceOf(rule: AlertRule): string {
  switch (rule.kind) {
    case "account":
      return `account:${rule.account}`;
    case "session":
      return "sessions";
    case "platform":
      return "platform";
    case "feed":
      return `feed:${rule.instrument}`;
    default:
      return rule.instrument;
  }
}

export const isTickRule = (rule: AlertRule): rule is TickRule =>
  rule.kind === "price" || rule.kind === "indicator" || rule.kind === "spread" || rule.kind === "volatility";
