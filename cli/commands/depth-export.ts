import { exportBooks } from "#bridge/data-collector/export/export-books.ts";
import type { Command } from "../command.ts";
import { invalid } from "../run-command.ts";
import { writeTable } from "../support/export-table.ts";
import { jsonText } from "../support/figure-lines.ts";
import { brokerTime, RANGE_OPTIONS, RANGE_WORDS, recordedOf, withMarket } from "../support/open-market.ts";
import { toldProgress } from "../support/told-progress.ts";
import { untilInterrupted } from "../support/until-interrupted.ts";

/** Recorded depth of market as a file. */
export const depthExport: Command = {
  words: ["depth", "export"],
  takes: "",
  summary: "Writes recorded depth of market as CSV or Parquet, a row a level.",
  options: RANGE_OPTIONS,
  optionWords: {
    ...RANGE_WORDS,
    from: "--from T     from this time (UTC) on: 2026-11-01 or 2026-11-01T10:30",
    to: "--to T       up to this time (UTC), without it",
  },
  run: ({ profile, cwd, json, print, say }, { values }) =>
    withMarket(profile, false, async (store) => {
      const span = recordedOf(await store.recordedBooks(), values["instrument"]);
      const fromMs = brokerTime("from", values["from"], span.fromMs);
      const toMs = brokerTime("to", values["to"], span.toMs + 1);
      if (!(toMs > fromMs)) throw invalid("--to is not after --from.");
      const told = toldProgress(say);
      const came = (utcMs: number): void => told((utcMs - fromMs) / (toMs - fromMs));
      const { instrument } = span;
      const { file, done } = await untilInterrupted((signal) =>
        writeTable(cwd, values, (table) => exportBooks(store, { instrument, fromMs, toMs, came, signal }, table)),
      );
      print(json ? jsonText({ file, instrument, images: done }) : `${done} images of ${instrument} in ${file}`);
      return 0;
    }),
};
