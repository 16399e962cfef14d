import { resolve } from "node:path";
import { importTicks } from "#bridge/data-collector/import/import-ticks.ts";
import { StagedRecording } from "#bridge/data-collector/replay/staged-recording.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { parseClockZone } from "#shared/market/clock-zone.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import type { Command, CommandContext, Values } from "../command.ts";
import { invalid } from "../run-command.ts";
import { jsonText } from "../support/figure-lines.ts";
import { keptName } from "../support/kept-name.ts";
import { withMarket } from "../support/open-market.ts";
import { withStaging } from "../support/staging-folder.ts";
import { toldProgress } from "../support/told-progress.ts";
import { untilInterrupted } from "../support/until-interrupted.ts";

/** Reads files of ticks into the store: all of them, or nothing. */
export const ticksImport: Command = {
  words: ["ticks", "import"],
  takes: "FILE...",
  summary: "Reads ticks of MT5, Dukascopy, HistData, TrueFX or LEAN into the store: whole, or nothing of it.",
  options: {
    as: { type: "string" },
    symbol: { type: "string" },
    clock: { type: "string" },
    older: { type: "boolean" },
    preview: { type: "boolean" },
  },
  optionWords: {
    as: "--as ACCOUNT    the account they are kept under (default 0@Imported)",
    symbol: "--symbol S      the symbol they are kept as (default: what the files' names say)",
    clock:
      "--clock C       the broker's clock, for files on UTC's or New York's: utc, utc+2, ny+7 (default: as they are)",
    older: "--older         only what is older than the ticks that the instrument has already",
    preview: "--preview       only tell what the files hold and what would become of it",
  },
  run: async (context, { values, rest }) => {
    if (rest.length === 0) throw invalid("Name files: npm run fairlead -- ticks import FILE...");
    const clock = typeof values["clock"] === "string" ? parseClockZone(values["clock"]) : undefined;
    if (values["clock"] !== undefined && clock === undefined)
      throw invalid("--clock takes utc, utc+2, ny+7 and the like.");
    return withStaging((folder) =>
      untilInterrupted(async (signal) => {
        const recordings: StagedRecording[] = [];
        try {
          for (const file of rest) {
            context.say(`reading ${file}`);
            recordings.push(await StagedRecording.stage(resolve(context.cwd, file), folder, signal));
          }
          return await importAll(context, { recordings, values, clock, signal });
        } catch (error) {
          throw signal.aborted ? cancelled() : error;
        } finally {
          await Promise.all(recordings.map((recording) => recording.close()));
        }
      }),
    );
  },
};

const cancelled = (): FairleadError => new FairleadError("CANCELLED", "The import was cancelled; nothing of it stays.");

interface Wanted {
  readonly recordings: StagedRecording[];
  readonly values: Values;
  readonly clock: ReturnType<typeof parseClockZone>;
  readonly signal: AbortSignal;
}

async function importAll(context: CommandContext, { recordings, values, clock, signal }: Wanted): Promise<number> {
  recordings.sort((a, b) => a.firstMs - b.firstMs);
  const instrument = instrumentFor(recordings, values);
  const found = recordings.map(({ path, form, symbol, count, firstMs, lastMs }) => ({
    file: path,
    form: form.name,
    clock: form.utcOffsetHours === undefined ? "broker" : `utc${form.utcOffsetHours || ""}`,
    symbol: symbol.name,
    digits: symbol.digits,
    ticks: count,
    from: new Date(firstMs).toISOString(),
    to: new Date(lastMs).toISOString(),
  }));
  const wanted = { recordings, instrument, ...(clock === undefined ? {} : { clock }), signal };
  const told = toldProgress(context.say);
  const imported =
    values["preview"] === true
      ? null
      : await withMarket(context.profile, true, async (store) => {
          const held = (await store.inventory()).find((one) => one.instrument === instrument);
          const isCut = values["older"] === true && held !== undefined && held.ticks > 0;
          const beforeMs = isCut ? barOpen("M1", held.firstMs) : Number.POSITIVE_INFINITY;
          return importTicks(store, { ...wanted, beforeMs, progress: (done, all) => told(done / all) });
        });
  if (context.json) context.print(jsonText({ instrument, files: found, imported }));
  else {
    for (const { file, form, symbol, ticks, from, to } of found) {
      context.print(`${file}: ${form}, ${symbol}, ${ticks} ticks, ${from} to ${to}`);
    }
    context.print(imported === null ? `would be kept as ${instrument}` : `${imported} ticks kept as ${instrument}`);
  }
  return 0;
}

function instrumentFor(recordings: readonly StagedRecording[], values: Values): string {
  const names = new Set(recordings.map(({ symbol }) => symbol.name));
  if (typeof values["symbol"] !== "string" && names.size > 1) {
    throw invalid(`The files are of several symbols (${[...names].join(", ")}): name one with --symbol.`);
  }
  for (const [i, { firstMs, path }] of recordings.entries()) {
    const before = recordings[i - 1];
    if (before !== undefined && firstMs < before.lastMs) {
      throw new FairleadError("BAD_REQUEST", `${path} begins before ${before.path} has ended.`, { file: path });
    }
  }
  return keptName(values, [...names][0] ?? "");
}
