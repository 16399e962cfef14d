/**
 * JSON for what the ledger keeps: bigints survive as "~123", texts that begin with "~" get a second one, and keys are
 * in order, so that equal contents are equal texts.
 */
export function toLedgerJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return `~${each}`;
    if (typeof each === "string") return each.startsWith("~") ? `~${each}` : each;
    if (typeof each === "number" && !Number.isFinite(each)) throw new RangeError(`${each} cannot be kept`);
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Reads what `toLedgerJson` wrote. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the ledger alone writes these texts: whoever reads one names its type.
export function fromLedgerJson<T>(text: string): T {
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== "string" || !each.startsWith("~")) return each;
    return each.startsWith("~~") ? each.slice(1) : BigInt(each.slice(1));
  }) as T;
}
