import { sql } from "kysely";
import {
  SYNC_LIMITS,
  SYNC_PROTOCOL,
  type SyncAck,
  SyncFrame,
  SyncHello,
  type SyncRefusal,
  type SyncWelcome,
} from "#shared/sync/frames.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { eventRows, isOversize, tooLargeRow } from "./event-rows.ts";
import { FrameLine } from "./frame-line.ts";

/** Whose desktop it is that sends. */
export interface Sender {
  readonly tenantId: string;
  readonly userId: string;
  readonly deviceId: string;
}

/** The durable lane's server side: every answer is given after the commit it tells of. */
export class Ingest {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #line: FrameLine;

  readonly #sessionsTold: (tenantId: string) => void;

  /** @param sessionsTold after a commit that told of a tenant's sessions. */
  constructor(database: Database, clock: Clock, sessionsTold: (tenantId: string) => void = () => {}) {
    this.#database = database;
    this.#clock = clock;
    this.#sessionsTold = sessionsTold;
    this.#line = new FrameLine(database, clock);
  }

  /** Frames that wait to be written. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Settles where each stream goes on. */
  async hello(from: Sender, input: unknown): Promise<SyncWelcome | SyncRefusal> {
    const hello = SyncHello.safeParse(input);
    if (!hello.success) return malformed(hello.error.issues[0]?.path ?? []);
    const now = this.#clock();
    const streams = await this.#database.withTenant(from, async (trx) => {
      const settled = [];
      // In one order for everybody, so that two hellos of one tenant never wait for each other in a circle.
      const wanted = hello.data.streams.toSorted((a, b) => a.stream.localeCompare(b.stream));
      for (const { stream, epoch, first, last } of wanted) {
        const { rows } = await sql<{ epoch: number; hwm: string }>`
          select * from ingest.greet(${stream}, ${from.userId}, ${from.deviceId}, ${epoch}, ${first}, ${last}, ${new Date(now)})`.execute(
          trx,
        );
        settled.push({ stream, epoch: rows[0]?.epoch ?? epoch, hwm: Number(rows[0]?.hwm ?? 0) });
      }
      return settled;
    });
    return { ok: true, protocol: SYNC_PROTOCOL, serverTime: now, streams, credit: SYNC_LIMITS.framesInFlight };
  }

  /** Takes one frame, or says why not. @throws when the database fails: nothing was committed, and nothing is acknowledged. */
  async frame(from: Sender, input: unknown): Promise<SyncAck | SyncRefusal> {
    const frame = readFrame(input);
    if ("ok" in frame) return frame;
    const { stream, epoch, from: first, events } = frame;
    let rows = eventRows(first, events);
    if (isOversize(events, rows)) {
      if (events.length > 1) return { ok: false, code: "TOO_LARGE", detail: "Send fewer events a frame." };
      rows = tooLargeRow(first, events[0]);
    }
    const { tenantId, userId } = from;
    const json = `{"t":"${tenantId}","member":"${userId}","stream":"${stream}","epoch":${epoch},"first":${first},"count":${events.length},${rows.json}}`;
    const result = await this.#line.take({ tenant: tenantId, stream, json, rows: events.length });
    if (result.outcome === "ok" && rows.tellsSessions) this.#sessionsTold(from.tenantId);
    if (result.outcome === "ok") return { ok: true, hwm: result.hwm, credit: SYNC_LIMITS.framesInFlight };
    const detail =
      result.outcome === "gap" ? `The frame leaves a hole after ${result.hwm}.` : "The stream is not the one we know.";
    return { ok: false, code: "REHELLO", detail };
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The common shape by hand, which every frame of every desktop goes through; whatever is not that, by its schema. */
function readFrame(input: unknown): SyncFrame | SyncRefusal {
  if (typeof input === "object" && input !== null && Object.keys(input).length === 4) {
    const { stream, epoch, from, events } = input as Partial<SyncFrame>;
    const fits =
      typeof stream === "string" &&
      UUID.test(stream) &&
      isCount(epoch, SYNC_LIMITS.epochs) &&
      isCount(from, Number.MAX_SAFE_INTEGER) &&
      Array.isArray(events) &&
      isCount(events.length, SYNC_LIMITS.eventsPerFrame);
    if (fits) return { stream, epoch, from, events };
  }
  const read = SyncFrame.safeParse(input);
  return read.success ? read.data : malformed(read.error.issues[0]?.path ?? []);
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

function malformed(path: readonly PropertyKey[]): SyncRefusal {
  return {
    ok: false,
    code: "MALFORMED",
    detail: `The message does not fit the protocol at ${path.map(String).join(".") || "its root"}.`,
  };
}
