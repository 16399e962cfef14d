import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { EXPORT_KINDS } from "#shared/contract/journal-files.ts";
import type { Command } from "../command.ts";
import { invalid } from "../run-command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { openJournal } from "../support/open-journal.ts";
import { deskClock, FILTER_OPTIONS, FILTER_WORDS, filterOf } from "../support/trade-filter.ts";

/** Closed trades as a file. */
export const journalExport: Command = {
  words: ["journal", "export"],
  takes: "",
  summary: "Closed trades, figures and charts as a file: csv, xlsx, json, pdf, or a risk assessment (pdf).",
  options: {
    ...FILTER_OPTIONS,
    format: { type: "string" },
    out: { type: "string" },
    bom: { type: "boolean" },
    locale: { type: "string" },
  },
  optionWords: {
    format: `--format F   ${EXPORT_KINDS.join(", ")} (default csv)`,
    out: "--out FILE   where to write it (default: its own name, here; an existing file is not touched)",
    bom: "--bom        csv with a byte order mark, for Excel",
    locale: "--locale L   en or id (default en)",
    ...FILTER_WORDS,
  },
  run: async ({ profile, cwd, json, print }, { values }) => {
    const kind = EXPORT_KINDS.find((one) => one === (values["format"] ?? "csv"));
    if (kind === undefined) throw invalid(`--format takes ${EXPORT_KINDS.join(", ")}.`);
    const locale = values["locale"] ?? "en";
    if (locale !== "en" && locale !== "id") throw invalid("--locale takes en or id.");
    const journal = openJournal(profile);
    const { desk } = journal;
    try {
      const filter = filterOf(desk, values);
      const file = await desk.export({ kind, filter, locale, bom: values["bom"] === true }, deskClock());
      const path = resolve(cwd, typeof values["out"] === "string" ? values["out"] : file.name);
      writeNew(path, file.bytes);
      print(json ? jsonText({ file: path, bytes: file.bytes.length }) : path);
      return 0;
    } finally {
      journal.close();
    }
  },
};

/** Writes a file that is not there yet. */
function writeNew(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: "wx" });
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "EEXIST") throw invalid(`${path} is there already: name another file with --out.`);
    if (code === "ENOENT") throw invalid(`There is no folder for ${path}.`);
    throw fault;
  }
}
