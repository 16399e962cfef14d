import { type Static, Type } from "typebox";
import { READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Id, iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";

const StreamBody = Type.Object({
  stream_id: Id,
  device_id: Id,
  epoch: Type.Integer(),
  committed: Type.Integer({ description: "the high-water mark: everything up to it is kept" }),
  put_aside: Type.Integer({ description: "events that could not be read" }),
  updated_at: Time,
});

/** How far the organisation's desktops are. */
export function registerStreams(app: App, { database }: CloudParts): void {
  const List = Type.Object({ items: Type.Array(StreamBody) });
  app.get(
    "/sync/streams",
    { config: { access: READ }, schema: { tags: ["sync"], response: { 200: List } } },
    (request) =>
      database.readTenant(contextOf(request), async (trx) => {
        const rows = await trx
          .selectFrom("ingest.streams as s")
          .select(["s.stream_id", "s.device_id", "s.epoch", "s.hwm", "s.updated_at"])
          .select((eb) =>
            eb
              .selectFrom("ingest.quarantine as q")
              .select(eb.fn.countAll<string>().as("n"))
              .whereRef("q.tenant_id", "=", "s.tenant_id")
              .whereRef("q.stream_id", "=", "s.stream_id")
              .as("put_aside"),
          )
          .where("s.tenant_id", "=", caller(request).tenantId)
          .orderBy("s.updated_at", "desc")
          .limit(200)
          .execute();
        const items = rows.map(
          (row): Static<typeof StreamBody> => ({
            stream_id: row.stream_id,
            device_id: row.device_id,
            epoch: row.epoch,
            committed: Number(row.hwm),
            put_aside: Number(row.put_aside ?? 0),
            updated_at: iso(row.updated_at),
          }),
        );
        return { items };
      }),
  );
}
