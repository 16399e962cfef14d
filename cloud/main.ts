import { BackupError } from "./backup/backup-error.ts";
import { startCloud } from "./cloud.ts";
import { HELP, readConfig } from "./config/config.ts";
import { ConfigError } from "./config/config-error.ts";
import { cloudLog } from "./log.ts";

/** How long a clean end may take before the process leaves as it is. */
const PATIENCE_MS = 20_000;

/** One process of the cloud: `npm run cloud`, or `node cloud/main.ts` in a container. */
async function main(): Promise<void> {
  // The embedded database and its password are this user's alone.
  process.umask(0o077);
  const [verb, ...rest] = process.argv.slice(2);
  if (verb === "backup" || verb === "restore") {
    const { runBackupCommand } = await import("./backup/backup-command.ts");
    process.stdout.write(`${await runBackupCommand(verb, rest, process.env)}\n`);
    return;
  }
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === "help") {
    process.stdout.write(HELP);
    return;
  }
  const log = cloudLog(config.logLevel);
  const cloud = await startCloud(config, log);
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, "draining");
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    cloud.stop().then(
      () => process.exit(0),
      (fault: unknown) => {
        log.error({ err: fault }, "the end was not clean");
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  process.once("disconnect", () => stop("the starting process is gone"));
  const roles = [...config.roles].join(", ");
  process.stdout.write(
    cloud.url === undefined
      ? `Fairlead cloud is running (${roles}).\n`
      : `Fairlead cloud is ready at ${cloud.url} (${roles}); API documentation: ${cloud.url}/docs\n`,
  );
}

try {
  await main();
} catch (fault) {
  const isConfig = fault instanceof ConfigError;
  const isPlain = isConfig || fault instanceof BackupError;
  const text = fault instanceof Error ? (isPlain ? fault.message : (fault.stack ?? fault.message)) : String(fault);
  process.stderr.write(`${isConfig ? "CONFIG_INVALID: the cloud does not start on a guess.\n" : ""}${text}\n`);
  process.exit(isConfig ? 2 : 1);
}
