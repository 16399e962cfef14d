import { LinkEncodeError } from "./errors.ts";
import { type FieldReader, type FrameBytes, fieldReader } from "./field-reader.ts";
import { type FieldWriter, fieldWriter } from "./field-writer.ts";
import { layoutOf } from "./layout.ts";
import type { Fields } from "./schema.ts";

export type RecordValues = Record<string, unknown>;

/** Reads and writes one packed record; built once for each shape. */
export interface RecordCodec {
  readonly size: number;
  read(frame: FrameBytes, at: number): RecordValues;
  write(frame: FrameBytes, at: number, values: Readonly<RecordValues>): void;
}

interface BoundField {
  readonly name: string;
  readonly offset: number;
  readonly read: FieldReader;
  readonly write: FieldWriter;
}

/** The codec of a record; `owner` names it in faults. */
export function recordCodec(fields: Fields, owner: string): RecordCodec {
  const layout = layoutOf(fields);
  const bound: readonly BoundField[] = layout.slots.map(({ name, offset, field }) => ({
    name,
    offset,
    read: fieldReader(field, `${owner}.${name}`),
    write: fieldWriter(field, `${owner}.${name}`),
  }));
  return {
    size: layout.size,
    read(frame, at) {
      const values: RecordValues = {};
      for (const { name, offset, read } of bound) values[name] = read(frame, at + offset);
      return values;
    },
    write(frame, at, values) {
      for (const { name, offset, write } of bound) {
        if (values[name] === undefined) throw new LinkEncodeError(`${owner}.${name} is missing`);
        write(frame, at + offset, values[name]);
      }
    },
  };
}
