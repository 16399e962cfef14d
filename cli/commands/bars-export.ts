import { exportBars } from "#bridge/data-collector/export/export-rows.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import type { Command } from "../command.ts";
import { invalid } from "../run-command.ts";
import { writeTable } from "../support/export-table.ts";
import { jsonText } from "../support/figure-lines.ts";
import { brokerTime, instrumentOf, RANGE_OPTIONS, RANGE_WORDS, withMarket } from "../support/open-market.ts";

/** Bars of stored ticks, and the broker's, as a file. */
export const barsExport: Command = {
  words: ["bars", "export"],
  takes: "",
  summary: "Writes bars of a timeframe as CSV or Parquet.",
  options: { ...RANGE_OPTIONS, timeframe: { type: "string" } },
  optionWords: { timeframe: `--timeframe T  ${TIMEFRAMES.join(", ")} (default M1)`, ...RANGE_WORDS },
  run: ({ profile, cwd, json, print }, { values }) =>
    withMarket(profile, false, async (store) => {
      const timeframe = TIMEFRAMES.find((one) => one === (values["timeframe"] ?? "M1"));
      if (timeframe === undefined) throw invalid(`--timeframe takes ${TIMEFRAMES.join(", ")}.`);
      const { stream, instrument } = await instrumentOf(store, values["instrument"]);
      const fromMs = brokerTime("from", values["from"], 0);
      const toMs = brokerTime("to", values["to"], Number.MAX_SAFE_INTEGER);
      const bars = await store.readBars(stream, timeframe, fromMs, toMs);
      const { file } = await writeTable(cwd, values, (table) => exportBars(bars, table));
      print(
        json
          ? jsonText({ file, instrument, timeframe, bars: bars.count })
          : `${bars.count} bars of ${instrument} in ${file}`,
      );
      return 0;
    }),
};
