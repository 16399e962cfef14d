import type { Command } from "../command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { withMarket } from "../support/open-market.ts";

/** Reads the whole store of ticks and bars through. */
export const ticksVerify: Command = {
  words: ["ticks", "verify"],
  takes: "",
  summary: "Reads every stored tick through; --repair sets damaged blocks aside, --compact joins small ones.",
  options: { repair: { type: "boolean" }, compact: { type: "boolean" } },
  optionWords: {
    repair: "--repair     take damaged blocks out of sight; their bytes are kept, their spans become gaps",
    compact: "--compact    seal what is open, join small blocks, give unused room back to the disk",
  },
  run: ({ profile, json, print, say }, { values }) =>
    withMarket(profile, false, async (store) => {
      const repaired = values["repair"] === true ? await store.repair() : [];
      let joined = 0;
      if (values["compact"] === true) {
        say("sealing, joining, giving room back");
        await store.seal(true);
        joined = await store.compact();
        await store.vacuum();
      }
      const report = await store.verify();
      if (json) print(jsonText({ ...report, repaired, joined }));
      else {
        print(`${report.ticks} ticks in ${report.blocks} blocks and ${report.batches} open rows, ${report.bars} bars`);
        for (const { fromMs, toMs, ticks, fault } of repaired) {
          print(
            `set aside: ${ticks} ticks, ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}: ${fault}`,
          );
        }
        if (joined > 0) print(`${joined} blocks took the place of smaller ones`);
        for (const fault of report.faults) print(`FAULT ${fault}`);
        if (report.faults.length === 0) print("all of it is sound");
      }
      return report.faults.length === 0 ? 0 : 1;
    }),
};
