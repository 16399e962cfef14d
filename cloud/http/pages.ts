import { type TSchema, Type } from "typebox";
import { Problem } from "./problem.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ANY_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Query of a list: newest first, from where the last page ended. */
export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);

/** One page of a list; `next_cursor` is null on the last one. */
export function Page<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), next_cursor: Type.Union([Type.String(), Type.Null()]) });
}

/**
 * The id a page begins after. Ids of ours are UUIDv7, so their order is that of time; `any`: ids that desktops made.
 * @throws Problem BAD_REQUEST.
 */
export function cursorId(cursor: string | undefined, made: "ours" | "any" = "ours"): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (!(made === "any" ? ANY_UUID : UUID).test(id))
    throw new Problem("BAD_REQUEST", "This cursor is none of ours: begin with the first page.");
  return id;
}

/** Makes a page of `limit + 1` rows that were read. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
  show: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(show), next_cursor: more ? Buffer.from(idOf(last)).toString("base64url") : null };
}
