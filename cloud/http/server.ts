import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { registerLive } from "../live/routes-live.ts";
import type { CloudParts } from "../parts.ts";
import { registerRoutes } from "../routes.ts";
import { registerGuard } from "./guard.ts";
import { registerHealth } from "./health.ts";
import { registerMetrics } from "./metrics.ts";
import { registerProblems } from "./problem-handler.ts";
import { PUBLIC_PER_MINUTE, registerRateLimits } from "./rate-limits.ts";
import { registerTracing } from "./tracing.ts";
import { useTypeBox } from "./validation.ts";

/** The REST API, whole but not yet listening. */
export type CloudServer = FastifyInstance;

const HEADERS = ["authorization", "content-type", "idempotency-key"];
const SHOWN_HEADERS = [
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "retry-after",
  "idempotent-replayed",
  "deprecation",
  "sunset",
];

/** How long a request may take to arrive, ms: its headers, all of it, and how often that is looked at. */
export const ARRIVAL = { headersMs: 10_000, requestMs: 15_000, lookMs: 2_000 };

/** Builds the API of REST v1. @param publicPerMinute requests of one network without a caller. */
export async function buildServer(
  parts: CloudParts,
  publicPerMinute: number = PUBLIC_PER_MINUTE,
  arrival: typeof ARRIVAL = ARRIVAL,
): Promise<CloudServer> {
  const { config } = parts;
  const log: FastifyBaseLogger = parts.log;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 65_536,
    // A body that trickles in holds a connection no longer than that.
    requestTimeout: arrival.requestMs,
    // Node looks for late requests every thirty seconds unless it is told otherwise.
    http: { connectionsCheckingInterval: arrival.lookMs, headersTimeout: arrival.headersMs },
    connectionTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    routerOptions: { maxParamLength: 100 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  let draining = false;
  app.removeContentTypeParser("text/plain");
  useTypeBox(app);
  registerProblems(app);
  app.addHook("onResponse", async (request, reply) => {
    const path = request.url.split("?")[0];
    request.log.info(
      {
        method: request.method,
        path,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        user: request.principal?.userId,
      },
      "request",
    );
  });
  if (parts.tracing !== undefined) registerTracing(app, parts.tracing);
  app.addHook("preClose", async () => {
    draining = true;
  });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  await app.register(cors, {
    // An empty list allows nobody: desktop, CLI and servers do not ask by CORS.
    origin: config.corsOrigins.length === 0 ? false : [...config.corsOrigins],
    methods: ["GET", "POST", "PUT", "DELETE"],
    allowedHeaders: HEADERS,
    exposedHeaders: SHOWN_HEADERS,
    maxAge: 600,
  });
  registerGuard(app, parts, publicPerMinute);
  await registerRateLimits(app, publicPerMinute, parts.counts);
  await app.register(swagger, {
    openapi: {
      info: {
        title: "Fairlead cloud",
        version: "1",
        description: "The account backend. Versions and deprecation: docs/OPERATIONS.md.",
      },
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "An access token, or an API key (flk_…)" },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
  registerHealth(app, parts, () => draining);
  registerMetrics(app, parts);
  if (config.roles.has("api")) registerRoutes(app, parts);
  if (config.roles.has("gateway")) registerLive(app, parts);
  await app.ready();
  return app;
}
