import * as codeTables from "../../shared/link/codes.ts";
import { MAX_FRAME_BYTES } from "../../shared/link/frame.ts";
import { Header } from "../../shared/link/header.ts";
import { layoutOf } from "../../shared/link/layout.ts";
import { MESSAGES, TICK_RECORDS } from "../../shared/link/messages.ts";
import type { Codes, Field, Fields, MessageShape } from "../../shared/link/schema.ts";
import * as tradeCodeTables from "../../shared/link/trade-codes.ts";
import { macroWord, structName } from "./mql5-words.ts";

const TYPES = {
  u8: "uchar",
  bool: "uchar",
  code: "uchar",
  u16: "ushort",
  u32: "uint",
  u64: "ulong",
  i32: "int",
  i64: "long",
  ms: "long",
  f64: "double",
  text: "uchar",
  bytes: "uchar",
} as const;

/** Every message, by its number. */
export const MESSAGE_LIST = Object.values<MessageShape>(MESSAGES).toSorted((a, b) => a.code - b.code);

/** Every table of codes, by name. */
export const CODE_TABLES = Object.values<number | Codes>({ ...codeTables, ...tradeCodeTables }).filter(
  (value) => typeof value === "object",
);

const define = (name: string, value: string | number): string => `#define ${name.padEnd(44)} ${value}`;
const sizeName = (name: string): string => `FL_BYTES_${macroWord(name.replace(/Record$/, ""))}`;

function member(name: string, field: Field): string {
  const width = field.kind === "text" || field.kind === "bytes" ? `[${field.size}]` : "";
  const note = field.kind === "code" ? ` // ${field.codes.name}` : field.kind === "text" ? " // UTF-8, NUL padded" : "";
  return `   ${TYPES[field.kind].padEnd(7)} ${name}${width};${note}`;
}

function struct(name: string, fields: Fields, doc: string): string[] {
  if (Object.keys(fields).length === 0) return [define(sizeName(name), 0), ""];
  const members = Object.entries(fields).map(([key, field]) => member(key, field));
  return [
    `//--- ${doc}`,
    `struct ${structName(name)} pack(1)`,
    "  {",
    ...members,
    "  };",
    define(sizeName(name), layoutOf(fields).size),
    "",
  ];
}

function constants(): string[] {
  const scalars = [
    define("FL_MAGIC", codeTables.MAGIC),
    define("FL_PROTOCOL", codeTables.PROTOCOL_VERSION),
    define("FL_PROTOCOL_MIN", codeTables.PROTOCOL_MIN),
    define("FL_MAX_FRAME", MAX_FRAME_BYTES),
  ];
  const types = MESSAGE_LIST.map(({ name, code }) => define(`FL_MSG_${macroWord(name)}`, code));
  const codes = CODE_TABLES.flatMap(({ name, values }) => [
    "",
    ...Object.entries(values).map(([word, value]) => define(`FL_${macroWord(name)}_${macroWord(word)}`, value)),
  ]);
  return [...scalars, "", ...types, ...codes, ""];
}

function records(): string[] {
  const items = new Map(
    MESSAGE_LIST.flatMap(({ items: shape }) => (shape === null ? [] : [[shape.name, shape.fields]])),
  );
  const ticks = Object.values(TICK_RECORDS).map((shape) => struct(shape.name, shape.fields, `packed tick`));
  return [
    ...struct("Header", Header.fields, "opens every frame"),
    ...[...items].flatMap(([name, fields]) => struct(name, fields, "record")),
    ...ticks.flat(),
    ...MESSAGE_LIST.flatMap(({ name, code, from, fields }) =>
      struct(name, fields, `message ${code}, from the ${from}`),
    ),
  ];
}

/** Which types are read in every protocol version. */
function frozenTypes(): string[] {
  const cases = MESSAGE_LIST.filter(({ frozen }) => frozen).map(({ name }) => `      case FL_MSG_${macroWord(name)}:`);
  return [
    "//--- frozen messages are read in every protocol version",
    "bool FlIsFrozen(const int type)",
    "  {",
    "   switch(type)",
    "     {",
    ...cases,
    "         return(true);",
    "     }",
    "   return(false);",
    "  }",
    "",
  ];
}

/** `mql5/Include/Fairlead/Link.mqh`: the link's constants and packed structs. */
export function mql5Header(): string {
  const body = [...constants(), ...records(), ...frozenTypes()];
  const names = body.flatMap((line) => /^(?:#define|struct) (\w+)/.exec(line)?.[1] ?? []);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0) throw new Error(`two things would be called ${twice.join(", ")} in MQL5`);
  return [
    "//+------------------------------------------------------------------+",
    "//| Link.mqh: the link's frames. GENERATED from shared/link by       |",
    "//| scripts/generate-link.ts; change the schema, not this file.      |",
    "//+------------------------------------------------------------------+",
    "#ifndef FAIRLEAD_LINK_MQH",
    "#define FAIRLEAD_LINK_MQH",
    "",
    ...body,
    "#endif",
    "",
  ].join("\n");
}
