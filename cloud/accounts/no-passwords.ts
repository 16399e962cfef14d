import type { FastifyRequest } from "fastify";
import { Problem } from "../http/problem.ts";

const PASSWORD_FIELD = /pass(?:word|wd|phrase)?$|^pw$|investor/i;

/** Refuses a broker's password before anything looks at the body further: it is neither stored nor logged. */
export async function refusePasswords(request: FastifyRequest): Promise<void> {
  if (hasPassword(request.body, 0)) throw new Problem("PASSWORD_FIELD_REFUSED");
}

function hasPassword(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth > 4) return false;
  return Object.entries(value).some(([name, inner]) => PASSWORD_FIELD.test(name) || hasPassword(inner, depth + 1));
}
