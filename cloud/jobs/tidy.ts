import { FEED_LIMITS } from "#shared/sync/feed.ts";
import type { Database } from "../database/database.ts";

const DAY_MS = 86_400_000;
const BLOB_DAYS = 30;
/** Commands stay in the audit log; their rows answer repeats of the same request. */
const REMOTE_DAYS = 30;
/** Longer than the last attempt of a delivery is away. */
const WEBHOOK_DAYS = 7;

/** Removes what has served its time: old registrations, challenges, counters, answers of repeated requests, letters. */
export async function tidy(database: Database, now: number): Promise<number> {
  const before = (days: number): Date => new Date(now - days * DAY_MS);
  return database.asJob(async (trx) => {
    const gone = [
      await trx.deleteFrom("identity.registrations").where("expires_at", "<", before(0)).executeTakeFirst(),
      await trx.deleteFrom("identity.challenges").where("expires_at", "<", before(0)).executeTakeFirst(),
      await trx.deleteFrom("identity.reset_asks").where("expires_at", "<", before(0)).executeTakeFirst(),
      await trx.deleteFrom("identity.attempts").where("since", "<", before(1)).executeTakeFirst(),
      await trx.deleteFrom("ops.replays").where("created_at", "<", before(1)).executeTakeFirst(),
      await trx.deleteFrom("feed.items").where("at", "<", before(FEED_LIMITS.days)).executeTakeFirst(),
      await trx.deleteFrom("ingest.blobs").where("received_at", "<", before(BLOB_DAYS)).executeTakeFirst(),
      await trx.deleteFrom("remote.commands").where("issued_at", "<", before(REMOTE_DAYS)).executeTakeFirst(),
      await trx.deleteFrom("webhooks.deliveries").where("created_at", "<", before(WEBHOOK_DAYS)).executeTakeFirst(),
      await trx.deleteFrom("notify.mails").where("created_at", "<", before(7)).executeTakeFirst(),
    ];
    return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
  });
}
