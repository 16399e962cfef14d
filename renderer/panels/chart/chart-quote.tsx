import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { PriceSlot } from "../../ui/price-slot.ts";

interface ChartQuoteProps {
  readonly instrument: Instrument;
  readonly stale: boolean;
}

/** Bid and ask in the chart's header; written past React. */
export function ChartQuote({ instrument, stale }: ChartQuoteProps): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const bid = useRef<HTMLElement>(null);
  const ask = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!bid.current || !ask.current) return;
    const format = priceFormat(instrument);
    const slots = { bid: new PriceSlot(bid.current), ask: new PriceSlot(ask.current) };
    const known = quotes.get(instrument.id);
    if (known !== undefined) {
      slots.bid.write(format, known.quote.bid, "none");
      slots.ask.write(format, known.quote.ask, "none");
    }
    const unsubscribe = quotes.subscribe(instrument.id, (view) => {
      slots.bid.write(format, view.quote.bid, view.bidMove);
      slots.ask.write(format, view.quote.ask, view.askMove);
    });
    return () => {
      unsubscribe();
      slots.bid.remove();
      slots.ask.remove();
    };
  }, [instrument, quotes]);
  return (
    <dl className="chart-quote" data-stale={stale || undefined}>
      <div>
        <dt>{text("watch.bid")}</dt>
        <dd ref={bid} className="price chart-bid" data-cell="bid" />
      </div>
      <div>
        <dt>{text("watch.ask")}</dt>
        <dd ref={ask} className="price chart-ask" data-cell="ask" />
      </div>
    </dl>
  );
}
