import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { FastifyInstance } from "fastify";

/** Traces of requests to an OpenTelemetry collector of the operator's. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** W3C Trace Context, `traceparent` of version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Opens the way to a collector (OTLP over HTTP). Loaded only where one is named: who has none waits for nothing.
 * @param endpoint base address; traces go to `/v1/traces` below it.
 */
export async function openTracing(endpoint: string): Promise<Tracing> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
  return { tracer: provider.getTracer("fairlead-cloud"), close: () => provider.shutdown() };
}

/** One span a request: its route, never its address, body, user or token. Takes part in the caller's trace. */
export function registerTracing(app: FastifyInstance, { tracer }: Tracing): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const end = Date.now();
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, startTime: end - reply.elapsedTime },
      parentOf(request.headers["traceparent"]),
    );
    span.setAttributes({
      "http.request.method": request.method,
      "http.route": route,
      "http.response.status_code": reply.statusCode,
      "fairlead.request_id": request.id,
    });
    if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  });
}

function parentOf(header: string | string[] | undefined): Context {
  const [, traceId = "", spanId = "", flags = ""] = TRACEPARENT.exec(typeof header === "string" ? header : "") ?? [];
  if (traceId === "") return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}
