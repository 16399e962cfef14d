import { type Static, Type } from "typebox";
import { audit } from "../audit/audit.ts";
import { newId } from "../database/ids.ts";
import { API_SCOPES, USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { once } from "../http/once.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, Id, IdParams, iso, MaybeTime, maybeIso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { requireFeature } from "../plans/entitlements.ts";
import { requireFreshFactor } from "../remote/fresh-factor.ts";
import { newApiKey } from "./api-key-format.ts";
import { endOwn } from "./end-own.ts";

const DAY_MS = 86_400_000;
const MOST_KEYS = 50;

const KeyBody = Type.Object({
  key_id: Id,
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  created_at: Time,
  expires_at: MaybeTime,
  last_used: MaybeTime,
});
const NewKey = closed({
  name: Words(80, 1),
  scopes: Type.Array(Type.Enum([...API_SCOPES]), { minItems: 1, uniqueItems: true }),
  expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
});
const MadeKey = Type.Object({ ...KeyBody.properties, key: Type.String({ description: "shown this once" }) });

/** Keys for programs of the user's own. Only a signed-in person makes and ends them. */
export function registerApiKeys(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["API keys"];
  const List = Type.Object({ items: Type.Array(KeyBody) });
  app.get("/api-keys", { config: { access: USER }, schema: { tags, response: { 200: List } } }, (request) =>
    database.readTenant(contextOf(request), async (trx) => {
      const rows = await trx
        .selectFrom("identity.api_keys")
        .selectAll()
        .where("tenant_id", "=", caller(request).tenantId)
        .where("user_id", "=", caller(request).userId)
        .where("revoked_at", "is", null)
        .orderBy("key_id", "desc")
        .execute();
      return { items: rows.map(show) };
    }),
  );

  app.post(
    "/api-keys",
    { config: { access: USER }, schema: { tags, body: NewKey, response: { 201: MadeKey } } },
    (request, reply) => {
      const { tenantId, userId, memberRole, amr } = caller(request);
      if (memberRole === "viewer" && request.body.scopes.some((scope) => scope !== "read"))
        throw new Problem("FORBIDDEN");
      // Such a key acts on terminals without a second factor: it takes one, just given, to make it.
      if (request.body.scopes.includes("trade")) requireFreshFactor(request, clock());
      return once(parts, request, reply, 201, async (trx) => {
        const entitlements = await requireFeature(trx, tenantId, "api_access", clock());
        if (entitlements.features.requires_two_factor && !amr.includes("otp")) throw new Problem("TWO_FACTOR_REQUIRED");
        const { count } = await trx
          .selectFrom("identity.api_keys")
          .select((eb) => eb.fn.countAll<string>().as("count"))
          .where("tenant_id", "=", tenantId)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        if (Number(count) >= MOST_KEYS)
          throw new Problem("PLAN_LIMIT", `${MOST_KEYS} keys are the most.`, { extra: { limit: "api_keys" } });
        const now = clock();
        const { name, scopes, expires_in_days } = request.body;
        const key_id = newId(now);
        const { text, sha256 } = newApiKey(key_id);
        const row = {
          tenant_id: tenantId,
          key_id,
          user_id: userId,
          name,
          secret_sha256: sha256,
          scopes: [...scopes],
          created_at: new Date(now),
          expires_at: expires_in_days === undefined ? null : new Date(now + expires_in_days * DAY_MS),
          last_used: null,
          revoked_at: null,
        };
        await trx.insertInto("identity.api_keys").values(row).execute();
        await audit(trx, {
          tenantId,
          at: now,
          actorId: userId,
          actorKind: "user",
          action: "api_key.created",
          entity: "api_key",
          entityId: key_id,
          ip: request.ip,
          diff: { name, scopes },
        });
        return { ...show(row), key: text };
      });
    },
  );

  app.delete(
    "/api-keys/:id",
    { config: { access: USER }, schema: { tags, params: IdParams, response: { 200: Done } } },
    async (request) => {
      const { tenantId, userId } = caller(request);
      const { id } = request.params;
      await endOwn(parts, request, {
        entity: "api_key",
        action: "api_key.revoked",
        id,
        end: async (trx, at) => {
          const rows = await trx
            .updateTable("identity.api_keys")
            .set({ revoked_at: at })
            .where("tenant_id", "=", tenantId)
            .where("user_id", "=", userId)
            .where("key_id", "=", id)
            .where("revoked_at", "is", null)
            .returning("key_id")
            .execute();
          return rows.length;
        },
      });
      return done("The key is worth nothing from now on.");
    },
  );
}

interface KeyRow {
  readonly key_id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used: Date | null;
}

function show({ key_id, name, scopes, created_at, expires_at, last_used }: KeyRow): Static<typeof KeyBody> {
  return {
    key_id,
    name,
    scopes,
    created_at: iso(created_at),
    expires_at: maybeIso(expires_at),
    last_used: maybeIso(last_used),
  };
}
