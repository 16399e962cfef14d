import { FairleadError } from "#shared/contract/errors.ts";
import { COMMANDS } from "./commands.ts";
import { runCommand } from "./run-command.ts";

/** `npm run fairlead -- COMMAND`. Answers go to stdout, everything else to stderr. */
// Whoever reads the answer may have read enough (`| head`).
process.stdout.on("error", (fault: NodeJS.ErrnoException) => process.exit(fault.code === "EPIPE" ? 0 : 1));
try {
  const cwd = process.env["npm_lifecycle_event"] === "fairlead" ? process.env["INIT_CWD"] : undefined;
  process.exitCode = await runCommand(COMMANDS, process.argv.slice(2), {
    cwd: cwd ?? process.cwd(),
    print: (line) => process.stdout.write(`${line}\n`),
    say: (line) => process.stderr.write(`${line}\n`),
  });
} catch (fault) {
  const coded = fault instanceof FairleadError;
  const words = fault instanceof Error ? fault.message : String(fault);
  process.stderr.write(`${coded ? `${fault.code}: ` : ""}${words}\n`);
  process.exitCode = coded && fault.code === "OPTION_INVALID" ? 2 : 1;
}
