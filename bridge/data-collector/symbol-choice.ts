import type { ItemOf } from "#shared/link/frame.ts";
import type { CollectorSettings } from "./settings.ts";

/**
 * Which of a broker's symbols are collected: those named in the settings as far as the broker has them, else the
 * Market Watch in its own order, up to the limit.
 */
export function chooseSymbols(
  offered: readonly ItemOf<"SymbolList">[],
  { symbols, maxSymbols }: Pick<CollectorSettings, "symbols" | "maxSymbols">,
): { readonly chosen: readonly string[]; readonly absent: readonly string[]; readonly left: number } {
  const names = new Set(offered.map(({ symbol }) => symbol));
  const wanted =
    symbols.length > 0 ? symbols : offered.filter((name) => name.inMarketWatch).map(({ symbol }) => symbol);
  const known = [...new Set(wanted)].filter((symbol) => names.has(symbol));
  return {
    chosen: known.slice(0, maxSymbols),
    absent: wanted.filter((symbol) => !names.has(symbol)),
    left: Math.max(0, known.length - maxSymbols),
  };
}
