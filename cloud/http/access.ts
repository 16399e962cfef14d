import type { PlanType } from "#shared/cloud/plans.ts";
import type { MemberRole } from "../database/tables-identity.ts";

export const API_SCOPES = ["read", "write", "trade"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/**
 * Who may call a route. A route without one is refused when it is registered: nothing is open by omission.
 * - `public`: anybody.
 * - `registration`: who registered and has not confirmed the address.
 * - `member`: a signed-in user, or an API key with the scope; in an organisation, with one of the roles.
 * - `user`: a signed-in user, never an API key.
 * - `staff`: the platform's own people, with a second factor.
 */
export type Access =
  | { readonly kind: "public" }
  | { readonly kind: "registration" }
  | { readonly kind: "member"; readonly scope: ApiScope; readonly roles: readonly MemberRole[] }
  | { readonly kind: "user" }
  | { readonly kind: "staff"; readonly roles: readonly ("support" | "admin")[] };

export const PUBLIC: Access = { kind: "public" };
export const REGISTRATION: Access = { kind: "registration" };
export const USER: Access = { kind: "user" };
export const READ: Access = { kind: "member", scope: "read", roles: ["owner", "admin", "trader", "viewer"] };
export const WRITE: Access = { kind: "member", scope: "write", roles: ["owner", "admin", "trader"] };
/** Acts on a terminal; who is signed in must also have a fresh second factor (`requireFreshFactor`). */
export const TRADE: Access = { kind: "member", scope: "trade", roles: ["owner", "admin", "trader"] };
export const MANAGE: Access = { kind: "member", scope: "write", roles: ["owner", "admin"] };
export const SUPPORT: Access = { kind: "staff", roles: ["support", "admin"] };
export const ADMIN: Access = { kind: "staff", roles: ["admin"] };

/** Who is calling: a signed-in user or an API key. */
export interface Principal {
  readonly kind: "user" | "api_key";
  readonly userId: string;
  readonly tenantId: string;
  readonly memberRole: MemberRole;
  readonly platformRole: "user" | "support" | "admin";
  readonly plan: PlanType;
  /** Requests a minute that the plan allows. */
  readonly requestsPerMinute: number;
  readonly scopes: readonly ApiScope[];
  /** Of a signed-in user. */
  readonly sessionId: string | undefined;
  readonly deviceId: string | undefined;
  /** How the sign-in was proven (RFC 8176): `pwd`, `otp`. */
  readonly amr: readonly string[];
  /** UTC ms of this sign-in's last proof of a second factor. */
  readonly secondFactorAt: number | undefined;
}

/** Somebody who registered and has not confirmed the address. */
export interface Registrant {
  readonly userId: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    principal: Principal | undefined;
    registrant: Registrant | undefined;
  }
}
