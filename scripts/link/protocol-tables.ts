import { MAGIC, PROTOCOL_MIN, PROTOCOL_VERSION } from "../../shared/link/codes.ts";
import { Header } from "../../shared/link/header.ts";
import { layoutOf } from "../../shared/link/layout.ts";
import { TICK_RECORDS } from "../../shared/link/messages.ts";
import type { Field, Fields, MessageShape } from "../../shared/link/schema.ts";
import { CODE_TABLES, MESSAGE_LIST } from "./mql5-header.ts";

const typeText = (field: Field): string => {
  if (field.kind === "code") return `${field.codes.name} (u8)`;
  return field.kind === "text" || field.kind === "bytes" ? `${field.kind}[${field.size}]` : field.kind;
};

function fieldTable(fields: Fields): string[] {
  const { slots, size } = layoutOf(fields);
  if (slots.length === 0) return ["No fields.", ""];
  const rows = slots.map(({ offset, name, field }) => `| ${offset} | \`${name}\` | ${typeText(field)} |`);
  return ["| offset | field | type |", "| --- | --- | --- |", ...rows, `| ${size} | | *end* |`, ""];
}

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;

function messageSection(shape: MessageShape): string[] {
  const traits = `type ${shape.code}, from the ${shape.from === "ea" ? "program" : "bridge"}, ${shape.socket} socket`;
  const items =
    shape.items === null
      ? []
      : [`Then \`count\` records of ${shape.items.name}:`, "", ...fieldTable(shape.items.fields)];
  return [
    `#### ${shape.name}`,
    "",
    `*${traits}${shape.frozen ? ", frozen" : ""}.* ${shape.doc}`,
    "",
    ...fieldTable(shape.fields),
    ...items,
  ];
}

/** The reference part of docs/LINK-PROTOCOL.md: header, packed ticks, messages and codes, with byte offsets. */
export function protocolTables(): string {
  return [
    "### Header",
    "",
    ...fieldTable(Header.fields),
    `\`magic\` is ${hex(MAGIC, 4)}: the bytes ${hex(MAGIC & 0xff, 2)} ${hex(MAGIC >> 8, 2)}, "FL". \`protocol\` is ${PROTOCOL_VERSION}; the bridge reads versions`,
    `${PROTOCOL_MIN} to ${PROTOCOL_VERSION}. \`type\` is the message's number below, \`count\` that of its records, 0 where it has none.`,
    "",
    "### Packed ticks",
    "",
    ...Object.entries(TICK_RECORDS).flatMap(([layout, shape]) => [
      `#### Layout \`${layout}\``,
      "",
      ...fieldTable(shape.fields),
    ]),
    "### Messages",
    "",
    ...MESSAGE_LIST.flatMap(messageSection),
    "### Codes",
    "",
    "| table | number = meaning |",
    "| --- | --- |",
    ...CODE_TABLES.map(
      ({ name, values }) =>
        `| ${name} | ${Object.entries(values)
          .map(([word, value]) => `${value} = ${word}`)
          .join(", ")} |`,
    ),
    "",
  ].join("\n");
}
