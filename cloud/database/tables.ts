import type { ColumnType, Generated, Selectable } from "kysely";
import type { PlanFeatures, PlanLimits, PlanType } from "#shared/cloud/plans.ts";
import type { SessionBody } from "#shared/sync/bodies.ts";
import type { RemoteAnswer, RemoteKind } from "#shared/sync/remote.ts";
import type { BigIntegerDefault, IdentityTables, Json, JsonDefault } from "./tables-identity.ts";

/** bigint: the driver reads it as text, lest a number lose its end. */
type BigInteger = ColumnType<string, number | string, number | string>;

interface Subscriptions {
  tenant_id: string;
  subscription_id: string;
  plan_type: PlanType;
  status: "trialing" | "active" | "past_due" | "cancelled" | "expired" | "suspended";
  billing_cycle: "monthly" | "annual";
  current_period_start: Date;
  /** null: has no end (the free plan). */
  current_period_end: Date | null;
  cancel_at_period_end: Generated<boolean>;
  next_plan_type: PlanType | null;
  next_billing_cycle: "monthly" | "annual" | null;
  source: "free" | "trial" | "staff" | "provider";
  created_at: Date;
  updated_at: Date;
}

interface Accounts {
  tenant_id: string;
  account_id: string;
  created_by: string;
  broker_server: string;
  login: BigInteger;
  account_name: string;
  account_type: "demo" | "real";
  currency: string | null;
  currency_digits: number | null;
  last_balance: BigInteger | null;
  last_sync: Date | null;
  is_primary: Generated<boolean>;
  is_active: Generated<boolean>;
  settings: JsonDefault<Record<string, unknown>>;
  verification_status: Generated<"pending" | "verified" | "failed" | "expired">;
  verification_method: string | null;
  verified_at: Date | null;
  verification_expires_at: Date | null;
  created_at: Date;
  updated_at: Date;
  link_state: "live" | "stale" | "lost" | null;
  last_equity: BigInteger | null;
  link_device_id: string | null;
}

interface Commands {
  tenant_id: string;
  command_id: string;
  user_id: string;
  idempotency_key: string;
  request_sha256: Buffer;
  kind: RemoteKind;
  broker_server: string;
  login: BigInteger;
  args: Json<Record<string, unknown>>;
  asked_by: string;
  proof: "second_factor" | "trade_key" | "signed_in";
  ip: string;
  state: "waiting" | "sent" | "done" | "offline" | "unknown";
  device_id: string | null;
  issued_at: Date;
  expires_at: Date;
  answered_at: Date | null;
  answer: Json<RemoteAnswer> | null;
}

interface Trades {
  tenant_id: string;
  trade_id: string;
  session_id: string | null;
  broker_server: string;
  login: BigInteger;
  asset: string;
  direction: "buy" | "sell";
  amount: number;
  duration_s: BigInteger | null;
  gale_sequence: number;
  result: "win" | "loss" | "breakeven";
  profit_loss: BigInteger;
  currency: string;
  digits: number;
  open_time: Date | null;
  close_time: Date;
  signal_source: string | null;
}

interface Endpoints {
  tenant_id: string;
  webhook_id: string;
  created_by: string;
  url: string;
  description: string;
  events: string[];
  sealed_secret: string;
  is_active: Generated<boolean>;
  stopped_why: "gone" | "failing" | null;
  failing_since: Date | null;
  busy_until: Date | null;
  missed: BigIntegerDefault;
  created_at: Date;
  updated_at: Date;
}

interface Deliveries {
  tenant_id: string;
  delivery_id: string;
  webhook_id: string;
  event: string;
  at: Date;
  body: Json<Record<string, unknown>>;
  state: Generated<"waiting" | "done" | "failed">;
  attempts: Generated<number>;
  next_attempt_at: Date;
  last_attempt_at: Date | null;
  last_status: number | null;
  last_fault: string | null;
  created_at: Generated<Date>;
}

/** Every table by its full name; columns as SQL calls them. */
export interface Tables extends IdentityTables {
  "audit.entries": {
    tenant_id: string;
    seq: BigInteger;
    at: Date;
    actor_id: string | null;
    actor_kind: string;
    action: string;
    entity: string;
    entity_id: string | null;
    ip: string | null;
    device_id: string | null;
    diff: Json<Record<string, unknown>>;
    previous_hash: Buffer;
    hash: Buffer;
  };
  "audit.broken": { tenant_id: string; seq: BigInteger };
  "plans.plans": {
    plan_type: PlanType;
    position: number;
    plan_name: string;
    monthly_usd: BigInteger;
    annual_usd: BigInteger;
    monthly_idr: BigInteger;
    annual_idr: BigInteger;
    limits: Json<PlanLimits>;
    features: Json<PlanFeatures>;
    trial_days: number;
    is_active: boolean;
  };
  "plans.subscriptions": Subscriptions;
  "plans.overrides": {
    tenant_id: string;
    name: string;
    value: Json<number | boolean>;
    reason: string;
    granted_by: string;
    created_at: Date;
    expires_at: Date | null;
  };
  "plans.usage": { tenant_id: string; entitlement_version: BigIntegerDefault };
  "accounts.accounts": Accounts;
  "accounts.verifications": {
    tenant_id: string;
    verification_id: string;
    account_id: string;
    user_id: string;
    nonce: string;
    created_at: Date;
    expires_at: Date;
    answered_at: Date | null;
    outcome: string | null;
  };
  "ingest.streams": {
    tenant_id: string;
    stream_id: string;
    user_id: string;
    device_id: string;
    epoch: number;
    hwm: BigInteger;
    created_at: Date;
    updated_at: Date;
  };
  "ingest.events": {
    tenant_id: string;
    stream_id: string;
    epoch: number;
    seq: BigInteger;
    kind: string;
    natural_key: string;
    at: Date;
    received_at: Date;
    body: Json<Record<string, unknown>>;
  };
  "ingest.quarantine": {
    tenant_id: string;
    stream_id: string;
    epoch: number;
    seq: BigInteger;
    why: string;
    received_at: Date;
    raw: string;
  };
  "trading.sessions": {
    tenant_id: string;
    session_id: string;
    revision: BigInteger;
    broker_server: string;
    login: BigInteger;
    state: string;
    removed: boolean;
    body: Json<SessionBody>;
    updated_at: Date;
  };
  "trading.trades": Trades;
  "trading.signals": {
    tenant_id: string;
    signal_id: string;
    fingerprint: Buffer;
    source: string;
    type: "buy" | "sell" | "info";
    symbol: string;
    mode: "paper" | "live";
    payload: string;
    emitted_at: Date;
    valid_until: Date;
    received_at: Date;
  };
  "trading.subscriptions": { tenant_id: string; source: string; created_at: Date };
  "feed.heads": { tenant_id: string; seq: BigInteger };
  "feed.items": { tenant_id: string; seq: BigInteger; kind: string; at: Date; body: Json<Record<string, unknown>> };
  "ingest.blobs": {
    tenant_id: string;
    broker_server: string;
    symbol: string;
    series: string;
    from_ms: BigInteger;
    to_ms: BigInteger;
    count: number;
    codec: string;
    crc32: BigInteger;
    data: Buffer | null;
    received_at: Date;
  };
  "remote.commands": Commands;
  "webhooks.endpoints": Endpoints;
  "webhooks.deliveries": Deliveries;
  "notify.mails": {
    mail_id: string;
    recipient: string;
    subject: string;
    sealed_body: string | null;
    attempts: Generated<number>;
    next_attempt_at: Date;
    created_at: Date;
    delivered_at: Date | null;
    failed_at: Date | null;
    last_error: string | null;
  };
  "ops.migrations": { number: number; name: string; sha256: string; applied_at: Date };
  "ops.replays": {
    tenant_id: string;
    user_id: string;
    idempotency_key: string;
    request_sha256: Buffer;
    status: number | null;
    body: Json<unknown> | null;
    created_at: Date;
  };
}

/** A subscription as it is read. */
export type SubscriptionRow = Selectable<Subscriptions>;
/** An account as it is read. */
export type AccountRow = Selectable<Accounts>;
/** A trade as it is read. */
export type TradeRow = Selectable<Trades>;
/** A webhook as it is read. */
export type EndpointRow = Selectable<Endpoints>;
/** What was or is to be told to one, as it is read. */
export type DeliveryRow = Selectable<Deliveries>;
/** A command as it is read. */
export type CommandRow = Selectable<Commands>;
