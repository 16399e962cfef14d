/** Properties that hold MT5 tickets (64 bit): in JSON they are decimal text, so that no digit is lost. */
const TICKETS: ReadonlySet<string> = new Set(["position", "deals", "ticket"]);

/** JSON of a session or a trade. */
export const toLedgerJson = (value: object): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? one.toString() : one));

/** Reads what `toLedgerJson` wrote; the caller names the type, as only the ledger writes these rows. */
export function fromLedgerJson<T>(text: string): T {
  return JSON.parse(text, (key, value: unknown) => {
    if (!TICKETS.has(key)) return value;
    if (typeof value === "string") return BigInt(value);
    return Array.isArray(value) ? value.map((one) => BigInt(String(one))) : value;
  }) as T;
}
