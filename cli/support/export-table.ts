import { resolve } from "node:path";
import { openTable, TABLE_FORMS, type TableFile } from "#bridge/data-collector/export/table-file.ts";
import type { Values } from "../command.ts";
import { invalid } from "../run-command.ts";

/** Writes a table to --out; nothing stays of one that was not finished. */
export async function writeTable<T>(
  cwd: string,
  values: Values,
  write: (table: TableFile) => Promise<T>,
): Promise<{ file: string; done: T }> {
  const out = values["out"];
  if (typeof out !== "string") throw invalid("Name a file with --out.");
  const file = resolve(cwd, out);
  const wanted = values["format"] ?? (file.endsWith(".parquet") ? "parquet" : "csv");
  const form = TABLE_FORMS.find((one) => one === wanted);
  if (form === undefined) throw invalid(`--format takes ${TABLE_FORMS.join(" or ")}.`);
  const table = await openTable(file, form);
  try {
    const done = await write(table);
    await table.close();
    return { file, done };
  } catch (error) {
    await table.drop();
    throw error;
  }
}
