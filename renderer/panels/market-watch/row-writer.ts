import type { Instrument } from "#shared/contract/market.ts";
import { dayChange } from "../../format/day-change.ts";
import { type PriceFormat, priceFormat } from "../../format/price.ts";
import { type SpreadUnit, spreadText } from "../../format/spread.ts";
import type { QuoteView } from "../../stores/quote-store.ts";
import { PriceSlot } from "../../ui/price-slot.ts";
import { TextSlot } from "../../ui/text-node.ts";

/** The cells of a row that quotes write into, as far as their columns are in sight. */
export type RowCells = Readonly<Partial<Record<"bid" | "ask" | "spread" | "change" | "low" | "high", HTMLElement>>>;

const slotIn = (host: HTMLElement | undefined): TextSlot | undefined => host && new TextSlot(host);

/** Writes quotes straight into one row's cells; React only made them. */
export class RowWriter {
  readonly #instrument: Instrument;
  readonly #unit: SpreadUnit;
  readonly #format: PriceFormat;
  readonly #cells: RowCells;
  readonly #bid: PriceSlot | undefined;
  readonly #ask: PriceSlot | undefined;
  readonly #spread: TextSlot | undefined;
  readonly #change: TextSlot | undefined;
  readonly #low: TextSlot | undefined;
  readonly #high: TextSlot | undefined;

  constructor(instrument: Instrument, unit: SpreadUnit, cells: RowCells) {
    this.#instrument = instrument;
    this.#unit = unit;
    this.#format = priceFormat(instrument);
    this.#cells = cells;
    this.#bid = cells.bid && new PriceSlot(cells.bid);
    this.#ask = cells.ask && new PriceSlot(cells.ask);
    this.#spread = slotIn(cells.spread);
    this.#change = slotIn(cells.change);
    this.#low = slotIn(cells.low);
    this.#high = slotIn(cells.high);
  }

  write({ quote, bidMove, askMove }: QuoteView): void {
    this.#bid?.write(this.#format, quote.bid, bidMove);
    this.#ask?.write(this.#format, quote.ask, askMove);
    this.#spread?.write(spreadText(quote, this.#instrument, this.#unit));
    if (this.#cells.change !== undefined) {
      const change = dayChange(quote);
      this.#change?.write(change?.text ?? "");
      const direction = change?.direction ?? "flat";
      if (this.#cells.change.dataset["direction"] !== direction) this.#cells.change.dataset["direction"] = direction;
    }
    this.#low?.write(quote.dayLow === undefined ? "" : this.#format.text(quote.dayLow));
    this.#high?.write(quote.dayHigh === undefined ? "" : this.#format.text(quote.dayHigh));
  }

  remove(): void {
    for (const slot of [this.#bid, this.#ask, this.#spread, this.#change, this.#low, this.#high]) slot?.remove();
  }
}
