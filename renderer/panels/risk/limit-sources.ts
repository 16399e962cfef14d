import type { LimitsInput } from "#shared/contract/risk.ts";

interface LimitSource {
  readonly url: string;
  /** The day it was read, as `2026-11-21`. */
  readonly asOf: string;
}

/** Every page that a set of limits was read from, each once. */
export function sourcesOf(limits: LimitsInput): readonly LimitSource[] {
  const all = Object.values(limits).flatMap((limit): readonly LimitSource[] =>
    typeof limit === "object" && limit !== null && "source" in limit && limit.source !== null ? [limit.source] : [],
  );
  return all.filter(({ url }, at) => all.findIndex((other) => other.url === url) === at);
}
