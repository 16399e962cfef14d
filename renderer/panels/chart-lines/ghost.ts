import type { TradeLine } from "../../chart/trade-lines.ts";

/** A line on its way to another price: `sent` from the moment its order has left. */
export interface Ghost {
  readonly line: TradeLine;
  readonly price: number;
  readonly sent: boolean;
}
