import type { ReactNode } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { DeskNews } from "../../../chart/drawings/desk-parts.ts";
import type { DrawDesk } from "../../../chart/drawings/draw-desk.ts";
import { clockText, dateText } from "../../../format/clock.ts";
import { priceFormat } from "../../../format/price.ts";
import { useCell } from "../../../hooks/use-store.ts";
import type { Text } from "../../../i18n/i18n.ts";
import { useText } from "../../../i18n/use-text.ts";

interface DrawNewsProps {
  readonly desk: DrawDesk;
  readonly instrument: Instrument;
}

/** What the desk has just done, for who cannot see it; and what a chosen tool waits for. */
export function DrawNews({ desk, instrument }: DrawNewsProps): ReactNode {
  const text = useText();
  const news = useCell(desk.news);
  const { tool, placed } = useCell(desk.state);
  return (
    <>
      <p className="visually-hidden" role="status">
        {news === undefined ? "" : newsText(text, news, instrument)}
      </p>
      {tool !== undefined && placed === 0 && <p className="draw-hint chart-note">{text("draw.hint")}</p>}
    </>
  );
}

function newsText(text: Text, { what, kind, point }: DeskNews, instrument: Instrument): string {
  const named = kind === undefined ? "" : text(`draw.kind.${kind}`);
  const time = point === undefined ? "" : `${dateText(point.timeMs)} ${clockText(point.timeMs).slice(0, 5)}`;
  const price = point === undefined ? "" : priceFormat(instrument).text(point.price);
  switch (what) {
    case "cursor":
      return text("draw.news.cursor", { time, price });
    case "placed":
    case "moved":
      return text(`draw.news.${what}`, { kind: named, time, price });
    case "grip":
      return point === undefined
        ? text("draw.news.whole", { kind: named })
        : text("draw.news.grip", { kind: named, time, price });
    case "drawn":
    case "chosen":
    case "erased":
    case "locked":
      return text(`draw.news.${what}`, { kind: named });
  }
}
