import { sql } from "kysely";
import type { Work } from "../database/database.ts";

/** The chain of what belongs to no tenant. */
export const PLATFORM = "00000000-0000-0000-0000-000000000000";

/** What happened. `diff` says what changed, never a secret; personal data by the name of its field only. */
export interface AuditEvent {
  readonly tenantId: string;
  readonly at: number;
  readonly actorId: string | undefined;
  readonly actorKind: "user" | "api_key" | "staff" | "system" | "nobody";
  readonly action: string;
  readonly entity: string;
  readonly entityId?: string | undefined;
  readonly ip?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly diff?: Readonly<Record<string, unknown>>;
}

/** Appends to the tenant's hash chain, in the transaction of what it tells: neither happens without the other. */
export async function audit(trx: Work, event: AuditEvent): Promise<void> {
  await sql`select audit.append(${event.tenantId}, ${new Date(event.at)}, ${event.actorId ?? null}, ${event.actorKind},
    ${event.action}, ${event.entity}, ${event.entityId ?? null}, ${event.ip ?? null}, ${event.deviceId ?? null},
    ${JSON.stringify(event.diff ?? {})}::jsonb)`.execute(trx);
}
