import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { dataFolder, readSecrets } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { developmentSecret } from "../keys/development-secret.ts";
import { KeyRing } from "../keys/key-ring.ts";
import { commandKms, openSecrets } from "../keys/kms.ts";
import { EmbeddedPostgres } from "../postgres/embedded.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

type Env = Readonly<Record<string, string | undefined>>;

const OPTIONS = {
  to: { type: "string" },
  from: { type: "string" },
  data: { type: "string" },
  replace: { type: "boolean" },
  "end-sign-ins": { type: "boolean" },
} as const;

/**
 * `backup --to DIR` and `restore --from DIR [--replace] [--end-sign-ins]`: of the database that DATABASE_URL names, or of
 * the embedded one, running or not.
 * @returns what was done, for the operator. @throws ConfigError, BackupError.
 */
export async function runBackupCommand(verb: "backup" | "restore", args: readonly string[], env: Env): Promise<string> {
  const { to, from, data, replace = false, "end-sign-ins": endSignIns = false } = options(args);
  const folder = verb === "backup" ? to : from;
  if (folder === undefined) throw new ConfigError(`${verb} needs ${verb === "backup" ? "--to" : "--from"} DIR.`);
  const place = dataFolder(data, env);
  const command = env["KMS_COMMAND"]?.trim() || undefined;
  const secrets = await openSecrets(readSecrets(env), command === undefined ? undefined : commandKms(command));
  const given = env["DATABASE_URL"]?.trim() || undefined;
  if (env["NODE_ENV"] === "production" && (given === undefined || secrets.length === 0))
    throw new ConfigError("In production DATABASE_URL and CLOUD_SECRET must be there.");
  const keys = new KeyRing(secrets.length > 0 ? secrets : [developmentSecret(place)]);
  const embedded =
    given === undefined
      ? await EmbeddedPostgres.start(place, (line) => void process.stderr.write(`${line}\n`))
      : undefined;
  try {
    const url = given ?? embedded?.url ?? "";
    const path = resolve(folder);
    const { tables, made_at } =
      verb === "backup"
        ? await writeBackup(url, keys, path, Date.now())
        : await restoreBackup(url, keys, path, { replace, endSignIns }, Date.now());
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return verb === "backup"
      ? `Backed up ${rows} rows of ${tables.length} tables to ${path}. Keep CLOUD_SECRET apart from it: neither is whole without the other.`
      : `Restored ${rows} rows of ${tables.length} tables, as they were at ${made_at}. Desktops send again what came after.`;
  } finally {
    await embedded?.stop();
  }
}

function options(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (fault) {
    throw new ConfigError((fault as Error).message);
  }
}
