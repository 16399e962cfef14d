import { type Static, Type } from "typebox";
import { USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Done, done, Id, IdParams, iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { endOwn } from "./end-own.ts";

const SessionBody = Type.Object({
  session_id: Id,
  ip_address: Type.String(),
  user_agent: Type.String(),
  created_at: Time,
  expires_at: Time,
  is_current: Type.Boolean(),
});
const DeviceBody = Type.Object({
  device_id: Id,
  name: Type.String(),
  device_type: Type.String(),
  is_bound: Type.Boolean({ description: "its refresh tokens need its own key" }),
  created_at: Time,
  last_seen: Time,
  sessions: Type.Array(SessionBody),
});

/** Where the user is signed in, and ending it. */
export function registerDevices(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["devices"];
  const List = Type.Object({ items: Type.Array(DeviceBody) });
  app.get("/devices", { config: { access: USER }, schema: { tags, response: { 200: List } } }, (request) => {
    const { userId, sessionId } = caller(request);
    const now = new Date(clock());
    return database.readTenant(contextOf(request), async (trx) => {
      const devices = await trx
        .selectFrom("identity.devices")
        .selectAll()
        .where("user_id", "=", userId)
        .orderBy("last_seen", "desc")
        .limit(200)
        .execute();
      const sessions = await trx
        .selectFrom("identity.sessions")
        .selectAll()
        .where("user_id", "=", userId)
        .where("revoked_at", "is", null)
        .where("idle_expires_at", ">", now)
        .orderBy("created_at", "desc")
        .limit(500)
        .execute();
      const items = devices.map(
        (device): Static<typeof DeviceBody> => ({
          device_id: device.device_id,
          name: device.name,
          device_type: device.device_type,
          is_bound: device.public_key !== null,
          created_at: iso(device.created_at),
          last_seen: iso(device.last_seen),
          sessions: sessions
            .filter(({ device_id }) => device_id === device.device_id)
            .map((one) => ({
              session_id: one.session_id,
              ip_address: one.ip_address,
              user_agent: one.user_agent,
              created_at: iso(one.created_at),
              expires_at: iso(one.expires_at),
              is_current: one.session_id === sessionId,
            })),
        }),
      );
      return { items };
    });
  });

  app.delete(
    "/devices/:id",
    { config: { access: USER }, schema: { tags, params: IdParams, response: { 200: Done } } },
    async (request) => {
      const { userId } = caller(request);
      const { id } = request.params;
      await endOwn(parts, request, {
        entity: "device",
        action: "device.removed",
        id,
        end: async (trx) => {
          const rows = await trx
            .deleteFrom("identity.devices")
            .where("user_id", "=", userId)
            .where("device_id", "=", id)
            .returning("name")
            .execute();
          return rows.length;
        },
      });
      return done("The device is signed out and forgotten.");
    },
  );

  app.delete(
    "/devices/sessions/:id",
    { config: { access: USER }, schema: { tags, params: IdParams, response: { 200: Done } } },
    async (request) => {
      const { userId } = caller(request);
      const { id } = request.params;
      await endOwn(parts, request, {
        entity: "session",
        action: "session.revoked",
        id,
        end: async (trx, at) => {
          const rows = await trx
            .updateTable("identity.sessions")
            .set({ revoked_at: at, revoked_why: "revoked_by_user" })
            .where("user_id", "=", userId)
            .where("session_id", "=", id)
            .where("revoked_at", "is", null)
            .returning("session_id")
            .execute();
          return rows.length;
        },
      });
      return done("That sign-in is ended.");
    },
  );
}
