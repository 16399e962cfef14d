import { sql } from "kysely";
import {
  SYNC_LIMITS,
  SYNC_PROTOCOL,
  type SyncAck,
  SyncEvent,
  SyncFrame,
  SyncHello,
  type SyncRefusal,
  type SyncWelcome,
} from "#shared/sync/frames.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";

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

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
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
    const frame = SyncFrame.safeParse(input);
    if (!frame.success) return malformed(frame.error.issues[0]?.path ?? []);
    const { stream, epoch, from: first, events } = frame.data;
    const rows = JSON.stringify(events.map((event, index) => rowOf(first + index, event)));
    if (rows.length > SYNC_LIMITS.bytesPerFrame * 4)
      return { ok: false, code: "TOO_LARGE", detail: "Send fewer events a frame." };
    const [result] = await this.#database.tenantStatement(sql<{ outcome: string; hwm: string }>`
      select * from ingest.take(${from.tenantId}, ${stream}, ${from.userId}, ${epoch}, ${first}, ${events.length}, ${rows}::jsonb,
        ${new Date(this.#clock())})`);
    if (result?.outcome === "ok") return { ok: true, hwm: Number(result.hwm), credit: SYNC_LIMITS.framesInFlight };
    const detail =
      result?.outcome === "gap" ? `The frame leaves a hole after ${result.hwm}.` : "The stream is not the one we know.";
    return { ok: false, code: "REHELLO", detail };
  }
}

/** One row for the database: the event, or what could not be read of it. A bad event never holds up those after it. */
function rowOf(seq: number, input: unknown): Record<string, unknown> {
  const event = SyncEvent.safeParse(input);
  const text = JSON.stringify(input) ?? "null";
  // U+0000 and lone surrogates are JSON, and Postgres takes neither.
  const isText =
    !text.includes("\\u0000") &&
    !/\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i.test(text);
  if (event.success && isText) {
    const { kind, at, key, body } = event.data;
    return { seq, kind, at, key: `${kind}:${key}`, body };
  }
  const why = event.success
    ? "It holds characters that no text can."
    : (event.error.issues[0]?.path.join(".") ?? "") || "It is no event.";
  return { seq, why: Buffer.from(why).toString("ascii").slice(0, 300), raw: Buffer.from(text).toString("base64") };
}

function malformed(path: readonly PropertyKey[]): SyncRefusal {
  return {
    ok: false,
    code: "MALFORMED",
    detail: `The message does not fit the protocol at ${path.map(String).join(".") || "its root"}.`,
  };
}
