import type { Exported } from "./make-export.ts";

/**
 * Trades and figures as the contract has them; money in minor units, times broker ms, columns as lists. `pictures`: charts
 * as base64 PNG, by the trade's id.
 */
export function jsonExport({ trades, statistics, pictures }: Exported, madeMs: number): Uint8Array {
  const content = {
    format: "fairlead-journal",
    version: 1,
    made: new Date(madeMs).toISOString(),
    trades,
    statistics,
    pictures: Object.fromEntries(
      Array.from(pictures, ([id, png]) => [id, Buffer.from(png.buffer, png.byteOffset, png.length).toString("base64")]),
    ),
  };
  const text = JSON.stringify(content, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value), 1);
  return new TextEncoder().encode(text);
}
