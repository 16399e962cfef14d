import { type Static, Type } from "typebox";
import { READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, iso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";

const Ms = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
const Query = closed({
  broker_server: Words(100, 1),
  symbol: Words(64, 1),
  series: Type.Enum(["ticks", "M1", "M5", "M15", "M30", "H1", "H4", "D1"]),
  from_ms: Type.Optional(Ms),
  to_ms: Type.Optional(Ms),
  ...PageQuery.properties,
});
const Part = Type.Object({
  from_ms: Type.Integer({ description: "broker's clock, the first; inclusive as to_ms" }),
  to_ms: Type.Integer(),
  count: Type.Integer(),
  codec: Type.String(),
  crc32: Type.Integer(),
  data: Type.Union([Type.String(), Type.Null()], { description: "base64; null: a gap, these are missing here" }),
  received_at: Time,
});
const Parts = Page(Part);
const CURSOR = /^(\d{1,16})\/(\d{1,16})$/;

/**
 * Ticks and bars as desktops sent them up, and the gaps between them by name: those that begin at `from_ms` or later, and before
 * `to_ms`, oldest first. Kept for thirty days.
 */
export function registerMarket(app: App, { database }: CloudParts): void {
  app.get(
    "/market/parts",
    { config: { access: READ }, schema: { tags: ["market"], querystring: Query, response: { 200: Parts } } },
    (request) => {
      const { broker_server, symbol, series, from_ms = 0, to_ms, limit, cursor } = request.query;
      const last = cursor === undefined ? undefined : lastOf(cursor);
      return database.readOne(contextOf(request), async (trx): Promise<Static<typeof Parts>> => {
        const rows = await trx
          .selectFrom("ingest.blobs")
          .select(["from_ms", "to_ms", "count", "codec", "crc32", "data", "received_at"])
          .where("tenant_id", "=", caller(request).tenantId)
          .where("broker_server", "=", broker_server)
          .where("symbol", "=", symbol)
          .where("series", "=", series)
          .where("from_ms", ">=", `${from_ms}`)
          .$if(to_ms !== undefined, (query) => query.where("from_ms", "<", `${to_ms ?? 0}`))
          .$if(last !== undefined, (query) =>
            query.where((eb) =>
              eb(eb.refTuple("from_ms", "to_ms"), ">", eb.tuple(last?.from_ms ?? "0", last?.to_ms ?? "0")),
            ),
          )
          .orderBy("from_ms")
          .orderBy("to_ms")
          .limit(limit + 1)
          .execute();
        return pageOf(
          rows,
          limit,
          (row) => `${row.from_ms}/${row.to_ms}`,
          (row) => ({
            from_ms: Number(row.from_ms),
            to_ms: Number(row.to_ms),
            count: row.count,
            codec: row.codec,
            crc32: Number(row.crc32),
            data: row.data === null ? null : row.data.toString("base64"),
            received_at: iso(row.received_at),
          }),
        );
      });
    },
  );
}

/** The last part of the page before: several may begin in one millisecond. @throws Problem BAD_REQUEST. */
function lastOf(cursor: string): { readonly from_ms: string; readonly to_ms: string } {
  const [, from_ms, to_ms] = CURSOR.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (from_ms === undefined || to_ms === undefined)
    throw new Problem("BAD_REQUEST", "This cursor is none of ours: begin with the first page.");
  return { from_ms, to_ms };
}
