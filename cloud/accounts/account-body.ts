import { type Static, Type } from "typebox";
import type { AccountRow } from "../database/tables.ts";
import { Id, iso, MaybeTime, maybeIso, Time } from "../http/schemas.ts";
import { capitalLevel, decimalOf } from "./capital-level.ts";

const Maybe = Type.Union([Type.String(), Type.Null()]);

export const AccountBody = Type.Object({
  account_id: Id,
  broker_server: Type.String(),
  login: Type.Integer(),
  account_name: Type.String(),
  account_type: Type.Union([Type.Literal("demo"), Type.Literal("real")]),
  currency: Maybe,
  capital_level: Maybe,
  is_primary: Type.Boolean(),
  is_active: Type.Boolean(),
  balance: Type.Union([Type.String(), Type.Null()], {
    description: "as the desktop reported it last; null before that",
  }),
  last_sync: MaybeTime,
  connection_status: Type.Enum(["never_connected", "reported", "connected", "stale", "lost"], {
    description: "connected, stale, lost: as a desktop that is online now says; reported: some desktop said so before",
  }),
  settings: Type.Record(Type.String(), Type.Unknown()),
  verification_status: Type.String(),
  verification_method: Maybe,
  verified_at: MaybeTime,
  verification_expires_at: MaybeTime,
  created_at: Time,
  updated_at: Time,
});

/** An account as the API shows it. A verification that is too old reads as expired, whether or not a job wrote it down. */
export function showAccount(row: AccountRow, now: number): Static<typeof AccountBody> {
  const minor = row.last_balance === null ? undefined : BigInt(row.last_balance);
  const digits = row.currency_digits ?? 2;
  const isOld = row.verification_status === "verified" && (row.verification_expires_at?.getTime() ?? 0) <= now;
  return {
    account_id: row.account_id,
    broker_server: row.broker_server,
    login: Number(row.login),
    account_name: row.account_name,
    account_type: row.account_type,
    currency: row.currency,
    capital_level: minor === undefined ? null : capitalLevel(minor, digits),
    is_primary: row.is_primary,
    is_active: row.is_active,
    balance: minor === undefined ? null : decimalOf(minor, digits),
    last_sync: maybeIso(row.last_sync),
    connection_status: connectionOf(row, now),
    settings: row.settings,
    verification_status: isOld ? "expired" : row.verification_status,
    verification_method: row.verification_method,
    verified_at: maybeIso(row.verified_at),
    verification_expires_at: maybeIso(row.verification_expires_at),
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}

/** A desktop tells the state of its accounts at least once a minute. */
const FRESH_MS = 90_000;

function connectionOf(
  { last_sync, link_state }: AccountRow,
  now: number,
): Static<typeof AccountBody>["connection_status"] {
  if (last_sync === null) return "never_connected";
  if (link_state === null || now - last_sync.getTime() > FRESH_MS) return "reported";
  return link_state === "live" ? "connected" : link_state;
}
