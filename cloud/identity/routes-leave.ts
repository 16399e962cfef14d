import { Type } from "typebox";
import { audit, PLATFORM } from "../audit/audit.ts";
import { USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { closed, Done, done } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { exportOf } from "./data-export.ts";
import { proveAgain } from "./prove-again.ts";
import { Password } from "./routes-sign-up.ts";

/** Taking one's data along, and going. */
export function registerLeave(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["profile"];
  app.get(
    "/users/export",
    { config: { access: USER }, schema: { tags, response: { 200: Type.Record(Type.String(), Type.Unknown()) } } },
    async (request, reply) => {
      const data = await database.withTenant(contextOf(request), (trx) => exportOf(trx, contextOf(request), clock()));
      reply.header("content-disposition", 'attachment; filename="fairlead-data.json"');
      return data;
    },
  );

  const Leave = closed({ password: Password, code: Type.Optional(Type.String({ pattern: "^[0-9]{6}$" })) });
  app.delete(
    "/users/account",
    { config: { access: USER }, schema: { tags, body: Leave, response: { 200: Done } } },
    async (request) => {
      const { userId } = caller(request);
      await proveAgain(parts, request, request.body.password, request.body.code);
      await database.asAuth(async (trx) => {
        // Personal organisations go with their user, and everything that belongs to them.
        await trx
          .deleteFrom("tenancy.organisations")
          .where("kind", "=", "personal")
          .where("tenant_id", "in", (eb) =>
            eb.selectFrom("tenancy.memberships").select("tenant_id").where("user_id", "=", userId),
          )
          .execute();
        await trx.deleteFrom("identity.users").where("user_id", "=", userId).execute();
        await audit(trx, {
          tenantId: PLATFORM,
          at: clock(),
          actorId: userId,
          actorKind: "user",
          action: "user.deleted",
          entity: "user",
          entityId: userId,
        });
      });
      return done(
        "Your account and everything in it is deleted. The audit log stays: ids, actions and network addresses.",
      );
    },
  );
}
