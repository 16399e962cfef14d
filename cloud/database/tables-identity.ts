import type { ColumnType, Generated, Selectable } from "kysely";

/** jsonb: read as a value, written as its text. */
export type Json<Value> = ColumnType<Value, string, string>;
/** The same, with a default in the database. */
export type JsonDefault<Value> = ColumnType<Value, string | undefined, string>;
/** bigint with a default: read as text by the driver, lest a number lose its end. */
export type BigIntegerDefault = ColumnType<string, number | undefined, number>;

export interface UserRow {
  user_id: string;
  email: string;
  email_key: string;
  username: string | null;
  username_key: string | null;
  first_name: string;
  last_name: string;
  phone: string | null;
  email_verified: Generated<boolean>;
  two_factor_enabled: Generated<boolean>;
  account_status: Generated<"active" | "suspended" | "closed">;
  platform_role: Generated<"user" | "support" | "admin">;
  created_at: Date;
  updated_at: Date;
  last_login: Date | null;
}

interface Registrations {
  user_id: string;
  email: string;
  email_key: string;
  username: string | null;
  first_name: string;
  last_name: string;
  phone: string | null;
  password_hash: string;
  terms_version: string;
  privacy_version: string;
  ip: string;
  /** null: the address has an account already, so no code was ever sent. */
  code_mac: Buffer | null;
  code_kid: string;
  code_expires_at: Date;
  attempts: Generated<number>;
  mails: Generated<number>;
  created_at: Date;
  expires_at: Date;
}

export interface SessionRow {
  user_id: string;
  session_id: string;
  tenant_id: string;
  device_id: string;
  generation: number;
  rotated_at: Date;
  nonce: string;
  kid: string;
  amr: string[];
  ip_address: string;
  user_agent: string;
  created_at: Date;
  idle_expires_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_why: string | null;
  second_factor_at: Date | null;
}

export interface DeviceRow {
  user_id: string;
  device_id: string;
  name: string;
  device_type: "desktop" | "cli" | "web" | "mobile";
  public_key: string | null;
  created_at: Date;
  last_seen: Date;
}

export interface IdentityTables {
  "identity.users": UserRow;
  "identity.passwords": { user_id: string; hash: string; changed_at: Date };
  "identity.registrations": Registrations;
  "identity.consents": {
    user_id: string;
    document: "terms" | "privacy";
    version: string;
    accepted_at: Date;
    ip: string;
  };
  "identity.preferences": {
    user_id: string;
    risk_tolerance: Generated<string>;
    notification_preferences: JsonDefault<Record<string, unknown>>;
    trading_preferences: JsonDefault<Record<string, unknown>>;
    ui_preferences: JsonDefault<Record<string, unknown>>;
    timezone: Generated<string>;
  };
  "identity.devices": DeviceRow;
  "identity.sessions": SessionRow;
  "identity.totp": { user_id: string; sealed_secret: string; confirmed_at: Date | null; last_step: BigIntegerDefault };
  "identity.recovery_codes": { user_id: string; code_mac: Buffer; kid: string; used_at: Date | null };
  "identity.challenges": {
    user_id: string;
    challenge_id: string;
    device: Json<unknown>;
    attempts: Generated<number>;
    expires_at: Date;
  };
  "identity.reset_asks": {
    email_key: string;
    user_id: string | null;
    code_mac: Buffer;
    kid: string;
    attempts: Generated<number>;
    requested_at: Date;
    expires_at: Date;
  };
  "identity.attempts": { key: string; failures: number; since: Date; locked_until: Date | null };
  "identity.api_keys": {
    tenant_id: string;
    key_id: string;
    user_id: string;
    name: string;
    secret_sha256: Buffer;
    scopes: string[];
    created_at: Date;
    expires_at: Date | null;
    last_used: Date | null;
    revoked_at: Date | null;
  };
  "tenancy.organisations": { tenant_id: string; kind: "personal" | "team"; name: string; created_at: Date };
  "tenancy.memberships": { tenant_id: string; user_id: string; role: MemberRole; created_at: Date };
}

export type MemberRole = "owner" | "admin" | "trader" | "viewer";

/** A registration as it is read. */
export type RegistrationRow = Selectable<Registrations>;
