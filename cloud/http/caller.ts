import type { FastifyRequest } from "fastify";
import type { TenantContext } from "../database/database.ts";
import type { Principal, Registrant } from "./access.ts";

/** Who called a route that admits members, users or staff. @throws Error on a public route: a programming mistake. */
export function caller(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error(`${request.url} asks for a caller, and its access admits none.`);
  return request.principal;
}

/** Who called a route for those who have not confirmed their address. */
export function registrant(request: FastifyRequest): Registrant {
  if (request.registrant === undefined)
    throw new Error(`${request.url} asks for a registrant, and its access admits none.`);
  return request.registrant;
}

/** The tenant and user a route works for. */
export function contextOf(request: FastifyRequest): TenantContext {
  const { tenantId, userId } = caller(request);
  return { tenantId, userId };
}
