import type { TenantContext, Work } from "../database/database.ts";

/** Everything kept about a user and their organisation, as plain values; secrets and keyed hashes are left out. */
export async function exportOf(
  trx: Work,
  { tenantId, userId }: TenantContext,
  now: number,
): Promise<Record<string, unknown>> {
  const user = await trx
    .selectFrom("identity.users")
    .selectAll()
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  const { email_key: _email, username_key: _name, ...profile } = user;
  return {
    exported_at: new Date(now).toISOString(),
    profile,
    preferences: await trx
      .selectFrom("identity.preferences")
      .selectAll()
      .where("user_id", "=", userId)
      .executeTakeFirst(),
    consents: await trx.selectFrom("identity.consents").selectAll().where("user_id", "=", userId).execute(),
    devices: await trx.selectFrom("identity.devices").selectAll().where("user_id", "=", userId).execute(),
    sign_ins: await trx
      .selectFrom("identity.sessions")
      .select([
        "session_id",
        "device_id",
        "ip_address",
        "user_agent",
        "created_at",
        "expires_at",
        "revoked_at",
        "revoked_why",
      ])
      .where("user_id", "=", userId)
      .execute(),
    api_keys: await trx
      .selectFrom("identity.api_keys")
      .select(["key_id", "name", "scopes", "created_at", "expires_at", "last_used", "revoked_at"])
      .where("tenant_id", "=", tenantId)
      .where("user_id", "=", userId)
      .execute(),
    organisation: await trx
      .selectFrom("tenancy.organisations")
      .selectAll()
      .where("tenant_id", "=", tenantId)
      .executeTakeFirst(),
    subscriptions: await trx.selectFrom("plans.subscriptions").selectAll().where("tenant_id", "=", tenantId).execute(),
    accounts: await trx.selectFrom("accounts.accounts").selectAll().where("tenant_id", "=", tenantId).execute(),
    synced_events: await trx
      .selectFrom("ingest.events")
      .select(["stream_id", "epoch", "seq", "kind", "at", "body"])
      .where("tenant_id", "=", tenantId)
      .orderBy("received_at")
      .limit(200_000)
      .execute(),
    signals: await trx
      .selectFrom("trading.signals")
      .select(["signal_id", "source", "type", "symbol", "mode", "payload", "emitted_at", "valid_until"])
      .where("tenant_id", "=", tenantId)
      .orderBy("signal_id")
      .execute(),
    signal_sources: await trx
      .selectFrom("trading.subscriptions")
      .select(["source", "created_at"])
      .where("tenant_id", "=", tenantId)
      .execute(),
    remote_commands: await trx
      .selectFrom("remote.commands")
      .select(["command_id", "kind", "broker_server", "login", "args", "ip", "state", "issued_at", "answered_at"])
      .where("tenant_id", "=", tenantId)
      .where("user_id", "=", userId)
      .orderBy("issued_at")
      .execute(),
    webhooks: await trx
      .selectFrom("webhooks.endpoints")
      .select(["webhook_id", "url", "description", "events", "is_active", "created_at"])
      .where("tenant_id", "=", tenantId)
      .execute(),
    audit: await trx
      .selectFrom("audit.entries")
      .select(["seq", "at", "actor_id", "actor_kind", "action", "entity", "entity_id", "ip", "device_id", "diff"])
      .where("tenant_id", "=", tenantId)
      .orderBy("seq")
      .execute(),
  };
}
