import { z } from "zod";
import { PLAN_TYPES } from "#shared/cloud/plans.ts";

/** The cloud's answers, as far as this desktop reads them; more fields than these are no fault. */
const Short = z.string().max(512);
const Token = z.string().min(1).max(4_000);
const Time = z.iso.datetime().transform((text) => Date.parse(text));
const Limits = z.record(z.string().max(64), z.int().nullable());
const Features = z.record(z.string().max(64), z.boolean());

export const Done = z.object({ success: z.literal(true) });
export const Registered = z.object({ user_id: Short, token: Token });

const grant = {
  access_token: Token,
  expires_in: z.int().min(1),
  refresh_token: Token.nullable(),
  session_id: Short,
  device_id: Short,
};
export const Grant = z.object(grant);
export type Grant = z.infer<typeof Grant>;

export const Login = z.discriminatedUnion("mfa_required", [
  z.object({ mfa_required: z.literal(false), ...grant }),
  z.object({ mfa_required: z.literal(true), challenge_id: Short }),
]);

export const Me = z.object({ user_id: Short, email: Short, two_factor_enabled: z.boolean() });
export const Secret = z.object({ secret: Short, uri: Short });
export const Codes = z.object({ recovery_codes: z.array(Short).max(32) });

export const Entitlements = z.object({
  plan_type: z.enum(PLAN_TYPES),
  version: z.int(),
  limits: Limits,
  features: Features,
  usage: z.object({ accounts: z.int().min(0) }),
});
export type Entitlements = z.infer<typeof Entitlements>;

export const Grace = z.object({ token: Token, soft_expires_at: Time, hard_expires_at: Time, server_time: Time });
export const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(16) });

export const Subscriptions = z.object({
  items: z.array(
    z.object({
      subscription_id: Short,
      plan_type: z.enum(PLAN_TYPES),
      status: Short,
      next_plan_type: z.enum(PLAN_TYPES).nullable(),
      current_period_end: Time.nullable(),
      cancel_at_period_end: z.boolean(),
    }),
  ),
});

export const Devices = z.object({
  items: z.array(
    z.object({
      device_id: Short,
      name: Short,
      device_type: Short,
      last_seen: Time,
      sessions: z.array(
        z.object({
          session_id: Short,
          ip_address: Short,
          user_agent: Short,
          created_at: Time,
          is_current: z.boolean(),
        }),
      ),
    }),
  ),
});

const Price = z.object({ USD: Short, IDR: Short });
export const Catalogue = z.object({
  items: z.array(
    z.object({
      plan_type: z.enum(PLAN_TYPES),
      plan_name: Short,
      monthly_price: Price,
      annual_price: Price,
      limits: Limits,
      features: Features,
      trial_days: z.int().min(0),
    }),
  ),
});

export const Account = z.object({
  account_id: Short,
  broker_server: Short,
  login: z.int().min(1),
  account_name: Short,
  account_type: z.enum(["demo", "real"]),
  is_primary: z.boolean(),
  verification_status: z.enum(["none", "pending", "verified", "failed", "expired"]),
  connection_status: z.enum(["never_connected", "reported", "connected", "stale", "lost"]),
});
export type Account = z.infer<typeof Account>;
export const Accounts = z.object({ items: z.array(Account).max(100) });
export const Question = z.object({ verification_id: Short, nonce: z.string().min(16).max(100) });

export const CloudSessions = z.object({
  items: z
    .array(
      z.object({
        session_id: Short,
        session_name: Short,
        broker_server: Short,
        login: z.int().min(1),
        mode: z.enum(["paper", "live"]),
        state: z.enum(["draft", "armed", "running", "paused", "stopping", "stopped"]),
        reason: Short.nullable(),
        is_active: z.boolean(),
        net_profit: Short,
        currency: Short,
        total_trades: z.int().min(0),
        winning_trades: z.int().min(0),
        losing_trades: z.int().min(0),
        session_duration_s: z.int().min(0),
        told_at: Time,
      }),
    )
    .max(100),
});
