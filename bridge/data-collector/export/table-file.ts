import { type FileHandle, open, rm } from "node:fs/promises";
import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";

/** A column of a part of the table. */
export interface TableColumn {
  readonly name: string;
  readonly type: "INT64" | "DOUBLE" | "INT32";
  readonly data: readonly number[] | readonly bigint[];
}

/** A table that is written part by part, in the memory of one part. */
export interface TableFile {
  write(columns: readonly TableColumn[]): Promise<void>;
  /** Ends the file. */
  close(): Promise<void>;
  /** Removes what was written. */
  drop(): Promise<void>;
}

/** Forms in which tables are written. */
export const TABLE_FORMS = ["csv", "parquet"] as const;
export type TableForm = (typeof TABLE_FORMS)[number];

/** Begins a file at `path`, which must not exist. @throws Error of the file system. */
export async function openTable(path: string, form: TableForm): Promise<TableFile> {
  const handle = await open(path, "wx");
  if (form === "csv") return new CsvTable(path, handle);
  await handle.close();
  return new ParquetTable(path);
}

class CsvTable implements TableFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #begun = false;

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  async write(columns: readonly TableColumn[]): Promise<void> {
    const lines: string[] = [];
    if (!this.#begun) lines.push(columns.map(({ name }) => name).join(","));
    this.#begun = true;
    const count = columns[0]?.data.length ?? 0;
    for (let i = 0; i < count; i++) lines.push(columns.map(({ data }) => String(data[i])).join(","));
    await this.#handle.appendFile(`${lines.join("\n")}\n`);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async drop(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }
}

class ParquetTable implements TableFile {
  readonly #path: string;
  #writer: ParquetWriter | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async write(columns: readonly TableColumn[]): Promise<void> {
    const columnData = columns.map(({ name, type, data }) => ({ name, type, data: [...data] }));
    this.#writer ??= new ParquetWriter({
      writer: fileWriter(this.#path),
      schema: schemaFromColumnData({ columnData }),
      createdBy: "Fairlead",
    });
    await this.#writer.write({ columnData });
  }

  async close(): Promise<void> {
    await this.#writer?.finish();
  }

  async drop(): Promise<void> {
    await this.#writer?.finish();
    await rm(this.#path, { force: true });
  }
}
