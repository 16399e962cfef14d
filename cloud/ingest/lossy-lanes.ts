import { crc32 } from "node:zlib";
import { sql } from "kysely";
import { type LaneAnswer, SyncBlob, SyncState } from "#shared/sync/lanes.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Sender } from "./ingest.ts";

/** How often one desktop's account state is written. */
const STATE_MS = 900;
/** Frames of the durable lane that may wait before blobs are shed for their sake. */
const BUSY_FRAMES = 100;
const SHED_WAIT_MS = 5_000;

/** Account state, conflated, and ticks as blobs, which may be shed: the lanes that never hold up the durable one. */
export class LossyLanes {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #durableWaiting: () => number;

  constructor(database: Database, clock: Clock, durableWaiting: () => number) {
    this.#database = database;
    this.#clock = clock;
    this.#durableWaiting = durableWaiting;
  }

  /** @param lastAt UTC ms of this connection's last written state. @returns the answer, and what was linked and written. */
  async state(
    from: Sender,
    input: unknown,
    lastAt: number,
  ): Promise<{ answer: LaneAnswer; linked?: SyncState["accounts"]; writtenAt?: number }> {
    const read = SyncState.safeParse(input);
    if (!read.success) return { answer: malformed(read.error.issues[0]?.path ?? []) };
    const { accounts } = read.data;
    const now = this.#clock();
    const wait = lastAt + STATE_MS - now;
    if (wait > 0) return { answer: { ok: true, shed: true, waitMs: wait }, linked: accounts };
    if (accounts.length > 0) {
      await this.#database.withTenant(from, (trx) =>
        sql`update accounts.accounts a set link_state = w.link, last_balance = w."balanceMinor", last_equity = w."equityMinor",
            currency = w.currency, currency_digits = w.digits, link_device_id = ${from.deviceId}, last_sync = ${new Date(now)}
          from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) w (server text, login bigint, link text,
            "balanceMinor" bigint, "equityMinor" bigint, currency text, digits smallint)
          where a.tenant_id = ${from.tenantId} and a.broker_server = w.server and a.login = w.login`.execute(trx),
      );
    }
    return { answer: { ok: true, shed: false, waitMs: 0 }, linked: accounts, writtenAt: now };
  }

  /** Keeps a blob, or only the marker that it was shed. A blob that comes after its own marker fills the gap. */
  async blob(from: Sender, input: unknown): Promise<LaneAnswer> {
    const read = SyncBlob.safeParse(input);
    if (!read.success) return malformed(read.error.issues[0]?.path ?? []);
    const { server, symbol, series, fromMs, toMs, count, codec, crc32: told, data } = read.data;
    if (toMs < fromMs || (count > 0 && (data.length === 0 || crc32(data) !== told)) || (count === 0 && data.length > 0))
      return malformed(["data"]);
    const shed = count > 0 && this.#durableWaiting() > BUSY_FRAMES;
    const kept = count === 0 || shed ? null : Buffer.from(data);
    await this.#database.withTenant(from, (trx) =>
      trx
        .insertInto("ingest.blobs")
        .values({
          tenant_id: from.tenantId,
          broker_server: server,
          symbol,
          series,
          from_ms: fromMs,
          to_ms: toMs,
          count,
          codec,
          crc32: told,
          data: kept,
          received_at: new Date(this.#clock()),
        })
        .onConflict((on) =>
          on
            .columns(["tenant_id", "broker_server", "symbol", "series", "from_ms", "to_ms"])
            .doUpdateSet((eb) => ({
              count: eb.ref("excluded.count"),
              codec: eb.ref("excluded.codec"),
              crc32: eb.ref("excluded.crc32"),
              data: eb.ref("excluded.data"),
            }))
            .where("ingest.blobs.data", "is", null),
        )
        .execute(),
    );
    return { ok: true, shed, waitMs: shed ? SHED_WAIT_MS : 0 };
  }
}

function malformed(path: readonly PropertyKey[]): LaneAnswer {
  const where = path.map(String).join(".") || "its root";
  return { ok: false, code: "MALFORMED", detail: `The message does not fit the protocol at ${where}.` };
}
