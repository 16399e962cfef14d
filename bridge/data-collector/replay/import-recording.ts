import type { TickImports } from "#bridge/ports/tick-imports.ts";
import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { TickLayout } from "#shared/link/codes.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { StagedRecording } from "./staged-recording.ts";

/** Ticks a row: as in the link's frames of history, so that reads decode little more than they need. */
const FRAME_TICKS = 256;

/**
 * Stores a recording under `instrument` with all its digits: whole, or nothing of it, whatever dies meanwhile.
 * @returns the new stream.
 * @throws FairleadError BAD_REQUEST when it is not older than all that the instrument has, STORE_FULL, STORE_UNAVAILABLE.
 */
export async function importRecording(
  store: TickImports,
  recording: StagedRecording,
  instrument: string,
): Promise<number> {
  const stream = await store.beginImport(recording.symbol.point, recording.symbol.digits);
  try {
    let seq = 0n;
    for (let chunk = 0; chunk < recording.chunkCount; chunk++) {
      const frames = [...framesOf(stream, seq, await recording.read(chunk))];
      await store.append(frames);
      seq += BigInt(frames.length);
    }
    await store.finishImport(stream, instrument);
    return stream;
  } catch (error) {
    await store.dropImport(stream).catch(() => undefined);
    throw error;
  }
}

function* framesOf(stream: number, before: bigint, ticks: TickColumns): Generator<TickFrame> {
  let seq = before;
  for (let from = 0; from < ticks.count; ) {
    const { count, layout, baseMs, payload } = encodeTickPayload(
      ticks,
      from,
      Math.min(from + FRAME_TICKS, ticks.count),
    );
    const lastMs = ticks.timeMs[from + count - 1] as number;
    const head = { stream, epoch: 1, seq: ++seq, count, firstMs: baseMs, lastMs };
    yield { ...head, layout: TickLayout.values[layout], baseMs, payload };
    from += count;
  }
}
