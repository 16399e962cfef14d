import { randomUUID } from "node:crypto";
import { type FileHandle, link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { FairleadError } from "#shared/contract/errors.ts";

/** A column of a part of the table. Texts are words of our own: nothing in them needs quoting. */
export type TableColumn = { readonly name: string } & (
  | { readonly type: "INT64"; readonly data: readonly bigint[] }
  | { readonly type: "DOUBLE" | "INT32"; readonly data: readonly number[] }
  | { readonly type: "STRING"; readonly data: readonly string[] }
);

/** A table that is written part by part, in the memory of one part, beside its place: it comes there whole, or not at all. */
export interface TableFile {
  write(columns: readonly TableColumn[]): Promise<void>;
  /** Ends the file and puts it into its place. */
  close(): Promise<void>;
  /** Removes what was written. */
  drop(): Promise<void>;
}

/** Forms in which tables are written. */
export const TABLE_FORMS = ["csv", "parquet"] as const;
export type TableForm = (typeof TABLE_FORMS)[number];

/**
 * Begins a table for `path`, which must not exist.
 * @throws FairleadError OPTION_INVALID when it does, or has no folder; STORE_FULL, STORE_UNAVAILABLE from every method.
 */
export async function openTable(path: string, form: TableForm): Promise<TableFile> {
  if (await isThere(path)) throw new FairleadError("OPTION_INVALID", `${path} is there already: name another file.`);
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  const handle = await open(part, "wx").catch((error: unknown) => {
    throw coded(error, path);
  });
  // Parquet's writer opens the file by its name.
  if (form === "parquet") await handle.close();
  const body = form === "csv" ? new CsvBody(handle) : new ParquetBody(part);
  const safely = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw coded(error, path);
    });
  return {
    write: (columns) => safely(body.write(columns)),
    close: () => safely(body.end().then(() => place(part, path))),
    drop: async () => {
      await body.end().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

interface Body {
  write(columns: readonly TableColumn[]): Promise<void>;
  /** May be called again. */
  end(): Promise<void>;
}

class CsvBody implements Body {
  readonly #handle: FileHandle;
  #begun = false;
  #ended = false;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(columns: readonly TableColumn[]): Promise<void> {
    const lines: string[] = [];
    if (!this.#begun) lines.push(columns.map(({ name }) => name).join(","));
    this.#begun = true;
    const count = columns[0]?.data.length ?? 0;
    for (let i = 0; i < count; i++) lines.push(columns.map(({ data }) => String(data[i])).join(","));
    if (lines.length > 0) await this.#handle.appendFile(`${lines.join("\n")}\n`);
  }

  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#handle.close();
  }
}

class ParquetBody implements Body {
  readonly #part: string;
  #writer: ParquetWriter | undefined;

  constructor(part: string) {
    this.#part = part;
  }

  async write(columns: readonly TableColumn[]): Promise<void> {
    const columnData = columns.map(({ name, type, data }) => ({ name, type, data: [...data] }));
    this.#writer ??= new ParquetWriter({
      writer: fileWriter(this.#part),
      schema: schemaFromColumnData({ columnData }),
      createdBy: "Fairlead",
    });
    await this.#writer.write({ columnData });
  }

  async end(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.finish();
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Gives a whole file its name, over nothing that came there meanwhile. */
async function place(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
    await rm(part);
  } catch (error) {
    // Some disks (FAT) know no links.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error)) || (await isThere(path))) throw error;
    await rename(part, path);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** What the system says, in Fairlead's codes. */
function coded(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === "") return error;
  if (code === "EEXIST") return new FairleadError("OPTION_INVALID", `${path} is there already: name another file.`);
  if (code === "ENOENT" || code === "ENOTDIR")
    return new FairleadError("OPTION_INVALID", `There is no folder for ${path}.`);
  const full = code === "ENOSPC" || code === "EDQUOT";
  const words = full
    ? `The disk that is to hold ${path} has no room for it; nothing of it was kept.`
    : `${path} could not be written: ${error instanceof Error ? error.message : code}.`;
  return new FairleadError(full ? "STORE_FULL" : "STORE_UNAVAILABLE", words, { file: path }, { cause: error });
}
