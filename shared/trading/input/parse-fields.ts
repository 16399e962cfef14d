import type { Lots, MinorUnits, Price } from "../../market/brands.ts";
import type { InstrumentSpec } from "../../market/instrument.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { VolumeSpec } from "../volume/volume-grid.ts";
import { type Decimal, type Parsed, parseDecimal, problem, toNumber, unitsAt } from "./parse-decimal.ts";

/** Steps of prices and volumes are compared in whole units of this many decimals. */
const SCALE = 8;
const THREE_DECIMALS = 3;

const scaled = (value: number): bigint => BigInt(Math.round(value * 10 ** SCALE));
const decimalsOf = (step: number): number => {
  const text = scaled(step)
    .toString()
    .padStart(SCALE + 1, "0")
    .replace(/0+$/, "");
  return Math.max(
    0,
    text.length -
      (scaled(step)
        .toString()
        .padStart(SCALE + 1, "0").length -
        SCALE),
  );
};

function onGrid(value: Decimal, step: number): Parsed<bigint> {
  const units = unitsAt(value, SCALE);
  if (units === null) return problem("tooManyDecimals");
  if (units === 0n) return problem("notPositive");
  const grid = scaled(step);
  return grid > 0n && units % grid !== 0n ? problem("offStep") : { ok: true, value: units };
}

/** A price as typed: positive, no more decimals than the instrument has, on its tick grid. A dot means what it means in MT5. */
export function parsePrice(
  text: string,
  { digits, tickSize }: Pick<InstrumentSpec, "digits" | "tickSize">,
): Parsed<Price> {
  const typed = parseDecimal(text, digits >= THREE_DECIMALS);
  if (!typed.ok) return typed;
  if (typed.value.decimals > digits) return problem("tooManyDecimals");
  const fits = onGrid(typed.value, tickSize);
  return fits.ok ? { ok: true, value: toNumber(typed.value) as Price } : fits;
}

/** Lots as typed: positive, a multiple of the volume step, within the broker's limits. */
export function parseLots(text: string, spec: VolumeSpec): Parsed<Lots> {
  const typed = parseDecimal(text, decimalsOf(spec.volumeStep) >= THREE_DECIMALS);
  if (!typed.ok) return typed;
  const fits = onGrid(typed.value, spec.volumeStep);
  if (!fits.ok) return fits;
  if (fits.value < scaled(spec.volumeMin)) return problem("belowMinimum");
  if (spec.volumeMax > 0 && fits.value > scaled(spec.volumeMax)) return problem("aboveMaximum");
  return { ok: true, value: toNumber(typed.value) as Lots };
}

/** An amount of money as typed, in minor units; 0 or more. `1.000` may be one or a thousand, and is refused. */
export function parseMoney(text: string, currencyDigits: number): Parsed<MinorUnits> {
  const typed = parseDecimal(text, false);
  if (!typed.ok) return typed;
  const units = unitsAt(typed.value, currencyDigits);
  if (units === null) return problem("tooManyDecimals");
  return units > BigInt(Number.MAX_SAFE_INTEGER) ? problem("tooLarge") : { ok: true, value: asMinor(Number(units)) };
}

/** A positive number without a unit of its own, as typed: a percentage, a factor, points. */
export function parseFigure(
  text: string,
  { decimals, max }: { readonly decimals: number; readonly max: number },
): Parsed<number> {
  const typed = parseDecimal(text, false);
  if (!typed.ok) return typed;
  if (typed.value.decimals > decimals) return problem("tooManyDecimals");
  if (typed.value.units === 0n) return problem("notPositive");
  const value = toNumber(typed.value);
  return value > max ? problem("aboveMaximum") : { ok: true, value };
}
