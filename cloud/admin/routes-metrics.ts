import { Type } from "typebox";
import { SUPPORT } from "../http/access.ts";
import type { App } from "../http/app.ts";
import type { CloudParts } from "../parts.ts";

const DAY_MS = 86_400_000;

/** The platform in numbers, for its staff; Prometheus reads `/metrics`. */
export function registerAdminMetrics(app: App, { database, clock, hasher, gauges }: CloudParts): void {
  const Group = Type.Object({ plan_type: Type.String(), status: Type.String(), count: Type.Integer() });
  const Metrics = Type.Object({
    users: Type.Object({ active: Type.Integer(), suspended: Type.Integer(), new_in_7_days: Type.Integer() }),
    sign_ins_in_24_hours: Type.Integer(),
    subscriptions: Type.Array(Group),
    this_process: Type.Object({
      uptime_s: Type.Integer(),
      memory_bytes: Type.Integer(),
      sockets: Type.Integer(),
      frames_waiting: Type.Integer(),
      password_hashes_waiting: Type.Integer(),
      database_waiting: Type.Integer(),
    }),
  });
  app.get(
    "/admin/metrics",
    { config: { access: SUPPORT }, schema: { tags: ["admin"], response: { 200: Metrics } } },
    () =>
      database.asAdmin(async (trx) => {
        const now = clock();
        const users = await trx
          .selectFrom("identity.users")
          .select(({ fn }) => [
            fn.countAll<string>().filterWhere("account_status", "=", "active").as("active"),
            fn.countAll<string>().filterWhere("account_status", "=", "suspended").as("suspended"),
            fn
              .countAll<string>()
              .filterWhere("created_at", ">", new Date(now - 7 * DAY_MS))
              .as("fresh"),
          ])
          .executeTakeFirstOrThrow();
        const signIns = await trx
          .selectFrom("identity.sessions")
          .select(({ fn }) => fn.countAll<string>().as("count"))
          .where("created_at", ">", new Date(now - DAY_MS))
          .executeTakeFirstOrThrow();
        const groups = await trx
          .selectFrom("plans.subscriptions")
          .select(({ fn }) => ["plan_type", "status", fn.countAll<string>().as("count")])
          .groupBy(["plan_type", "status"])
          .orderBy("plan_type")
          .orderBy("status")
          .execute();
        return {
          users: {
            active: Number(users.active),
            suspended: Number(users.suspended),
            new_in_7_days: Number(users.fresh),
          },
          sign_ins_in_24_hours: Number(signIns.count),
          subscriptions: groups.map(({ plan_type, status, count }) => ({ plan_type, status, count: Number(count) })),
          this_process: {
            uptime_s: Math.floor(process.uptime()),
            memory_bytes: process.memoryUsage.rss(),
            sockets: gauges.sockets?.() ?? 0,
            frames_waiting: gauges.frames?.() ?? 0,
            password_hashes_waiting: hasher.waiting,
            database_waiting: database.waiting,
          },
        };
      }),
  );
}
