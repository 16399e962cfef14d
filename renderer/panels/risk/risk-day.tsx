import { type ReactNode, useEffect, useState } from "react";
import type { RiskView } from "#shared/contract/risk.ts";
import { zoneOffsetMs } from "#shared/trading/day/zone-offset.ts";
import { clockText } from "../../format/clock.ts";
import { resultText } from "../../format/money.ts";
import { durationText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";

interface RiskDayProps {
  readonly view: RiskView;
  readonly day: NonNullable<RiskView["day"]>;
  readonly zone: string;
}

/** The rule's own day: when it ends on its own clock, what it began with, and what it has brought. */
export function RiskDay({ view, day, zone }: RiskDayProps): ReactNode {
  const text = useText();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { currency, digits } = view;
  const wall = clockText(day.resetMs + zoneOffsetMs(zone, day.resetMs)).slice(0, 5);
  return (
    <>
      <span>{text("risk.day", { key: day.key })}</span>
      <span className="dim">
        {text("risk.day.reset", { left: durationText(text, Math.max(1_000, day.resetMs - nowMs)), time: wall, zone })}
      </span>
      <span className="dim risk-wide">
        {text("risk.day.start", {
          balance: minorText(day.startBalance, view),
          equity: minorText(day.startEquity, view),
        })}
        {!day.confirmed && ` (${text("risk.day.seen")})`}
      </span>
      <span className="dim">
        {text("risk.day.result", {
          trades: day.trades,
          result: resultText({ minor: day.realised, currency, digits }),
        })}
      </span>
    </>
  );
}
