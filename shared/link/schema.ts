/**
 * The vocabulary in which the link's frames are described. One description yields the TypeScript codec, the MQL5
 * include (`mql5/Include/Fairlead/Link.mqh`), the golden vectors and the tables of docs/LINK-PROTOCOL.md.
 *
 * Every frame is `Header` + the message's fields (packed, little-endian) + `count` items where the message has items.
 */

/** A fixed-width field. `text` is UTF-8 padded with NUL; `ms` is a signed 64-bit integer that fits a safe number. */
export type Field =
  | { readonly kind: "u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "f64" | "ms" | "bool" }
  | { readonly kind: "text" | "bytes"; readonly size: number }
  | { readonly kind: "code"; readonly codes: Codes };

/** Our own numbers for an enumeration (one byte on the wire); MT5's numbers never travel. */
export interface Codes {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
}

export type Fields = Readonly<Record<string, Field>>;

/** A fixed-layout record; `pack(1)` struct in MQL5. */
export interface RecordShape<F extends Fields = Fields> {
  readonly name: string;
  readonly fields: F;
}

/** A message of the link: type code, who sends it, on which socket, its fields, and the records that may follow. */
export interface MessageShape<F extends Fields = Fields, I extends Fields = Fields> {
  readonly name: string;
  readonly code: number;
  readonly from: "ea" | "bridge";
  readonly socket: "control" | "data";
  /** Frozen messages keep code and layout in every protocol version: an old EA can always be read and kept safe. */
  readonly frozen: boolean;
  readonly doc: string;
  readonly fields: F;
  readonly items: RecordShape<I> | null;
}

type CodeName<C extends Codes> = keyof C["values"] & string;

/** The TypeScript value of a field. */
export type FieldValue<F> = F extends { readonly kind: "code"; readonly codes: infer C extends Codes }
  ? CodeName<C>
  : F extends { readonly kind: "u64" | "i64" }
    ? bigint
    : F extends { readonly kind: "text" }
      ? string
      : F extends { readonly kind: "bytes" }
        ? Uint8Array
        : F extends { readonly kind: "bool" }
          ? boolean
          : number;

/** The TypeScript value of a record's fields. */
export type FieldValues<F extends Fields> = { -readonly [K in keyof F]: FieldValue<F[K]> };

export const u8 = { kind: "u8" } as const;
export const u16 = { kind: "u16" } as const;
export const u32 = { kind: "u32" } as const;
export const u64 = { kind: "u64" } as const;
export const i32 = { kind: "i32" } as const;
export const i64 = { kind: "i64" } as const;
export const f64 = { kind: "f64" } as const;
export const ms = { kind: "ms" } as const;
export const bool = { kind: "bool" } as const;
export const text = <const N extends number>(size: N) => ({ kind: "text", size }) as const;
export const bytes = <const N extends number>(size: N) => ({ kind: "bytes", size }) as const;
export const code = <const C extends Codes>(codes: C) => ({ kind: "code", codes }) as const;

export const codes = <const V extends Readonly<Record<string, number>>>(name: string, values: V) =>
  ({ name, values }) as const satisfies Codes;

export const record = <const F extends Fields>(name: string, fields: F): RecordShape<F> => ({ name, fields });

type MessageOptions<F extends Fields, I extends Fields> = Pick<MessageShape, "code" | "from" | "socket" | "doc"> & {
  readonly frozen?: boolean;
  readonly fields: F;
  readonly items?: RecordShape<I>;
};

/** Describes a message of the link. @param name as both sides' code calls it. */
export function message<const F extends Fields, const I extends Fields = never>(
  name: string,
  { items, frozen = false, ...rest }: MessageOptions<F, I>,
): MessageShape<F, I> {
  return { name, frozen, items: items ?? null, ...rest };
}
