import type { Command } from "../command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { instrumentOf, withMarket } from "../support/open-market.ts";

/** What is stored, and where it has holes. */
export const ticksGaps: Command = {
  words: ["ticks", "gaps"],
  takes: "",
  summary: "What is stored of each instrument, and the gaps on record.",
  options: { instrument: { type: "string" } },
  optionWords: { instrument: "--instrument I  one stored instrument only" },
  run: ({ profile, json, print }, { values }) =>
    withMarket(profile, false, async (store) => {
      const all =
        values["instrument"] === undefined
          ? await store.inventory()
          : [await instrumentOf(store, values["instrument"])];
      const found = await Promise.all(all.map(async (held) => ({ ...held, gaps: await store.gaps(held.stream) })));
      if (json) print(jsonText(found));
      else {
        for (const { instrument, ticks, bytes, firstMs, lastMs, gaps } of found) {
          const span = ticks === 0 ? "" : `, ${new Date(firstMs).toISOString()} to ${new Date(lastMs).toISOString()}`;
          print(`${instrument}: ${ticks} ticks, ${bytes} bytes sealed${span}, ${gaps.length} gaps`);
          for (const { fromMs, toMs, reason, detail } of gaps) {
            print(`  ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()} ${reason}: ${detail}`);
          }
        }
      }
      return 0;
    }),
};
