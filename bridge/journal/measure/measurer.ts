import type { JournalStore } from "#bridge/ports/journal-store.ts";
import type { TickStore } from "#bridge/ports/tick-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { pictureSpan } from "#shared/trading/trades/picture-span.ts";
import type { Unmeasured } from "../desk/journal-desk.ts";
import type { Measure } from "../desk/shelf-trade.ts";
import { worthOfMove } from "../desk/worth.ts";
import type { PicturedTrade } from "../picture/trade-picture.ts";
import { TickMeasure } from "./tick-measure.ts";

/** Ticks that are read at once, and the quote before the entry. */
const PIECE_MS = 3_600_000;
const BEFORE_MS = 60_000;
/** A position of months is not measured tick by tick. */
const LONGEST_MS = 14 * 86_400_000;

export interface MeasurePorts {
  readonly ticks: Pick<TickStore, "openStream" | "readTicks" | "readBars">;
  readonly store: Pick<JournalStore, "keepMeasure" | "picture">;
  /** Draws a trade's chart; null where there is nothing to draw. Not in the bridge's own thread: it takes milliseconds. */
  readonly draw: (bars: BarColumns, trade: PicturedTrade) => Promise<Uint8Array | null>;
  readonly now: () => UtcMs;
  readonly instrument: (account: AccountId, symbol: string) => InstrumentSpec | undefined;
}

const UNKNOWN: Measure = { mae: null, mfe: null, spreadOpen: null, spreadClose: null };

/** Finds out from stored ticks how far trades went against and for the trader, draws their charts, and keeps both. */
export class Measurer {
  readonly #ports: MeasurePorts;

  constructor(ports: MeasurePorts) {
    this.#ports = ports;
  }

  /** Looks at one trade's ticks. What cannot be found out is kept as not known, so that it is not asked again. */
  async measure(trade: Unmeasured): Promise<void> {
    const { account, ticket } = trade;
    const png = await this.#picture(trade);
    const drawn = png === null ? null : { png, atMs: this.#ports.now() };
    this.#ports.store.keepMeasure({ account, ticket }, JSON.stringify(await this.#found(trade)), drawn);
  }

  /** A picture of the chart as the store knows it now; none in the place of one that the trader chose. */
  async #picture(trade: Unmeasured): Promise<Uint8Array | null> {
    const { account, ticket, symbol, openMs, closeMs } = trade;
    const { ticks, store, instrument, draw } = this.#ports;
    const spec = instrument(account, symbol);
    if (spec === undefined || store.picture({ account, ticket }) !== null) return null;
    const { timeframe, fromMs, toMs } = pictureSpan(openMs, closeMs);
    const { stream } = await ticks.openStream(`${account}/${symbol}`, spec.point, spec.digits);
    const bars = await ticks.readBars(stream, timeframe, fromMs, toMs);
    const { side, openPrice, closePrice, stopLoss, takeProfit } = trade;
    const levels = { openPrice, closePrice, stopLoss, takeProfit, digits: spec.digits };
    return draw(bars, { side, openMs, closeMs, ...levels });
  }

  async #found(trade: Unmeasured): Promise<Measure> {
    const { account, symbol, side, openMs, closeMs, openPrice } = trade;
    const spec = this.#ports.instrument(account, symbol);
    const worth = worthOfMove(trade, spec);
    if (spec === undefined || closeMs - openMs > LONGEST_MS) return UNKNOWN;
    const { stream } = await this.#ports.ticks.openStream(`${account}/${symbol}`, spec.point, spec.digits);
    const seen = new TickMeasure(side, openMs);
    for (let from = openMs - BEFORE_MS; from <= closeMs; from += PIECE_MS) {
      seen.read(await this.#ports.ticks.readTicks(stream, from, Math.min(from + PIECE_MS, closeMs + 1)));
    }
    const { worst, best, spreadOpen, spreadClose } = seen.findings();
    const inFavour = (price: number): number => (side === "buy" ? price - openPrice : openPrice - price);
    const money = (price: number | null): number | null =>
      price === null || worth === null ? null : inFavour(price) * worth;
    const points = (spread: number | null): number | null =>
      spread === null ? null : Math.round((spread / spec.point) * 1e3) / 1e3;
    const [mae, mfe] = [money(worst), money(best)];
    return {
      mae: mae === null ? null : Math.min(0, mae),
      mfe: mfe === null ? null : Math.max(0, mfe),
      spreadOpen: points(spreadOpen),
      spreadClose: points(spreadClose),
    };
  }
}
