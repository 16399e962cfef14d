import type { Instrument } from "#shared/contract/market.ts";

/** What prices of one instrument look like; made once per instrument, used at every tick. */
export interface PriceFormat {
  readonly digits: number;
  /** True when the last digit is a fraction of a pip and is drawn small. */
  readonly pipette: boolean;
  /** Dot-decimal in every language, as MT5 writes prices: `1.08345`. */
  readonly text: (price: number) => string;
}

export type PriceShape = Pick<Instrument, "digits" | "pointsPerPip">;

const formats = new Map<string, PriceFormat>();

/** The format for these digits; the same object for the same shape. */
export function priceFormat({ digits, pointsPerPip }: PriceShape): PriceFormat {
  const key = `${digits}/${pointsPerPip}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made: PriceFormat = {
    digits,
    pipette: digits > 0 && pointsPerPip === 10,
    text: (price) => price.toFixed(digits),
  };
  formats.set(key, made);
  return made;
}

/** `["1.0834", "5"]`: the part drawn at full size and the small last digit (empty where a pip is a point). */
export function priceParts(format: PriceFormat, price: number): readonly [string, string] {
  const text = format.text(price);
  return format.pipette ? [text.slice(0, -1), text.slice(-1)] : [text, ""];
}
