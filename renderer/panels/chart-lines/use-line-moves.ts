import type { KeyboardEvent, PointerEvent } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { PriceChart } from "../../chart/price-chart.ts";
import { nudged, snapped, type TradeLine } from "../../chart/trade-lines.ts";

/** Pixels before a press is a drag. */
const SLOP = 3;
const LEAP = 10;

export interface LineMoves {
  readonly onMove: (line: TradeLine, price: number) => void;
  readonly onConfirm: () => void;
  readonly onDiscard: () => void;
}

interface Handlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Handlers of a line's handle at `price`: dragged with the pointer, or moved by ticks with the arrow keys. */
export function lineHandlers(
  chart: PriceChart,
  instrument: Instrument,
  line: TradeLine,
  price: number,
  { onMove, onConfirm, onDiscard }: LineMoves,
): Handlers {
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      const handle = event.currentTarget;
      const plot = handle.closest<HTMLElement>("[data-plot]");
      if (plot === null) return;
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      const from = event.clientY;
      let dragging = false;
      const drag = (move: globalThis.PointerEvent): void => {
        dragging ||= Math.abs(move.clientY - from) >= SLOP;
        if (!dragging) return;
        const at = chart.priceAt(move.clientY - plot.getBoundingClientRect().top);
        if (at !== undefined) onMove(line, snapped(at, instrument));
      };
      handle.addEventListener("pointermove", drag);
      handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", drag), {
        once: true,
      });
    },
    onKeyDown: (event) => {
      const ticks = (event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0) * (event.shiftKey ? LEAP : 1);
      if (ticks !== 0) onMove(line, nudged(price, ticks, instrument));
      else if (event.key === "Enter") onConfirm();
      else if (event.key === "Escape") onDiscard();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
