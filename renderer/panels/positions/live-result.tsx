import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Position } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { resultText } from "../../format/money.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstruments } from "../../services/shown.ts";
import { liveProfit, rateReader } from "../../stores/live-profit.ts";
import { TextSlot } from "../../ui/text-node.ts";

interface LiveProps {
  readonly position: Position;
  readonly instrument: Instrument | undefined;
}

/** What a position stands at: the broker's figures, and between two of its snapshots what the quotes make of them. */
export function LiveResult({ position, instrument }: LiveProps): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const instruments = useShownInstruments();
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const span = host.current;
    if (span === null) return;
    const slot = new TextSlot(span);
    const { profit } = position;
    const show = (minor: number, estimate: boolean): void => {
      const words = resultText({ ...profit, minor });
      slot.write(estimate ? `\u2248 ${words}` : words);
      const direction = minor > 0 ? "gain" : minor < 0 ? "drop" : "";
      if (span.className !== direction) span.className = direction;
      const title = estimate ? text("positions.estimate") : "";
      if (span.title !== title) span.title = title;
    };
    show(profit.minor, false);
    if (instrument === undefined) return () => slot.remove();
    const { id } = instrument;
    const rate = rateReader(instrument.currencyProfit, profit.currency, instruments, (of) => quotes.get(of)?.quote);
    const follow = (quote: Parameters<typeof liveProfit>[2]): void => {
      const { minor, estimate } = liveProfit(position, instrument, quote, rate());
      show(minor, estimate);
    };
    const known = quotes.get(id);
    if (known !== undefined) follow(known.quote);
    const stop = quotes.subscribe(id, (view) => follow(view.quote));
    return () => {
      stop();
      slot.remove();
    };
  }, [text, quotes, instruments, position, instrument]);
  return <span ref={host} />;
}

/** The price that would close a position, as it is quoted. */
export function LivePrice({ position, instrument }: LiveProps): ReactNode {
  const { quotes } = useServices();
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const span = host.current;
    if (span === null) return;
    const slot = new TextSlot(span);
    const { side, priceCurrent } = position;
    const write = (price: number): void =>
      slot.write(instrument === undefined ? String(price) : priceFormat(instrument).text(price));
    const id = instrument?.id ?? "";
    const known = quotes.get(id)?.quote;
    write(known === undefined ? priceCurrent : side === "buy" ? known.bid : known.ask);
    const stop = quotes.subscribe(id, ({ quote }) => write(side === "buy" ? quote.bid : quote.ask));
    return () => {
      stop();
      slot.remove();
    };
  }, [quotes, position, instrument]);
  return <span ref={host} />;
}
