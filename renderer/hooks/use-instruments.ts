import { useMemo } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { type PriceFormat, priceFormat } from "../format/price.ts";
import { useShownInstruments } from "../services/shown.ts";

/** Instruments of the account on screen by symbol. */
export function useInstrumentsBySymbol(): ReadonlyMap<string, Instrument> {
  const instruments = useShownInstruments();
  return useMemo(() => new Map(instruments.map((instrument) => [instrument.symbol, instrument])), [instruments]);
}

/** A price as its instrument writes it; as it came where the instrument is not known. */
export const priceTextOf = (instrument: Instrument | undefined, price: number | undefined): string =>
  price === undefined ? "\u2013" : instrument === undefined ? String(price) : priceFormat(instrument).text(price);

export const formatOf = (instrument: Instrument | undefined): PriceFormat | undefined =>
  instrument && priceFormat(instrument);
