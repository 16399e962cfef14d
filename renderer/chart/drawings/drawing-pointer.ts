import type { DrawDesk } from "./draw-desk.ts";
import type { Spot } from "./shape.ts";

/**
 * Leads the pointer over a chart to its drawings first. What they take, the chart library is not told of: it listens to
 * mouse and touch events, which follow the pointer's own.
 * @returns what ends it
 */
export function leadPointer(
  host: HTMLElement,
  desk: DrawDesk,
  plotSize: () => { readonly width: number; readonly height: number },
): () => void {
  const ends = new AbortController();
  let taken = false;
  const spot = ({ clientX, clientY }: PointerEvent): Spot => {
    const { left, top } = host.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const isOnPlot = ({ x, y }: Spot): boolean => {
    const { width, height } = plotSize();
    return x >= 0 && y >= 0 && x <= width && y <= height;
  };
  const stop = (event: Event): void => {
    if (!taken) return;
    event.stopPropagation();
    // The focus is where the drawing put it: a text's words, else the chart.
    if (event.type === "mousedown") event.preventDefault();
  };
  const down = (event: PointerEvent): void => {
    const at = spot(event);
    if (event.button !== 0 || !event.isPrimary || !isOnPlot(at) || !desk.down(at)) return;
    taken = true;
    host.setPointerCapture(event.pointerId);
    host.focus({ preventScroll: true });
    event.stopPropagation();
  };
  const move = (event: PointerEvent): void => {
    const at = spot(event);
    if (taken || isOnPlot(at)) desk.move(at);
    stop(event);
  };
  const up = (event: PointerEvent): void => {
    if (!taken) return;
    desk.up(spot(event));
    stop(event);
  };
  const end = (): void => {
    // The mouse's own events come right after the pointer's; until they are through, they are the drawing's.
    setTimeout(() => (taken = false), 0);
  };
  const lost = (): void => {
    if (taken) desk.cancel();
    end();
  };
  const listen = { capture: true, signal: ends.signal } as const;
  host.addEventListener("pointerdown", down, listen);
  host.addEventListener("pointermove", move, listen);
  host.addEventListener("pointerup", up, listen);
  host.addEventListener("pointerup", end, listen);
  host.addEventListener("pointercancel", lost, listen);
  for (const kind of ["mousedown", "touchstart", "mousemove", "touchmove"] as const)
    host.addEventListener(kind, stop, listen);
  return () => ends.abort();
}
