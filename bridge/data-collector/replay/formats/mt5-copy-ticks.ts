import { decimalCell, wholeCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import type { LineParser, TickFormat } from "./format.ts";

/**
 * The array that MetaTrader5's Python `copy_ticks_range` returns, saved as CSV: columns by name, at least `time_msc`,
 * `bid` and `ask`, separated by commas, semicolons or tabs; an index column in front has no name.
 */
export const mt5CopyTicks: TickFormat = {
  name: "MT5 copy_ticks CSV",
  open: (first) => {
    const separator = [",", ";", "\t"].find((mark) => first.includes(mark));
    if (separator === undefined) return undefined;
    const names = first.split(separator).map((name) => name.trim().replaceAll('"', ""));
    const at = (name: string): number => names.indexOf(name);
    if (at("bid") < 0 || at("ask") < 0) return undefined;
    if (at("time_msc") < 0) throw new LineFault("a column time_msc in the head (ms; `time` alone has only seconds)");
    return { parse: parser(separator, names.length, at), headLines: 1 };
  },
};

function parser(separator: string, columns: number, at: (name: string) => number): LineParser {
  const [timeAt, bidAt, askAt, lastAt] = [at("time_msc"), at("bid"), at("ask"), at("last")];
  const [volumeAt, realAt, flagsAt] = [at("volume"), at("volume_real"), at("flags")];
  return (line) => {
    const cells = line.split(separator);
    if (cells.length !== columns) throw new LineFault(`${columns} cells`);
    const volume = volumeAt < 0 || cells[volumeAt] === "0" ? 0 : decimalCell(cells[volumeAt], "volume");
    if (volume < 0) throw new LineFault("a volume that is not negative");
    return {
      timeMs: wholeCell(cells[timeAt], "time_msc"),
      subMs: 0,
      bid: decimalCell(cells[bidAt], "bid"),
      ask: decimalCell(cells[askAt], "ask"),
      last: lastAt < 0 ? 0 : decimalCell(cells[lastAt], "last"),
      volume: volume === 0 ? 0n : BigInt(Math.trunc(volume)),
      volumeReal: realAt < 0 ? 0 : decimalCell(cells[realAt], "volume_real"),
      flags: flagsAt < 0 ? 0 : wholeCell(cells[flagsAt], "flags"),
    };
  };
}
