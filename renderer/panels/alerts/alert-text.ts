import type { AlertRule } from "#shared/alerts/alert.ts";
import type { AlertView, FiringView } from "#shared/contract/alerts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { outputName } from "../../chart/studies/study-name.ts";
import { dateText, localClockText } from "../../format/clock.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { numberText } from "../../ui/number-text.ts";

/** Names that a rule's words need. */
export interface Named {
  readonly instrument: (id: string) => Instrument | undefined;
  readonly session: (id: string) => string | undefined;
}

const symbolOf = (id: string, { instrument }: Named): string =>
  instrument(id)?.symbol ?? id.slice(id.lastIndexOf("/") + 1);

/** `2026-11-21 14:03:22`, this computer's time. */
export function localStamp(utcMs: number): string {
  const ahead = new Date(utcMs).getTimezoneOffset() * 60_000;
  return `${dateText(utcMs - ahead)} ${localClockText(utcMs)}`;
}

/** When an alert fires, in a sentence. */
export function ruleText(rule: AlertRule | AlertView["rule"], text: Text, named: Named): string {
  const direction = "direction" in rule ? text(`alert.direction.${rule.direction}`) : "";
  switch (rule.kind) {
    case "price": {
      const level = valueText(rule, rule.level, named);
      const symbol = symbolOf(rule.instrument, named);
      return text("alert.said.price", { symbol, price: text(`alert.price.${rule.price}`), direction, level });
    }
    case "spread":
      return text("alert.said.spread", {
        symbol: symbolOf(rule.instrument, named),
        direction,
        level: numberText(rule.points),
      });
    case "volatility": {
      const { timeframe, measure, period, level } = rule;
      const study = text(`alert.said.${measure}`, { period });
      return text("alert.said.level", {
        symbol: symbolOf(rule.instrument, named),
        timeframe,
        study,
        direction,
        level: numberText(level),
      });
    }
    case "indicator": {
      const { timeframe, indicator, parameters, output, against } = rule;
      const short = `${text(`study.short.${indicator}`)} ${Object.values(parameters).join(" ")}`.trim();
      const study = output === indicator ? short : `${short} ${outputName(text, output)}`;
      const level =
        against.kind === "level"
          ? numberText(against.level)
          : against.kind === "close"
            ? text("alert.said.close")
            : outputName(text, against.output);
      return text("alert.said.level", { symbol: symbolOf(rule.instrument, named), timeframe, study, direction, level });
    }
    case "feed":
      return text("alert.said.feed", {
        symbol: symbolOf(rule.instrument, named),
        seconds: numberText(rule.staleMs / 1_000),
      });
    case "account": {
      const { account, figure, level } = rule;
      return text("alert.said.account", {
        account,
        figure: text(`alert.figure.${figure}`),
        direction,
        level: numberText(level),
      });
    }
    case "session": {
      const session =
        rule.session === null ? text("alert.said.anySession") : (named.session(rule.session) ?? rule.session);
      return text("alert.said.session", { session, happening: text(`alert.happening.${rule.happening}`) });
    }
    case "platform":
      return text(`alert.trouble.${rule.trouble}`);
  }
}

/** A figure of a rule: prices with the instrument's digits, others short. */
function valueText(rule: AlertRule | AlertView["rule"], value: number, { instrument }: Named): string {
  if (rule.kind === "price") return value.toFixed(instrument(rule.instrument)?.digits ?? 5);
  return numberText(Number(value.toPrecision(8)));
}

/** What a firing saw: its figure, and what the rule alone does not tell. */
export function seenText({ rule, value, detail }: Pick<FiringView, "rule" | "value" | "detail">, named: Named): string {
  return [value === null ? "" : valueText(rule, value, named), detail].filter((part) => part !== "").join(" · ");
}

export function statusText({ status, snoozedUntilMs, waiting }: AlertView, nowMs: number, text: Text): string {
  if (status !== "armed") return text(`alert.status.${status}`);
  if (snoozedUntilMs !== null && snoozedUntilMs > nowMs)
    return text("alert.status.snoozed", { time: localClockText(snoozedUntilMs) });
  return text(waiting ? "alert.status.waiting" : "alert.status.armed");
}

/** The bridge's words for why an alert was not told some way; what is missing here (an answer of a server) stands as it is. */
const WHY: Readonly<Record<string, TextKey>> = {
  "quiet hours": "alert.why.quiet",
  muted: "alert.why.muted",
  "too late": "alert.why.late",
  "no address is set": "alert.why.noAddress",
  "there is no secret to sign with": "alert.why.noSecret",
  "no answer in time": "alert.why.noAnswer",
  "no connection": "alert.why.noConnection",
  "not called: the address is not https": "alert.why.notHttps",
  "not called: the address cannot be read": "alert.why.notAnAddress",
  "not called: the address has a name or password in it": "alert.why.hasPassword",
  "not called: the address is on this computer or its network": "alert.why.private",
  "the host was not found": "alert.why.unknownHost",
};
/** Settled without anybody having been told. */
const KEPT_QUIET: ReadonlySet<string> = new Set(["quiet hours", "muted"]);

/** How an alert was told, a way after the other. */
export function toldText({ deliveries, test }: Pick<FiringView, "deliveries" | "test">, text: Text): string {
  const ways = deliveries.map(({ port, state, told }) => {
    const why = WHY[told];
    const shown = KEPT_QUIET.has(told) ? "failed" : state;
    return text(`alert.told.${shown}`, { port: text(`alert.port.${port}`), why: why === undefined ? told : text(why) });
  });
  return [...(test ? [text("alert.told.test")] : []), ...ways].join(", ");
}
