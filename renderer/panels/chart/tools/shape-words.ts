import type { Instrument } from "#shared/contract/market.ts";
import type { ShapeWords } from "../../../chart/drawings/shape.ts";
import { priceFormat } from "../../../format/price.ts";
import type { Text } from "../../../i18n/i18n.ts";
import { distanceText } from "../../ticket/readings.ts";

const MINUTE = 60_000;

/** A span of time in days, hours and minutes: `2 d 4 h`, `35 min`. */
export function spanText(text: Text, ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  const parts = [
    ["age.d", Math.floor(minutes / 1_440)],
    ["age.h", Math.floor((minutes % 1_440) / 60)],
    ["age.min", minutes % 60],
  ] as const;
  const told = parts.filter(([, value]) => value > 0).slice(0, 2);
  return told.length === 0 ? text("age.min", { value: 0 }) : told.map(([key, value]) => text(key, { value })).join(" ");
}

/** What drawings say of an instrument's prices and times. */
export function shapeWords(
  text: Text,
  instrument: Instrument,
  placeOf: (timeMs: number) => number | undefined,
): ShapeWords {
  const format = priceFormat(instrument);
  return {
    price: format.text,
    measure: (from, to) => {
      const by = to.price - from.price;
      const percent = from.price === 0 ? 0 : (100 * by) / from.price;
      const bars = (placeOf(to.timeMs) ?? 0) - (placeOf(from.timeMs) ?? 0);
      const sign = by > 0 ? "+" : by < 0 ? "\u2212" : "";
      return [
        `${sign}${format.text(Math.abs(by))}  ${sign}${Math.abs(percent).toFixed(2)} %`,
        distanceText(text, from.price, to.price, instrument),
        text("draw.measure.bars", { bars, time: spanText(text, to.timeMs - from.timeMs) }),
      ];
    },
  };
}
