import { sql } from "kysely";
import { FEED_LIMITS, type FeedAnswer, type FeedItem, type FeedKind } from "#shared/sync/feed.ts";
import type { Database, TenantContext, Work } from "../database/database.ts";

/** Adds to the tenant's feed, in the transaction of what it tells. Publish a hint after the commit. @returns its cursor. */
export async function tellFeed(
  trx: Work,
  tenantId: string,
  kind: FeedKind,
  now: number,
  body: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { rows } = await sql<{ seq: string }>`
    select feed.append(${tenantId}, ${kind}, ${new Date(now)}, ${JSON.stringify(body)}::jsonb) as seq`.execute(trx);
  return Number(rows[0]?.seq ?? 0);
}

/**
 * Items after a cursor, `most` at most. A cursor that is too old, or that this cloud never gave, is told to read everything anew.
 */
export function readFeed(
  database: Database,
  who: TenantContext,
  cursor: number | null,
  most: number = FEED_LIMITS.itemsPerAnswer,
): Promise<FeedAnswer> {
  return database.readTenant(who, async (trx) => {
    const { head, oldest } = await trx
      .selectFrom("feed.heads as h")
      .select(["h.seq as head"])
      .select((eb) =>
        eb
          .selectFrom("feed.items as i")
          .select((inner) => inner.fn.min("i.seq").as("oldest"))
          .where("i.tenant_id", "=", who.tenantId)
          .as("oldest"),
      )
      .where("h.tenant_id", "=", who.tenantId)
      .executeTakeFirst()
      .then((row) => ({ head: Number(row?.head ?? 0), oldest: Number(row?.oldest ?? Number(row?.head ?? 0) + 1) }));
    if (cursor === null) return { ok: true, items: [], cursor: head, more: false };
    if (cursor > head || cursor < oldest - 1) {
      return { ok: false, code: "SNAPSHOT", cursor: head, detail: "The cursor is not one this feed can go on from." };
    }
    const rows = await trx
      .selectFrom("feed.items")
      .select(["seq", "kind", "at", "body"])
      .where("tenant_id", "=", who.tenantId)
      .where("seq", ">", `${cursor}`)
      .orderBy("seq")
      .limit(most)
      .execute();
    const items = fitting(
      rows.map(
        ({ seq, kind, at, body }): FeedItem => ({
          cursor: Number(seq),
          kind: kind as FeedKind,
          at: at.getTime(),
          body,
        }),
      ),
    );
    const last = items.at(-1)?.cursor ?? cursor;
    return { ok: true, items, cursor: last, more: last < head };
  });
}

/** As many as an answer may hold, one at least: a reader's line is counted in bytes, and an answer is a part of it. */
function fitting(items: readonly FeedItem[]): readonly FeedItem[] {
  let bytes = 0;
  const end = items.findIndex(({ body }) => (bytes += JSON.stringify(body).length) > FEED_LIMITS.bytesPerAnswer);
  return end === -1 ? items : items.slice(0, Math.max(1, end));
}
