import { basename } from "node:path";
import { malformedFile } from "./malformed.ts";
import { ReplayEngine, type ReplayOptions } from "./replay-engine.ts";
import { StagedRecording } from "./staged-recording.ts";

/**
 * Reads the recordings at `paths` through and makes one market of them.
 * @param folder for staging files; owned by this process.
 * @throws FairleadError as StagedRecording.stage; no staging file is left then.
 */
export async function openReplay(
  paths: readonly string[],
  { folder, ...options }: Omit<ReplayOptions, "files"> & { readonly folder: string },
  signal?: AbortSignal,
): Promise<ReplayEngine> {
  const recordings: StagedRecording[] = [];
  try {
    for (const path of paths) recordings.push(await StagedRecording.stage(path, folder, signal));
    recordings.sort((a, b) => a.firstMs - b.firstMs);
    refuseOverlap(recordings);
  } catch (error) {
    await Promise.all(recordings.map((recording) => recording.close()));
    throw error;
  }
  return new ReplayEngine(recordings, { ...options, files: paths.map((path) => basename(path)) });
}

/** Several files of one symbol are one recording, as long as each begins after the one before has ended. */
function refuseOverlap(recordings: readonly StagedRecording[]): void {
  const endOf = new Map<string, StagedRecording>();
  for (const recording of recordings) {
    const before = endOf.get(recording.symbol.name);
    if (before !== undefined && recording.firstMs <= before.lastMs) {
      throw malformedFile(recording.path, `ticks of ${recording.symbol.name} after those of ${before.path}`);
    }
    endOf.set(recording.symbol.name, recording);
  }
}
