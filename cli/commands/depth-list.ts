import type { Command } from "../command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { withMarket } from "../support/open-market.ts";

/** What is recorded of depths. */
export const depthList: Command = {
  words: ["depth", "list"],
  takes: "",
  summary: "What is recorded of the depth of market, by instrument.",
  options: {},
  optionWords: {},
  run: ({ profile, json, print }) =>
    withMarket(profile, false, async (store) => {
      const spans = await store.recordedBooks();
      const found = spans.map(({ instrument, images, fromMs, toMs }) => ({
        instrument,
        images,
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
      }));
      if (json) print(jsonText(found));
      else if (found.length === 0) print("no depth is recorded: name symbols in the setting depth.record");
      else
        for (const { instrument, images, from, to } of found)
          print(`${instrument}: ${images} images, ${from} to ${to}`);
      return 0;
    }),
};
