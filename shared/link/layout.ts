import type { Field, Fields } from "./schema.ts";

/** Where a field lies in its packed record. */
export interface Slot {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly field: Field;
}

export interface Layout {
  /** Bytes of the whole record. */
  readonly size: number;
  readonly slots: readonly Slot[];
}

const SIZES = { u8: 1, bool: 1, code: 1, u16: 2, u32: 4, i32: 4, u64: 8, i64: 8, ms: 8, f64: 8 } as const;

/** Bytes of one field on the wire. */
export function fieldSize(field: Field): number {
  return field.kind === "text" || field.kind === "bytes" ? field.size : SIZES[field.kind];
}

/** Lays fields out in order without padding: `pack(1)` in MQL5. */
export function layoutOf(fields: Fields): Layout {
  let size = 0;
  const slots = Object.entries(fields).map(([name, field]) => {
    const slot: Slot = { name, field, offset: size, size: fieldSize(field) };
    size += slot.size;
    return slot;
  });
  return { size, slots };
}
