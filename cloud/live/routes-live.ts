import { Type } from "typebox";
import { READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { bearer } from "../http/guard.ts";
import { closed, Id } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { LiveConnection } from "./live-connection.ts";
import { LiveHub } from "./live-hub.ts";
import { PacedReads } from "./paced-reads.ts";
import { SessionStream } from "./session-stream.ts";
import { SignalStream } from "./signal-stream.ts";
import { Upgrades } from "./upgrades.ts";

/** How often a stream is looked after without a hint. */
const LOOK_MS = 5_000;

/**
 * WebSocket streams for programs: JSON text messages, one way. The token stands in the Authorization header of the
 * upgrade, never in its address.
 */
export function registerLive(app: App, parts: CloudParts, lookMs: number = LOOK_MS): void {
  const { database, clock } = parts;
  const upgrades = new Upgrades(app);
  const hub = new LiveHub(parts, lookMs);
  app.addHook("preClose", async () => hub.close());
  const tags = ["live"];

  app.get(
    "/ws/signals",
    {
      config: { access: READ },
      schema: {
        tags,
        description:
          "WebSocket. `ready` with the cursor, then `signal` for each of a subscribed source; `gap`: read GET /signals, it goes on from there.",
        querystring: closed({
          since: Type.Optional(Type.Integer({ minimum: 0, description: "cursor of the last message you have" })),
        }),
      },
    },
    async (request, reply) => {
      hub.requireRoom(caller(request).tenantId);
      const socket = await upgrades.accept(request, reply);
      const connection = new LiveConnection(socket, caller(request), bearer(request));
      const signals = new SignalStream(database, connection, request.query.since);
      hub.add("feed", connection, new PacedReads(connection, signals));
    },
  );

  app.get(
    "/ws/sessions",
    {
      config: { access: READ },
      schema: {
        tags,
        description:
          "WebSocket. `session` for each as it stands, `ready`, then `session` at each change and `removed`; as GET /sessions/{id}/status.",
        querystring: closed({ session_id: Type.Optional(Id) }),
      },
    },
    async (request, reply) => {
      hub.requireRoom(caller(request).tenantId);
      const socket = await upgrades.accept(request, reply);
      const connection = new LiveConnection(socket, caller(request), bearer(request));
      const sessions = new SessionStream(database, clock, connection, request.query.session_id);
      hub.add("sessions", connection, new PacedReads(connection, sessions));
    },
  );
}
