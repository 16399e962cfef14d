import type { FastifyError, FastifyInstance } from "fastify";
import { PROBLEMS, type ProblemCode } from "#shared/cloud/problems.ts";
import { Problem, problemBody } from "./problem.ts";
import { InvalidInput } from "./validation.ts";

/** Faults of Fastify's own, and what they are called here. */
const FASTIFY: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE",
  FST_ERR_CTP_EMPTY_JSON_BODY: "BAD_REQUEST",
  FST_ERR_CTP_INVALID_JSON_BODY: "BAD_REQUEST",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "BAD_REQUEST",
};

/** Postgres and its driver, when the database is not there (class 57: shutting down or starting; 08: connection). */
const DATABASE_AWAY = /^(57P0\d|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE)$/;

/** Every refusal leaves as problem+json; what is our own fault is logged whole and told as a request id only. */
export function registerProblems(app: FastifyInstance): void {
  app.setNotFoundHandler({ preHandler: [] }, () => {
    throw new Problem("METHOD_UNKNOWN");
  });
  app.setErrorHandler<FastifyError>((fault, request, reply) => {
    const { code, detail, extra, headers } = explain(fault);
    if (code === "INTERNAL" || code === "UNREADY") request.log.error({ err: fault }, "request failed");
    return reply
      .code(PROBLEMS[code].status)
      .headers(headers)
      .type("application/problem+json")
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problemBody(code, detail, request.id, extra));
  });
}

interface Explained {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

function explain(fault: FastifyError | Problem | InvalidInput): Explained {
  const plain = (code: ProblemCode, detail: string = PROBLEMS[code].title): Explained => ({
    code,
    detail,
    extra: {},
    headers: {},
  });
  if (fault instanceof Problem)
    return { code: fault.code, detail: fault.message, extra: fault.extra, headers: fault.headers };
  if (fault instanceof InvalidInput) return explainInput(fault);
  if ("statusCode" in fault && fault.statusCode === 429) return plain("RATE_LIMITED");
  const known = FASTIFY[fault.code ?? ""];
  if (known !== undefined) return plain(known);
  if (fault instanceof SyntaxError || fault.statusCode === 400) return plain("BAD_REQUEST", "The body is not JSON.");
  const away =
    DATABASE_AWAY.test(fault.code ?? "") ||
    /timeout exceeded when trying to connect|Connection terminated/.test(fault.message);
  return away ? { ...plain("UNREADY"), headers: { "retry-after": "3" } } : plain("INTERNAL");
}

function explainInput({ faults }: InvalidInput): Explained {
  return { code: "BAD_REQUEST", detail: PROBLEMS.BAD_REQUEST.title, extra: { errors: faults }, headers: {} };
}
