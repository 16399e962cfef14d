import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CloudParts } from "../parts.ts";
import { PUBLIC } from "./access.ts";
import { Problem } from "./problem.ts";

/** Prometheus metrics at `/metrics`, by a token of the operator's; without one, to this machine only. */
export function registerMetrics(app: FastifyInstance, { config, database, hasher, gauges }: CloudParts): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "fairlead_http_request_seconds",
    help: "Time from a request's headers to the end of its answer, by route",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  const refusals = new Counter({
    name: "fairlead_http_refusals_total",
    help: "Answers of 400 and above",
    labelNames: ["status"],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("fairlead_password_hash_waiting", "Sign-ins that wait for a hash", () => hasher.waiting);
  gauge("fairlead_sockets", "Desktops that are connected to this process", () => gauges.sockets?.() ?? 0);
  gauge(
    "fairlead_frames_waiting",
    "Frames of the durable lane that wait for a transaction",
    () => gauges.frames?.() ?? 0,
  );
  gauge("fairlead_database_waiting", "Requests that wait for a connection", () => database.waiting);
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    if (reply.statusCode >= 400) refusals.inc({ status: reply.statusCode });
  });
  app.get(
    "/metrics",
    { config: { access: PUBLIC, rateLimit: false }, schema: { tags: ["operations"] } },
    async (request, reply) => {
      const { metricsToken } = config;
      const given = Buffer.from(request.headers.authorization ?? "");
      const right = Buffer.from(`Bearer ${metricsToken ?? ""}`);
      const allowed =
        metricsToken === undefined
          ? isLoopback(request.ip)
          : given.length === right.length && timingSafeEqual(given, right);
      if (!allowed) throw new Problem("UNAUTHENTICATED");
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

function isLoopback(ip: string): boolean {
  return ip === "::1" || /^(?:::ffff:)?127\./.test(ip);
}
