import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultProfileFolder } from "#bridge/host/profile-folder.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Command, CommandContext, Values } from "./command.ts";

const COMMON = { data: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean" } } as const;
const COMMON_WORDS = {
  data: `--data DIR   the profile folder (default ${defaultProfileFolder()})`,
  json: "--json       the answer as JSON",
  help: "--help       this text",
};

/**
 * Finds the command that the first words name and runs it with the rest.
 * @throws FairleadError OPTION_INVALID in one line that tells what is known.
 */
export function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  { cwd, print, say }: Pick<CommandContext, "cwd" | "print" | "say">,
): Promise<number> {
  const command = commands.find(({ words }) => words.every((word, at) => args[at] === word));
  if (command === undefined) {
    const asked = args.filter((arg) => !arg.startsWith("-"));
    if (asked.length > 0) throw invalid(`There is no command "${asked.join(" ")}". See npm run fairlead -- --help.`);
    print(listOf(commands));
    return Promise.resolve(args.length === 0 || args.includes("--help") ? 0 : 2);
  }
  const { values, positionals } = parsed(command, args.slice(command.words.length));
  if (values["help"] === true) {
    print(helpOf(command));
    return Promise.resolve(0);
  }
  const [extra] = positionals;
  if (command.takes === "" && extra !== undefined) throw invalid(`${nameOf(command)} takes no "${extra}".`);
  const data = values["data"];
  const profile = typeof data === "string" ? resolve(cwd, data) : defaultProfileFolder();
  const context = { cwd, print, say, profile, json: values["json"] === true };
  return command.run(context, { values, rest: positionals });
}

/** An option or file that cannot be, in one line. */
export const invalid = (words: string): FairleadError => new FairleadError("OPTION_INVALID", words);

function parsed(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    const options = { ...command.options, ...COMMON };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault);
    throw invalid(`${words.split(/[.\n]/, 1)[0]}. See npm run fairlead -- ${command.words.join(" ")} --help.`);
  }
}

const nameOf = ({ words, takes }: Command): string => [...words, takes].filter((word) => word !== "").join(" ");

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => nameOf(command).length));
  const lines = commands.map((command) => `  ${nameOf(command).padEnd(width)}  ${command.summary}`);
  return [
    "Fairlead's command line.",
    "",
    "  npm run fairlead -- COMMAND [options]",
    "",
    ...lines,
    "",
    "Each tells its options with --help.",
  ].join("\n");
}

function helpOf(command: Command): string {
  const words = Object.values({ ...command.optionWords, ...COMMON_WORDS }).map((line) => `  ${line}`);
  return [command.summary, "", `  npm run fairlead -- ${nameOf(command)} [options]`, "", ...words].join("\n");
}
