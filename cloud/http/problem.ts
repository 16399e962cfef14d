import { PROBLEMS, type ProblemCode } from "#shared/cloud/problems.ts";

/** A refusal with a code of the closed table; what the client may know more goes into `detail` and `extra`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail?: string,
    more: { readonly extra?: Record<string, unknown>; readonly headers?: Record<string, string> } = {},
  ) {
    super(detail ?? PROBLEMS[code].title);
    this.code = code;
    this.extra = more.extra ?? {};
    this.headers = more.headers ?? {};
  }
}

/** The `application/problem+json` body of a refusal (RFC 9457). */
export function problemBody(
  code: ProblemCode,
  detail: string,
  requestId: string,
  extra: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { status, title, now } = PROBLEMS[code];
  return { ...extra, type: `urn:fairlead:problem:${code}`, title, status, detail, code, now, request_id: requestId };
}
