import { FairleadError } from "#shared/contract/errors.ts";
import { BAR_COLUMNS, type BarColumns } from "#shared/market/bar.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import type { TableColumn, TableFile } from "./table-file.ts";

/** Bars a part. */
const PART = 131_072;

/** The store as an export reads it. */
export interface ExportSource {
  /** Ticks in order of arrival; a run is valid until the next is asked for. */
  scanTicks(stream: number, fromMs: number, toMs: number): AsyncIterable<TickColumns>;
}

/** What is exported, and how. */
export interface TickExport {
  readonly stream: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly fine: boolean;
  /** Told the broker time up to which ticks are written. */
  readonly came?: (timeMs: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes ticks with fromMs <= time < toMs, in bounded memory, under the names of `copy_ticks`: what Fairlead imports
 * again. Parts of a millisecond go into a column `sub_ms` (ten-thousandths), where any tick has them.
 * @returns the ticks that were written.
 * @throws FairleadError CANCELLED; what the table throws.
 */
export async function exportTicks(
  source: ExportSource,
  { stream, fromMs, toMs, fine, came, signal }: TickExport,
  table: TableFile,
): Promise<number> {
  const goOn = (): void => {
    if (signal?.aborted === true)
      throw new FairleadError("CANCELLED", "The export was cancelled; nothing of it stays.");
  };
  let written = 0;
  goOn();
  for await (const ticks of source.scanTicks(stream, fromMs, toMs)) {
    goOn();
    await table.write(tickTable(ticks, fine));
    written += ticks.count;
    came?.(ticks.timeMs[ticks.count - 1] ?? toMs);
  }
  if (written === 0) await table.write(tickTable(emptyTickColumns(0), fine));
  return written;
}

function tickTable(ticks: TickColumns, fine: boolean): TableColumn[] {
  const { timeMs, subMs, bid, ask, last, volume, flags, volumeReal, count } = ticks;
  const fineColumn: TableColumn = {
    name: "sub_ms",
    type: "INT32",
    data: subMs === undefined ? Array.from({ length: count }, () => 0) : [...subMs],
  };
  return [
    { name: "time_msc", type: "INT64", data: Array.from(timeMs, BigInt) },
    ...(fine ? [fineColumn] : []),
    { name: "bid", type: "DOUBLE", data: [...bid] },
    { name: "ask", type: "DOUBLE", data: [...ask] },
    { name: "last", type: "DOUBLE", data: [...last] },
    { name: "volume", type: "INT64", data: [...volume] },
    { name: "flags", type: "INT64", data: Array.from(flags, BigInt) },
    { name: "volume_real", type: "DOUBLE", data: [...volumeReal] },
  ];
}

/** Writes bars, opening times in broker ms. */
export async function exportBars(bars: BarColumns, table: TableFile): Promise<void> {
  for (let from = 0; from < bars.count || from === 0; from += PART) {
    const columns = BAR_COLUMNS.map((name): TableColumn => {
      const part = bars[name].subarray(from, from + PART);
      if (name === "timeMs") return { name: "time_ms", type: "INT64", data: Array.from(part, BigInt) };
      const words = { tickVolume: "tick_volume", realVolume: "real_volume" } as Readonly<Record<string, string>>;
      return { name: words[name] ?? name, type: "DOUBLE", data: [...part] };
    });
    await table.write(columns);
  }
}
