/**
 * JSON for what the ledger keeps: bigints survive as "~123", texts that begin with "~" get a second one, and keys are
 * in order, so that equal contents are equal texts.
 */
export function toLedgerJson(value: unknown): string {
  switch (typeof value) {
    case "bigint":
      return `"~${value}"`;
    case "string":
      return JSON.stringify(value.startsWith("~") ? `~${value}` : value);
    case "number":
      if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be kept`);
      return `${Object.is(value, -0) ? 0 : value}`;
    case "boolean":
      return `${value}`;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? `[${value.map(element).join(",")}]` : `{${members(value)}}`;
    default:
      throw new TypeError(`a ${typeof value} cannot be kept`);
  }
}

const element = (value: unknown): string => (value === undefined ? "null" : toLedgerJson(value));

/** Written by hand: JSON.stringify with a replacer that sorts takes five times as long, in the way of every order. */
function members(value: object): string {
  let text = "";
  for (const key of Object.keys(value).toSorted()) {
    const each = (value as Record<string, unknown>)[key];
    if (each === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${toLedgerJson(each)}`;
  }
  return text;
}

/** Reads what `toLedgerJson` wrote. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the ledger alone writes these texts: whoever reads one names its type.
export function fromLedgerJson<T>(text: string): T {
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== "string" || !each.startsWith("~")) return each;
    return each.startsWith("~~") ? each.slice(1) : BigInt(each.slice(1));
  }) as T;
}

/** The same for an object without objects in it, several times as fast: JSON's own reviver is asked for every value. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above.
export function fromFlatLedgerJson<T extends object>(text: string): T {
  const read = JSON.parse(text) as Record<string, unknown>;
  // Most texts have no "~" but those of their tickets, which stand in the same few keys.
  for (const key in read) {
    const each = read[key];
    if (typeof each !== "string" || !each.startsWith("~")) continue;
    read[key] = each.startsWith("~~") ? each.slice(1) : BigInt(each.slice(1));
  }
  return read as T;
}
