import type { Instrument } from "#shared/contract/market.ts";
import { dayChange } from "../../format/day-change.ts";
import { type PriceFormat, priceFormat } from "../../format/price.ts";
import { type SpreadUnit, spreadText } from "../../format/spread.ts";
import type { QuoteView } from "../../stores/quote-store.ts";
import { PriceSlot } from "../../ui/price-slot.ts";
import { TextSlot } from "../../ui/text-node.ts";

/** The cells of a row that quotes write into. */
export interface RowCells {
  readonly bid: HTMLElement;
  readonly ask: HTMLElement;
  readonly spread: HTMLElement;
  readonly change: HTMLElement;
}

/** Writes quotes straight into one row's cells; React only made them. */
export class RowWriter {
  readonly #instrument: Instrument;
  readonly #unit: SpreadUnit;
  readonly #format: PriceFormat;
  readonly #cells: RowCells;
  readonly #bid: PriceSlot;
  readonly #ask: PriceSlot;
  readonly #spread: TextSlot;
  readonly #change: TextSlot;

  constructor(instrument: Instrument, unit: SpreadUnit, cells: RowCells) {
    this.#instrument = instrument;
    this.#unit = unit;
    this.#format = priceFormat(instrument);
    this.#cells = cells;
    this.#bid = new PriceSlot(cells.bid);
    this.#ask = new PriceSlot(cells.ask);
    this.#spread = new TextSlot(cells.spread);
    this.#change = new TextSlot(cells.change);
  }

  write({ quote, bidMove, askMove }: QuoteView): void {
    this.#bid.write(this.#format, quote.bid, bidMove);
    this.#ask.write(this.#format, quote.ask, askMove);
    this.#spread.write(spreadText(quote, this.#instrument, this.#unit));
    const change = dayChange(quote);
    this.#change.write(change?.text ?? "");
    const direction = change?.direction ?? "flat";
    if (this.#cells.change.dataset["direction"] !== direction) this.#cells.change.dataset["direction"] = direction;
  }

  remove(): void {
    for (const slot of [this.#bid, this.#ask, this.#spread, this.#change]) slot.remove();
  }
}
