import {
  type CandlestickSeriesPartialOptions,
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  TickMarkType,
  type Time,
} from "lightweight-charts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { clockText, dateText } from "../format/clock.ts";
import type { PriceFormat } from "../format/price.ts";
import type { ZoneClock } from "../format/zone-clock.ts";
import type { ChartTheme } from "./chart-theme.ts";

const DAILY: ReadonlySet<Timeframe> = new Set(["D1", "W1", "MN1"]);

const MONTHS = new Map<string, Intl.DateTimeFormat>();
const month = (locale: string, ms: number): string => {
  const format = MONTHS.get(locale) ?? new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  MONTHS.set(locale, format);
  return format.format(ms);
};

/** Marks under the chart; times with a colon in every language, as on the rest of the screen. */
function tickMark(ms: number, kind: TickMarkType, locale: string): string {
  const date = new Date(ms);
  switch (kind) {
    case TickMarkType.Year:
      return String(date.getUTCFullYear());
    case TickMarkType.Month:
      return month(locale, ms);
    case TickMarkType.DayOfMonth:
      return `${date.getUTCDate()} ${month(locale, ms)}`;
    case TickMarkType.Time:
      return clockText(ms).slice(0, 5);
    case TickMarkType.TimeWithSeconds:
      return clockText(ms);
  }
}

const brokerTime: ZoneClock = (ms) => ms;

/** Whether a timeframe's bars are days or longer: those are the broker's in every zone. */
export const isDaily = (timeframe: Timeframe): boolean => DAILY.has(timeframe);

const crosshairTime = (timeframe: Timeframe, ms: number): string =>
  DAILY.has(timeframe) ? dateText(ms) : `${dateText(ms)} ${clockText(ms).slice(0, 5)}`;

/** The chart library's options in a theme's colours. */
export function chartOptions(theme: ChartTheme): DeepPartial<ChartOptions> {
  const crosshair = { color: theme.crosshair, labelBackgroundColor: theme.crosshairLabel, style: LineStyle.Dashed };
  return {
    layout: {
      background: { type: ColorType.Solid, color: theme.background },
      textColor: theme.text,
      fontFamily: theme.font,
      fontSize: 11,
      // Its logo is an inline <style> and innerHTML, which our CSP forbids; the credit stands in About and NOTICE.
      attributionLogo: false,
      panes: { separatorColor: theme.line, separatorHoverColor: theme.grid },
    },
    grid: { vertLines: { color: theme.grid }, horzLines: { color: theme.grid } },
    crosshair: { mode: CrosshairMode.Normal, vertLine: crosshair, horzLine: crosshair },
    rightPriceScale: { borderColor: theme.line, scaleMargins: { top: 0.12, bottom: 0.08 } },
    timeScale: { borderColor: theme.line },
  };
}

/**
 * Chart times are broker wall clock as if UTC, in seconds: the library applies no time zone.
 * @param clock what they are shown as
 */
export const timeOptions = (
  timeframe: Timeframe,
  locale: string,
  clock: ZoneClock = brokerTime,
): DeepPartial<ChartOptions> => ({
  localization: { locale, timeFormatter: (time: unknown) => crosshairTime(timeframe, clock(Number(time) * 1_000)) },
  timeScale: {
    tickMarkFormatter: (time: Time, kind: TickMarkType, marks: string) =>
      tickMark(clock(Number(time) * 1_000), kind, marks),
    timeVisible: !DAILY.has(timeframe),
    secondsVisible: false,
  },
});

/** How wide bars are when a chart opens, and at least: thinner ones give way to bars of a longer timeframe. */
export const FIRST_VIEW: DeepPartial<ChartOptions> = {
  timeScale: { rightOffset: 6, barSpacing: 7, minBarSpacing: 0.5 },
};

/** Prices have lines of their own: bid and ask. */
export const QUIET = { priceLineVisible: false, lastValueVisible: false } as const;

export const candleOptions = (theme: ChartTheme): CandlestickSeriesPartialOptions => ({
  ...QUIET,
  upColor: theme.up,
  downColor: theme.down,
  // Borders in the body's own colour would be painted over it: twice the work for the same picture.
  borderVisible: false,
  wickUpColor: theme.up,
  wickDownColor: theme.down,
});

export const priceOptions = (format: PriceFormat): CandlestickSeriesPartialOptions => ({
  priceFormat: { type: "custom", formatter: format.text, minMove: 10 ** -format.digits },
});
