import type { Command } from "../command.ts";
import { figureLines, jsonText } from "../support/figure-lines.ts";
import { openJournal } from "../support/open-journal.ts";
import { deskClock, FILTER_OPTIONS, FILTER_WORDS, filterOf } from "../support/trade-filter.ts";

/** The figures of the statistics page; each currency by itself. */
export const stats: Command = {
  words: ["stats"],
  takes: "",
  summary: "What the closed trades come to: every figure, each currency by itself.",
  options: FILTER_OPTIONS,
  optionWords: FILTER_WORDS,
  run: ({ profile, json, print, say }, { values }) => {
    const journal = openJournal(profile);
    const { desk } = journal;
    try {
      const found = desk.statistics(filterOf(desk, values), undefined, undefined, deskClock());
      if (json) print(jsonText(found));
      else if (found.currencies.length === 0) say("No closed trades fit.");
      else for (const part of found.currencies) for (const line of figureLines(part)) print(line);
      return Promise.resolve(0);
    } finally {
      journal.close();
    }
  },
};
