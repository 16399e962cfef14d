import type { IPrimitivePaneRenderer } from "lightweight-charts";

/** What the library gives a primitive to draw on. */
export type DrawTarget = Parameters<IPrimitivePaneRenderer["draw"]>[0];
