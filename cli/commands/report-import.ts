import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { lockProfile } from "#bridge/host/profile-lock.ts";
import { ImportDesk } from "#bridge/journal/import/import-desk.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { FILE_CHUNK_BYTES, IMPORT_MAX_BYTES, type ImportPreview } from "#shared/contract/journal-files.ts";
import { METRIC_WORDS_EN } from "#shared/trading/statistics/words-en.ts";
import type { Command } from "../command.ts";
import { invalid } from "../run-command.ts";
import { jsonText } from "../support/figure-lines.ts";

/** Reads a report of MetaTrader into the journal. */
export const reportImport: Command = {
  words: ["report", "import"],
  takes: "FILE",
  summary: "Reads a report of MetaTrader 4 or 5 (HTML, XLSX) into the journal; again changes nothing.",
  options: { account: { type: "string" }, currency: { type: "string" }, preview: { type: "boolean" } },
  optionWords: {
    account: "--account A   whose trades they are, where the report names no server: login@server",
    currency: "--currency C  the account's currency, where the report names none",
    preview: "--preview    only tell what the import would do",
  },
  run: async ({ profile, cwd, json, print }, { values, rest }) => {
    const [name, more] = rest;
    if (name === undefined || more !== undefined)
      throw invalid("Name one file: npm run fairlead -- report import FILE.");
    const bytes = contentOf(resolve(cwd, name));
    // One Fairlead at a time writes into a profile.
    const lock = lockProfile(profile);
    const ledger = Ledger.open(profile);
    const desk = new ImportDesk({ store: ledger.journal, profile, clock: systemClock, changed: () => undefined });
    // The thread that reads is no reason for Node to stay; the answer is.
    const awake = setInterval(() => undefined, 1_000);
    try {
      const importId = randomUUID();
      desk.begin(importId, basename(name).slice(0, 255), bytes.length);
      for (let at = 0; at < bytes.length; at += FILE_CHUNK_BYTES) {
        desk.chunk(importId, at, bytes.subarray(at, at + FILE_CHUNK_BYTES));
      }
      const first = await desk.preview(importId);
      const { account } = values;
      const chosen =
        typeof account === "string" ? first.accounts.find(({ accountId }) => accountId === account) : undefined;
      if (account !== undefined && chosen === undefined)
        throw invalid(`--account takes one of ${first.accounts.map(({ accountId }) => accountId).join(", ")}.`);
      const preview = chosen === undefined ? first : await desk.preview(importId, chosen.accountId);
      const currency = typeof values["currency"] === "string" ? values["currency"] : undefined;
      const kept = values["preview"] === true ? null : await desk.commit(importId, currency);
      if (json) print(jsonText({ ...preview, kept }));
      else for (const line of linesOf(preview, kept !== null)) print(line);
      return 0;
    } finally {
      clearInterval(awake);
      await desk.stop();
      ledger.close();
      lock.release();
    }
  },
};

function contentOf(path: string): Uint8Array {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw invalid(`There is no file ${path}.`);
  if (size === 0) throw new FairleadError("REPORT_UNREADABLE", "The file is empty. Nothing was imported.");
  if (size > IMPORT_MAX_BYTES) throw new FairleadError("REPORT_TOO_LARGE");
  return new Uint8Array(readFileSync(path));
}

function linesOf(preview: ImportPreview, kept: boolean): readonly string[] {
  const { kind, encoding, accountId, title, currency, trades, added, changed, duplicates, checks, skipped } = preview;
  const others = preview.accounts.filter((one) => one.accountId !== accountId).map((one) => one.accountId);
  return [
    `${title || accountId} (${kind}, ${encoding}), account ${accountId}, ${currency || "currency not named"}`,
    `${trades} closed trades; ${added} rows ${kept ? "added" : "would be added"}, ${changed} changed, ${duplicates} known already`,
    ...(others.length === 0 ? [] : [`it may also be of: ${others.join(", ")} (--account)`]),
    ...skipped.map(({ why, rows }) => `left out: ${rows} (${why})`),
    ...checks.map(
      ({ id, printed, ours, agrees }) =>
        `  ${agrees ? "=" : "DIFFERS"} ${METRIC_WORDS_EN[id].name}: printed ${printed}, computed ${ours}`,
    ),
  ];
}
