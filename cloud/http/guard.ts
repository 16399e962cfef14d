import type { FastifyInstance, FastifyRequest } from "fastify";
import { authenticate } from "../identity/authenticate.ts";
import type { CloudParts } from "../parts.ts";
import type { Access } from "./access.ts";
import { Problem } from "./problem.ts";
import { RefusedNetworks } from "./refused-networks.ts";

/** Routes of libraries that are open by nature: the documentation's pages. */
const OPEN_PREFIX = "/docs";

/**
 * Lets nobody past who may not pass; a route that does not say who may call it cannot be registered.
 * @param wrongPerMinute tokens nobody gave out that one network may send.
 */
export function registerGuard(app: FastifyInstance, parts: CloudParts, wrongPerMinute: number): void {
  const networks = new RefusedNetworks(wrongPerMinute);
  app.decorateRequest("principal", undefined);
  app.decorateRequest("registrant", undefined);
  app.addHook("onRoute", (route) => {
    const isOpen = route.url.startsWith(OPEN_PREFIX) || route.method === "OPTIONS";
    if (route.config?.access === undefined && !isOpen)
      throw new Error(`${String(route.method)} ${route.url} says not who may call it.`);
  });
  app.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access.kind === "public") return;
    const token = bearer(request);
    networks.admit(request.ip, token);
    if (access.kind === "registration") {
      const claims = await parts.tokens.read("registration", token);
      if (claims === undefined) {
        await networks.wrong(request.ip, token);
        throw new Problem("UNAUTHENTICATED");
      }
      request.registrant = { userId: claims.userId };
      return;
    }
    const { principal, lacksSecondFactor } = await authenticate(parts, token).catch(async (fault: unknown) => {
      if (fault instanceof Problem && fault.code === "UNAUTHENTICATED") await networks.wrong(request.ip, token);
      throw fault;
    });
    networks.right(token);
    request.principal = principal;
    check(access, request, lacksSecondFactor);
  });
}

function check(
  access: Exclude<Access, { kind: "public" | "registration" }>,
  request: FastifyRequest,
  lacksSecondFactor: boolean,
): void {
  const { principal } = request;
  if (principal === undefined) throw new Problem("UNAUTHENTICATED");
  if (access.kind === "member") {
    if (!access.roles.includes(principal.memberRole)) throw new Problem("FORBIDDEN");
    if (!principal.scopes.includes(access.scope)) {
      throw new Problem("SCOPE_MISSING", undefined, { extra: { scope: access.scope } });
    }
    if (lacksSecondFactor && access.scope !== "read") throw new Problem("TWO_FACTOR_REQUIRED");
    return;
  }
  if (principal.kind !== "user") throw new Problem("FORBIDDEN", "API keys may not do that.");
  if (access.kind === "user") return;
  if (principal.platformRole === "user" || !access.roles.includes(principal.platformRole))
    throw new Problem("FORBIDDEN");
  if (!principal.amr.includes("otp")) throw new Problem("TWO_FACTOR_REQUIRED", "Staff sign in with a second factor.");
}

/** The token of the Authorization header; one in the address, a cookie or a body is never looked at. */
export function bearer(request: FastifyRequest): string {
  const [, token] = /^Bearer ([\w.-]{20,2000})$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Problem("UNAUTHENTICATED");
  return token;
}
