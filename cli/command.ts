import type { ParseArgsConfig } from "node:util";

/** Where a command writes, and what it was started with. */
export interface CommandContext {
  /** One line of the answer. */
  readonly print: (line: string) => void;
  /** One line for people only: progress, hints. Never part of the answer. */
  readonly say: (line: string) => void;
  /** Profile folder, absolute. */
  readonly profile: string;
  /** Relative files count from here. */
  readonly cwd: string;
  readonly json: boolean;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Values as `parseArgs` gives them: a text, a switch, or nothing. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** A command of the `fairlead` program: one file each, listed in commands.ts. */
export interface Command {
  /** Its words, as typed: ["report", "import"]. */
  readonly words: readonly string[];
  /** What follows them: "FILE". "" = nothing. */
  readonly takes: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Besides --data, --json and --help, which all have. */
  readonly options: Options;
  /** One line an option. */
  readonly optionWords: Readonly<Record<string, string>>;
  /** @returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
  readonly run: (
    context: CommandContext,
    given: { readonly values: Values; readonly rest: readonly string[] },
  ) => Promise<number>;
}
