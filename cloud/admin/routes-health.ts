import { Type } from "typebox";
import { audit, PLATFORM } from "../audit/audit.ts";
import { ADMIN, SUPPORT } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { closed, Id, iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";

const Entry = Type.Object({
  tenant_id: Id,
  seq: Type.Integer(),
  at: Time,
  actor_id: Type.Union([Id, Type.Null()]),
  actor_kind: Type.String(),
  action: Type.String(),
  entity: Type.String(),
  entity_id: Type.Union([Type.String(), Type.Null()]),
  ip: Type.Union([Type.String(), Type.Null()]),
  diff: Type.Record(Type.String(), Type.Unknown()),
});

/** The platform's own state, and its audit log. */
export function registerAdminHealth(app: App, parts: CloudParts): void {
  const { database, clock, hasher, keys } = parts;
  const tags = ["admin"];
  const Health = Type.Object({
    migrations: Type.Integer(),
    users: Type.Integer(),
    signed_in_sessions: Type.Integer(),
    password_hashes_waiting: Type.Integer(),
    database_waiting: Type.Integer(),
    signing_key: Type.String(),
    broken_audit_chains: Type.Array(
      Type.Object({ tenant_id: Id, seq: Type.Integer({ description: "its first entry that does not fit" }) }),
    ),
  });
  app.get("/admin/health", { config: { access: SUPPORT }, schema: { tags, response: { 200: Health } } }, () =>
    database.asAdmin(async (trx) => {
      const count = (table: "ops.migrations" | "identity.users") =>
        trx
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<string>().as("count"))
          .executeTakeFirstOrThrow();
      const sessions = await trx
        .selectFrom("identity.sessions")
        .select((eb) => eb.fn.countAll<string>().as("count"))
        .where("revoked_at", "is", null)
        .where("idle_expires_at", ">", new Date(clock()))
        .executeTakeFirstOrThrow();
      const broken = await trx.selectFrom("audit.broken").selectAll().limit(20).execute();
      return {
        migrations: Number((await count("ops.migrations")).count),
        users: Number((await count("identity.users")).count),
        signed_in_sessions: Number(sessions.count),
        password_hashes_waiting: hasher.waiting,
        database_waiting: database.waiting,
        signing_key: keys.kid,
        broken_audit_chains: broken.map(({ tenant_id, seq }) => ({ tenant_id, seq: Number(seq) })),
      };
    }),
  );

  const Query = closed({
    tenant_id: Type.Optional(Id),
    before_seq: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  });
  const Log = Type.Object({ items: Type.Array(Entry) });
  app.get(
    "/admin/audit-logs",
    { config: { access: ADMIN }, schema: { tags, querystring: Query, response: { 200: Log } } },
    (request) => {
      const { tenant_id = PLATFORM, before_seq, limit } = request.query;
      return database.asAdmin(async (trx) => {
        const by = caller(request);
        await audit(trx, {
          tenantId: PLATFORM,
          at: clock(),
          actorId: by.userId,
          actorKind: "staff",
          action: "admin.audit_read",
          entity: "audit",
          entityId: tenant_id,
          ip: request.ip,
        });
        const rows = await trx
          .selectFrom("audit.entries")
          .selectAll()
          .where("tenant_id", "=", tenant_id)
          .$if(before_seq !== undefined, (query) => query.where("seq", "<", `${before_seq}`))
          .orderBy("seq", "desc")
          .limit(limit)
          .execute();
        return {
          items: rows.map(({ hash: _h, previous_hash: _p, device_id: _d, seq, at, ...row }) => ({
            ...row,
            seq: Number(seq),
            at: iso(at),
          })),
        };
      });
    },
  );
}
