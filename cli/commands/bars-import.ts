import { resolve } from "node:path";
import { readMt4History } from "#bridge/data-collector/import/mt4-history.ts";
import { readMt5Bars } from "#bridge/data-collector/import/mt5-bars.ts";
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
  options: { as: { type: "string" }, symbol: { type: "string" }, preview: { type: "boolean" } },
  optionWords: {
    as: "--as ACCOUNT    the account they are kept under (default 0@Imported)",
    symbol: "--symbol S      the symbol they are kept as (default: what the file says)",
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
    const preview = values["preview"] === true;
    if (!preview) {
      await withMarket(profile, true, async (store) => {
        const stream = await store.beginImport(Number(`1e-${digits}`), digits);
        try {
          await store.putBars(stream, timeframe, bars);
          await store.finishImport(stream, instrument);
        } catch (error) {
          await store.dropImport(stream).catch(() => undefined);
          throw error;
        }
      });
    }
    if (json) print(jsonText({ instrument, ...found, imported: preview ? null : bars.count }));
    else
      print(
        `${path}: ${form}, ${timeframe}, ${bars.count} bars, ${found.from} to ${found.to}; ${preview ? "would be kept" : "kept"} as ${instrument}`,
      );
    return 0;
  },
};
