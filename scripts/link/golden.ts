import { encode } from "../../shared/link/codec.ts";
import type { FrameInput } from "../../shared/link/frame.ts";
import { isTickMessage, MESSAGES, type MessageName, TICK_RECORDS } from "../../shared/link/messages.ts";
import { recordCodec } from "../../shared/link/record-codec.ts";
import type { Field, Fields, MessageShape } from "../../shared/link/schema.ts";
import { fitUtf8 } from "../../shared/link/utf8.ts";

/** One frame with all its values, as both sides must write it. */
export interface GoldenFrame {
  readonly name: MessageName;
  readonly header: { readonly session: bigint; readonly seq: bigint };
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** Records of `items` are these fields; null when the message has none. */
  readonly itemName: string | null;
  readonly itemFields: Fields | null;
  readonly bytes: Uint8Array;
}

const TEXTS = ["EURUSD", "Größe €", "日本", "🚢 Fairlead", "", "US30.cash"];
/** Doubles that every compiler reads exactly, and the ones that show a wrong byte order or a lost sign. */
const DOUBLES = [1.0853125, -0.5, 0, 123456.75, 1e300, 2.5e-10];

/** A value of the field that no neighbour shares: `n` counts up through a frame. */
function valueOf(field: Field, n: number): unknown {
  switch (field.kind) {
    case "u8":
      return (n * 37) % 256;
    case "u16":
      return 65_535 - n;
    case "u32":
      return 4_294_967_295 - n;
    case "i32":
      return n % 2 === 0 ? -2_147_483_648 + n : 3_600 * n;
    case "u64":
      return n % 2 === 0 ? 0xffff_ffff_ffff_ffffn - BigInt(n) : BigInt(n) << 33n;
    case "i64":
      return -(1n << 62n) + BigInt(n);
    case "f64":
      return DOUBLES[n % DOUBLES.length];
    case "ms":
      return 1_763_683_200_000 + n;
    case "bool":
      return n % 2 === 0;
    case "code": {
      const words = Object.keys(field.codes.values);
      return words[n % words.length];
    }
    case "text":
      return fitUtf8(TEXTS[n % TEXTS.length] ?? "", field.size);
    case "bytes":
      return Uint8Array.from({ length: field.size }, (_, i) => (n + i * 7) % 256);
  }
}

function valuesOf(fields: Fields, start: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field], i) => [name, valueOf(field, start + i)]));
}

function packedTicks(fields: Fields, items: readonly Record<string, unknown>[]): Uint8Array {
  const codec = recordCodec(fields, "tick");
  const octets = new Uint8Array(codec.size * items.length);
  const frame = { octets, view: new DataView(octets.buffer) };
  items.forEach((item, i) => codec.write(frame, i * codec.size, item));
  return octets;
}

function golden(name: MessageName, layout: keyof typeof TICK_RECORDS, start: number): GoldenFrame {
  const shape: MessageShape = MESSAGES[name];
  const ticks = isTickMessage(name);
  const record = ticks ? TICK_RECORDS[layout] : shape.items;
  const fields = { ...valuesOf(shape.fields, start), ...(ticks ? { layout } : {}) };
  const items = record === null ? [] : [0, 1, 2].map((i) => valuesOf(record.fields, start + 5 * i));
  const header = { session: 0xf1e2_d3c4_b5a6_9788n + BigInt(start), seq: BigInt(start + 1) };
  const body = ticks && record !== null ? { payload: packedTicks(record.fields, items), count: 3 } : { items };
  const input = { header, fields, ...body } as unknown as FrameInput<MessageName>;
  const itemFields = record?.fields ?? null;
  return { name, header, fields, items, itemName: record?.name ?? null, itemFields, bytes: encode(name, input) };
}

/** One frame of every message, and the tick messages in both layouts that an EA sends. */
export function goldenFrames(): GoldenFrame[] {
  const byCode = (name: MessageName): number => MESSAGES[name].code;
  const names = (Object.keys(MESSAGES) as MessageName[]).toSorted((a, b) => byCode(a) - byCode(b));
  return [
    ...names.map((name, i) => golden(name, "quote", i)),
    golden("Ticks", "full", 90),
    golden("HistoryTicks", "full", 91),
  ];
}

/** `test/fixtures/link-golden.generated.json`: 64-bit integers as text, bytes as hexadecimal digits. */
export function goldenJson(frames: readonly GoldenFrame[]): string {
  const plain = (_: string, value: unknown): unknown => {
    if (typeof value === "bigint") return `${value}n`;
    return value instanceof Uint8Array ? hex(value) : value;
  };
  const rows = frames.map(({ name, header, fields, items, bytes }) => ({ name, header, fields, items, bytes }));
  return `[\n${rows.map((row) => JSON.stringify(row, plain)).join(",\n")}\n]\n`;
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
