import type { Database } from "../database/database.ts";
import type { KeyRing } from "../keys/key-ring.ts";

const BATCH = 200;

/**
 * Seals authenticators' and webhooks' secrets anew that an older root secret sealed. Once it finds none, that secret may be taken off the
 * list. Letters and replay answers need no such care: they live for a day or a week.
 * @returns how many were sealed anew.
 */
export async function reseal(database: Database, keys: KeyRing): Promise<number> {
  return database.asJob(async (trx) => {
    const rows = await trx
      .selectFrom("identity.totp")
      .select(["user_id", "sealed_secret"])
      .where("sealed_secret", "not like", `${keys.kid}.%`)
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { user_id, sealed_secret } of rows) {
      const sealed = keys.seal("totp", user_id, keys.open("totp", user_id, sealed_secret));
      await trx.updateTable("identity.totp").set({ sealed_secret: sealed }).where("user_id", "=", user_id).execute();
    }
    const hooks = await trx
      .selectFrom("webhooks.endpoints")
      .select(["tenant_id", "webhook_id", "sealed_secret"])
      .where("sealed_secret", "not like", `${keys.kid}.%`)
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { tenant_id, webhook_id, sealed_secret } of hooks) {
      const sealed = keys.seal("webhook", webhook_id, keys.open("webhook", webhook_id, sealed_secret));
      await trx
        .updateTable("webhooks.endpoints")
        .set({ sealed_secret: sealed })
        .where("tenant_id", "=", tenant_id)
        .where("webhook_id", "=", webhook_id)
        .execute();
    }
    return rows.length + hooks.length;
  });
}
