import type { ISeriesPrimitive } from "lightweight-charts";
import { type ClockEpoch, utcOfBroker } from "#shared/market/broker-clock.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { zoneClock } from "../format/zone-clock.ts";
import type { ChartTheme } from "./chart-theme.ts";
import type { DrawTarget } from "./draw-target.ts";
import type { LiveChart } from "./live-chart.ts";

const HOUR = 3_600_000;

/** Hours in which the great currency markets trade, by each one's own clock. */
export const MARKET_HOURS = [
  { name: "tokyo", zone: "Asia/Tokyo", fromHour: 9, toHour: 18, colour: 2 },
  { name: "london", zone: "Europe/London", fromHour: 8, toHour: 17, colour: 0 },
  { name: "newYork", zone: "America/New_York", fromHour: 8, toHour: 17, colour: 4 },
] as const;
type Market = (typeof MARKET_HOURS)[number];

/** Timeframes on which an hour can be seen. */
const SHORT: ReadonlySet<Timeframe> = new Set<Timeframe>(["M1", "M5", "M15", "M30", "H1"]);
const SHADE = 0.05;

/** Whether a market trades at a moment: its hours, Monday to Friday. */
export function trades({ zone, fromHour, toHour }: Market, utcMs: number): boolean {
  const wall = new Date(zoneClock(zone, [{ fromBrokerMs: 0, offsetS: 0 }])(utcMs));
  const day = wall.getUTCDay();
  const hour = (wall.getTime() % (24 * HOUR)) / HOUR;
  return day >= 1 && day <= 5 && hour >= fromHour && hour < toHour;
}

/** Shades the hours of Tokyo, London and New York behind the prices, where bars are short enough to show them. */
export class SessionShades implements ISeriesPrimitive {
  readonly #live: LiveChart;
  readonly #epochs: readonly ClockEpoch[];
  readonly #names: Readonly<Record<string, string>>;
  #theme: ChartTheme;
  readonly #views = [
    { zOrder: () => "bottom" as const, renderer: () => ({ draw: (target: DrawTarget) => this.#draw(target) }) },
  ];

  constructor(
    live: LiveChart,
    epochs: readonly ClockEpoch[],
    names: Readonly<Record<string, string>>,
    theme: ChartTheme,
  ) {
    this.#live = live;
    this.#epochs = epochs;
    this.#names = names;
    this.#theme = theme;
  }

  paneViews() {
    return this.#views;
  }

  recolour(theme: ChartTheme): void {
    this.#theme = theme;
  }

  #draw(target: DrawTarget): void {
    const { chart, detail } = this.#live;
    if (!SHORT.has(detail.get())) return;
    const { width, height } = chart.plotSize();
    const first = Math.max(0, Math.floor(chart.placeAt(0) ?? 0));
    const last = Math.min(chart.bars.length - 1, Math.ceil(chart.placeAt(width) ?? -1));
    target.useMediaCoordinateSpace(({ context }) => {
      context.save();
      context.font = `10px ${this.#theme.font}`;
      context.textBaseline = "bottom";
      for (const [row, market] of MARKET_HOURS.entries()) {
        context.fillStyle = this.#theme.studies[market.colour] ?? this.#theme.text;
        for (const [from, to] of this.#spans(market, first, last)) {
          const [left, right] = [chart.xOf(from - 0.5) ?? 0, chart.xOf(to + 0.5) ?? 0];
          context.globalAlpha = SHADE;
          context.fillRect(left, 0, right - left, height);
          context.globalAlpha = 0.9;
          const name = this.#names[market.name] ?? "";
          const at = Math.max(left, 0) + 4;
          if (at + context.measureText(name).width < right) context.fillText(name, at, height - 4 - row * 12);
        }
      }
      context.restore();
    });
  }

  /** Places of bars in the market's hours, first and last of each stretch. */
  #spans(market: Market, first: number, last: number): readonly (readonly [number, number])[] {
    const spans: (readonly [number, number])[] = [];
    let from: number | undefined;
    for (let place = first; place <= last; place += 1) {
      const bar = this.#live.chart.bars[place];
      const isOpen = bar !== undefined && trades(market, utcOfBroker(this.#epochs, bar.timeMs));
      if (isOpen) from ??= place;
      else if (from !== undefined) {
        spans.push([from, place - 1]);
        from = undefined;
      }
    }
    if (from !== undefined) spans.push([from, last]);
    return spans;
  }
}
