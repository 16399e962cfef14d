import type { OutboxRow } from "#bridge/ports/cloud-outbox.ts";
import { SYNC_LIMITS, type SyncEvent } from "#shared/sync/frames.ts";
import { type EventFacts, eventOf } from "./event-of.ts";

/** Rows as one frame can carry them: `count` of those given, from the first. */
export interface FilledFrame {
  readonly events: readonly SyncEvent[];
  readonly count: number;
}

/** Fills a frame up to the protocol's limits or `most` events; one event always fits. */
export function fillFrame(rows: readonly OutboxRow[], most: number, facts: EventFacts): FilledFrame {
  const events: SyncEvent[] = [];
  let bytes = 2;
  for (const row of rows.slice(0, Math.min(most, SYNC_LIMITS.eventsPerFrame))) {
    const event = eventOf(row, facts);
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
    if (events.length > 0 && bytes > SYNC_LIMITS.bytesPerFrame) break;
    events.push(event);
  }
  return { events, count: events.length };
}
