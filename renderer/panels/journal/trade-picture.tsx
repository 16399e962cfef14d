import { type ReactNode, useMemo } from "react";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { pictureSpan } from "#shared/trading/trades/picture-span.ts";
import { stampText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { priceWords } from "./trade-columns.ts";

/** The chart as it stood when the trade closed: entry, exit, stop and target. */
export function TradePicture({ trade }: { readonly trade: JournalTrade }): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const { tradeId, picture, openMs, closeMs } = trade;
  const { answer, error } = useAsked(`${tradeId} ${picture}`, () => journal.picture({ tradeId }));
  const png = answer?.png;
  const url = useMemo(() => (png instanceof Uint8Array ? addressOf(png) : undefined), [png]);
  const words = text("journal.picture.words", {
    timeframe: pictureSpan(openMs ?? closeMs, closeMs).timeframe,
    opened: openMs === null ? text("journal.unknown") : stampText(openMs),
    entry: priceWords(trade.openPrice, trade),
    closed: stampText(closeMs),
    exit: priceWords(trade.closePrice, trade),
  });
  return (
    <figure className="journal-picture" aria-label={text("journal.picture")}>
      {url !== undefined && <img src={url} alt={words} />}
      <figcaption className="dim">
        {url !== undefined
          ? words
          : png === null
            ? text(trade.origin === "live" ? "journal.picture.none" : "journal.picture.import")
            : ""}
      </figcaption>
      {error !== undefined && <ErrorNote error={error} />}
    </figure>
  );
}

/** As the page's policy allows pictures: in the address itself. */
function addressOf(png: Uint8Array): string {
  let bytes = "";
  for (const byte of png) bytes += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(bytes)}`;
}
