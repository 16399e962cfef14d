import { exportTicks } from "#bridge/data-collector/export/export-rows.ts";
import type { Command } from "../command.ts";
import { writeTable } from "../support/export-table.ts";
import { jsonText } from "../support/figure-lines.ts";
import { brokerTime, instrumentOf, RANGE_OPTIONS, RANGE_WORDS, withMarket } from "../support/open-market.ts";
import { toldProgress } from "../support/told-progress.ts";
import { untilInterrupted } from "../support/until-interrupted.ts";

/** Stored ticks as a file. */
export const ticksExport: Command = {
  words: ["ticks", "export"],
  takes: "",
  summary: "Writes stored ticks as CSV or Parquet.",
  options: { ...RANGE_OPTIONS, fine: { type: "boolean" } },
  optionWords: {
    ...RANGE_WORDS,
    fine: "--fine       with a column sub_ms (ten-thousandths of a ms), where a source was so fine",
  },
  run: ({ profile, cwd, json, print, say }, { values }) =>
    withMarket(profile, false, async (store) => {
      const { stream, instrument, firstMs, lastMs } = await instrumentOf(store, values["instrument"]);
      const fromMs = brokerTime("from", values["from"], 0);
      const toMs = brokerTime("to", values["to"], Number.MAX_SAFE_INTEGER);
      const [begin, end] = [Math.max(fromMs, firstMs), Math.min(toMs, lastMs)];
      const told = toldProgress(say);
      const came = (timeMs: number): void => told(end > begin ? (timeMs - begin) / (end - begin) : 1);
      const range = { stream, fromMs, toMs, fine: values["fine"] === true, came };
      const { file, done } = await untilInterrupted((signal) =>
        writeTable(cwd, values, (table) => exportTicks(store, { ...range, signal }, table)),
      );
      print(json ? jsonText({ file, instrument, ticks: done }) : `${done} ticks of ${instrument} in ${file}`);
      return 0;
    }),
};
