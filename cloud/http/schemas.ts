import { type TObject, type TProperties, Type } from "typebox";

/** An object that takes no fields but its own. */
export function closed<Fields extends TProperties>(fields: Fields): TObject<Fields> {
  return Type.Object(fields, { additionalProperties: false });
}

export const Id = Type.String({ pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" });
export const IdParams = closed({ id: Id });
/** ISO 8601, UTC. */
export const Time = Type.String({ description: "ISO 8601, UTC" });
export const MaybeTime = Type.Union([Time, Type.Null()]);
export const Done = Type.Object({ success: Type.Literal(true), message: Type.String() });

/** The answer of a request that has nothing else to say. */
export function done(message: string): { success: true; message: string } {
  return { success: true, message };
}

/** Text of a person's making: no control characters, no line of its own. */
export function Words(maxLength: number, minLength = 0) {
  return Type.String({ minLength, maxLength, pattern: "^[^\\u0000-\\u001f\\u007f]*$" });
}

export const Email = Type.String({
  maxLength: 254,
  pattern:
    '^[^\\s@"<>,;:\\\\()\\[\\]\\u0000-\\u001f]{1,64}@[^\\s@"<>,;:\\\\()\\[\\]\\u0000-\\u001f]{1,189}\\.[^\\s@."<>,;:\\\\()\\[\\]\\u0000-\\u001f]{2,63}$',
});

/** A time as the API writes it: ISO 8601, UTC, with milliseconds. */
export function iso(at: Date): string {
  return at.toISOString();
}

/** The same, or null. */
export function maybeIso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
