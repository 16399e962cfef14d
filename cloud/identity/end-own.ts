import type { FastifyRequest } from "fastify";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import type { CloudParts } from "../parts.ts";

/** What a user ends of their own: a key, a sign-in, a device. */
interface Ending {
  readonly entity: "api_key" | "session" | "device";
  readonly action: string;
  readonly id: string;
  /** Ends it. @returns how many rows that were. */
  readonly end: (trx: Work, at: Date) => Promise<number>;
}

/** Ends it and writes that down, in one transaction. @throws Problem NOT_FOUND when there is nothing of the user's to end. */
export async function endOwn(
  { database, clock }: CloudParts,
  request: FastifyRequest,
  { entity, action, id, end }: Ending,
): Promise<void> {
  const { tenantId, userId } = caller(request);
  const now = clock();
  await database.withTenant(contextOf(request), async (trx) => {
    if ((await end(trx, new Date(now))) === 0) throw new Problem("NOT_FOUND");
    await audit(trx, {
      tenantId,
      at: now,
      actorId: userId,
      actorKind: "user",
      action,
      entity,
      entityId: id,
      ip: request.ip,
    });
  });
}
