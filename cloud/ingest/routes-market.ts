import { type Static, Type } from "typebox";
import { READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { closed, iso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";

const Ms = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
const Query = closed({
  broker_server: Words(100, 1),
  symbol: Words(64, 1),
  series: Type.Enum(["ticks", "M1", "M5", "M15", "M30", "H1", "H4", "D1"]),
  from_ms: Type.Optional(Ms),
  to_ms: Type.Optional(Ms),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
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
const Parts = Type.Object({
  items: Type.Array(Part),
  next_from_ms: Type.Union([Type.Integer(), Type.Null()], {
    description: "ask again from here; null on the last page",
  }),
});

/** Ticks and bars as desktops sent them up, oldest first, and the gaps between them by name. Kept for thirty days. */
export function registerMarket(app: App, { database }: CloudParts): void {
  app.get(
    "/market/parts",
    { config: { access: READ }, schema: { tags: ["market"], querystring: Query, response: { 200: Parts } } },
    (request) => {
      const { broker_server, symbol, series, from_ms = 0, to_ms, limit } = request.query;
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
          .orderBy("from_ms")
          .orderBy("to_ms")
          .limit(limit + 1)
          .execute();
        const items = rows.slice(0, limit).map((row) => ({
          from_ms: Number(row.from_ms),
          to_ms: Number(row.to_ms),
          count: row.count,
          codec: row.codec,
          crc32: Number(row.crc32),
          data: row.data === null ? null : row.data.toString("base64"),
          received_at: iso(row.received_at),
        }));
        return { items, next_from_ms: rows.length > limit ? Number(rows[limit]?.from_ms ?? 0) : null };
      });
    },
  );
}
