import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Work } from "../database/database.ts";
import type { CloudParts } from "../parts.ts";
import { contextOf } from "./caller.ts";
import { Problem } from "./problem.ts";

const KEY = /^[\w.:-]{8,128}$/;

/**
 * Does a tenant's work in one transaction. With an `Idempotency-Key` header the work is done once however often the
 * request is sent, also at the same time: the key's row is part of that transaction, and repeats get the first answer.
 * A refused request leaves nothing behind, so it may be sent again. Answers are kept for a day, sealed.
 */
export async function once<Body>(
  { database, keys, clock }: CloudParts,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  work: (trx: Work) => Promise<Body>,
): Promise<Body> {
  const context = contextOf(request);
  const key = request.headers["idempotency-key"];
  reply.code(status);
  if (key === undefined) return database.withTenant(context, work);
  if (typeof key !== "string" || !KEY.test(key)) {
    throw new Problem("BAD_REQUEST", "An Idempotency-Key has 8 to 128 letters, digits, or . _ : -");
  }
  const request_sha256 = createHash("sha256")
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest();
  const row = { tenant_id: context.tenantId, user_id: context.userId, idempotency_key: key };
  const where = `${context.tenantId}/${context.userId}/${key}`;
  return database.withTenant(context, async (trx) => {
    const mine = await trx
      .insertInto("ops.replays")
      .values({ ...row, request_sha256, status: null, body: null, created_at: new Date(clock()) })
      .onConflict((on) => on.doNothing())
      .returning("user_id")
      .executeTakeFirst();
    if (mine === undefined) {
      const before = await trx
        .selectFrom("ops.replays")
        .select(["request_sha256", "status", "body"])
        .where((eb) => eb.and(row))
        .executeTakeFirstOrThrow();
      if (!before.request_sha256.equals(request_sha256)) throw new Problem("IDEMPOTENCY_REUSED");
      reply.code(before.status ?? status).header("idempotent-replayed", "true");
      return JSON.parse(keys.open("replay", where, String(before.body))) as Body;
    }
    const body = await work(trx);
    const sealed = JSON.stringify(keys.seal("replay", where, JSON.stringify(body ?? null)));
    await trx
      .updateTable("ops.replays")
      .set({ status, body: sealed })
      .where((eb) => eb.and(row))
      .execute();
    return body;
  });
}
