import type { FastifyInstance } from "fastify";
import type { CloudParts } from "../parts.ts";
import { PUBLIC } from "./access.ts";
import { Problem } from "./problem.ts";

/** `/health/live`: the process turns. `/health/ready`: it can do its work; false while it drains, so that no one is sent here. */
export function registerHealth(app: FastifyInstance, { database }: CloudParts, isDraining: () => boolean): void {
  const open = { config: { access: PUBLIC, rateLimit: false as const }, schema: { tags: ["operations"] } };
  app.get("/health/live", open, () => ({ status: "live" }));
  app.get("/health/ready", open, async () => {
    if (isDraining()) throw new Problem("UNREADY", "This server is draining.");
    await database.ping().catch((fault: unknown) => {
      throw new Problem("UNREADY", `The database does not answer (${(fault as { code?: string }).code ?? "no code"}).`);
    });
    return { status: "ready" };
  });
}
