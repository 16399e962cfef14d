import { resolve } from "node:path";
import { readMt4History } from "#bridge/data-collector/import/mt4-history.ts";
import { readMt5Bars } from "#bridge/data-collector/import/mt5-bars.ts";
import type { MarketStore } from "#bridge/store/market/market-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { firstBarFrom, sliceBars } from "#shared/market/bar-slices.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Command } from "../command.ts";
import { invalid } from "../run-command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { keptName } from "../support/kept-name.ts";
import { withMarket } from "../support/open-market.ts";

/** Reads a file of bars into the store: all of it, or nothing. */
export const barsImport: Command = {
  words: ["bars", "import"],
  takes: "FILE",
  summary: "Reads bars of MT4 (.hst) or an export of MT5 into the store: whole, or nothing of it.",
  options: {
    as: { type: "string" },
    symbol: { type: "string" },
    older: { type: "boolean" },
    preview: { type: "boolean" },
  },
  optionWords: {
    as: "--as ACCOUNT    the account they are kept under (default 0@Imported)",
    symbol: "--symbol S      the symbol they are kept as (default: what the file says)",
    older: "--older         only what is older than the bars that the instrument has already",
    preview: "--preview       only tell what the file holds",
  },
  run: async ({ profile, cwd, json, print }, { values, rest }) => {
    const [name, more] = rest;
    if (name === undefined || more !== undefined) throw invalid("Name one file: npm run fairlead -- bars import FILE.");
    const path = resolve(cwd, name);
    const { form, symbol, timeframe, digits, bars } = await (/\.hst$/i.test(path)
      ? readMt4History(path)
      : readMt5Bars(path));
    const instrument = keptName(values, symbol);
    const found = {
      file: path,
      form,
      timeframe,
      digits,
      bars: bars.count,
      from: new Date(bars.timeMs[0] ?? 0).toISOString(),
      to: new Date(bars.timeMs[bars.count - 1] ?? 0).toISOString(),
    };
    const imported =
      values["preview"] === true
        ? null
        : await withMarket(profile, true, async (store) => {
            const kept = values["older"] === true ? await olderThanHeld(store, instrument, timeframe, bars) : bars;
            const stream = await store.beginImport(Number(`1e-${digits}`), digits);
            try {
              await store.putBars(stream, timeframe, kept);
              await store.finishImport(stream, instrument);
            } catch (error) {
              await store.dropImport(stream).catch(() => undefined);
              throw error;
            }
            return kept.count;
          });
    if (json) print(jsonText({ instrument, ...found, imported }));
    else {
      const outcome = imported === null ? "would be kept" : `${imported} of them kept`;
      const span = `${found.from} to ${found.to}`;
      print(`${path}: ${form}, ${timeframe}, ${bars.count} bars, ${span}; ${outcome} as ${instrument}`);
    }
    return 0;
  },
};

/** Those that open before every bar of the timeframe that the instrument has. @throws FairleadError BAD_REQUEST when none does. */
async function olderThanHeld(
  store: MarketStore,
  instrument: string,
  timeframe: Timeframe,
  bars: BarColumns,
): Promise<BarColumns> {
  const held = (await store.inventory()).find((one) => one.instrument === instrument);
  const lastMs = bars.timeMs[bars.count - 1];
  if (held === undefined || lastMs === undefined) return bars;
  const { timeMs } = await store.readBars(held.stream, timeframe, 0, lastMs + 1);
  const older = timeMs[0] === undefined ? bars : sliceBars(bars, 0, firstBarFrom(bars, timeMs[0]));
  if (older.count === 0) throw new FairleadError("BAD_REQUEST", `Nothing of it is older than what ${instrument} has.`);
  return older;
}
