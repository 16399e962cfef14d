import { type ReactNode, type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstruments } from "../../services/shown.ts";
import { RowPictures } from "./row-pictures.ts";
import type { WatchColumn } from "./watch-columns.ts";
import type { WatchLine } from "./watch-groups.ts";

/** Most instruments of which closes are asked for at once, as the contract has it. */
const MOST = 2_000;

export interface WatchPicturesProps {
  readonly grid: RefObject<HTMLElement | null>;
  /** What is listed: with other lines other pictures are in sight. */
  readonly lines: readonly WatchLine[];
  readonly columns: readonly WatchColumn[];
  /** Filled here: closing bids of each instrument. */
  readonly closes: Map<string, Float64Array>;
}

const subscribe = (listener: () => void): (() => void) => {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
};

/** Draws the rows' pictures, and asks for the closes they need while they are in sight. */
export function WatchPictures({ grid, lines, columns, closes }: WatchPicturesProps): ReactNode {
  const text = useText();
  const { client, quotes, instruments: known } = useServices();
  const instruments = useShownInstruments();
  const visible = useSyncExternalStore(subscribe, () => document.visibilityState === "visible");
  const [pictures, setPictures] = useState<RowPictures>();

  useEffect(() => {
    if (grid.current === null) return;
    const made = new RowPictures(grid.current, { quotes, instruments: known, closes, text });
    const scrolled = (): void => made.soon();
    const host = grid.current;
    host.addEventListener("scroll", scrolled, { passive: true });
    setPictures(made);
    return () => {
      host.removeEventListener("scroll", scrolled);
      made.end();
    };
  }, [grid, quotes, known, closes, text]);

  useEffect(() => pictures?.soon(), [pictures, lines, columns]);

  const wanted =
    visible && columns.some(({ key }) => key === "watch.trend")
      ? instruments
          .slice(0, MOST)
          .map(({ id }) => id)
          .join("\n")
      : "";
  useEffect(() => {
    if (wanted === "" || pictures === undefined) return;
    const ids = new Set(wanted.split("\n"));
    const instrumentIds = instruments.filter(({ id }) => ids.has(id)).map(({ id }) => id);
    const subscription = client.market.closes.subscribe(
      { instrumentIds },
      {
        items: (batch) => {
          for (const { instrumentId, closes: told } of batch) closes.set(instrumentId, told);
          pictures.soon();
        },
      },
    );
    return () => subscription.close();
    // The same instruments told anew are no reason to ask again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, closes, pictures, wanted]);
  return null;
}
