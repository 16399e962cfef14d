import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { FairleadError } from "#shared/contract/errors.ts";
import { type Build, cloudOf, thisBuild } from "./build.ts";
import type { CloudPlace } from "./cloud-place.ts";
import { defaultProfileFolder } from "./profile-folder.ts";

/** What the command line says, checked and complete. */
export interface StartOptions {
  readonly help: boolean;
  readonly host: "auto" | "electron" | "web";
  /** Port of the web host; 0 = any; undefined = the usual one, or any when that is taken. */
  readonly port: number | undefined;
  readonly open: boolean;
  /** Profile folder, absolute. */
  readonly data: string;
  readonly paper: "simulated" | "off";
  /** Recordings, absolute; empty = none. */
  readonly replay: readonly string[];
  /** Market seconds per second. */
  readonly speed: number | "max";
  /** Control port of the MT5 link, the data port is the next one; 0 = any; undefined = the usual one, or any when that is taken. */
  readonly linkPort: number | undefined;
  readonly pairingDir: string | undefined;
  readonly cloud: CloudPlace;
  /** Of the build, not of the command line: who enforces plans here. */
  readonly entitlements: Build["entitlements"];
}

/** The usual ports: fixed, so that bookmarks hold and a paired EA finds the bridge again at once. */
export const USUAL_LINK_PORT = 47_617;
export const USUAL_PORT = 47_600;

export const HELP = `Fairlead: a trading terminal for MetaTrader 5.

  npm start -- [options]

  --host auto|electron|web   where the terminal appears; auto tries Electron's window first (default auto)
  --port N                   port of the web host, 0 = any (default ${USUAL_PORT}, or any when that is taken)
  --no-open                  do not open a browser
  --data DIR                 profile folder; one Fairlead at a time may use it
                             (default ${defaultProfileFolder()})
  --paper simulated|off      the embedded paper market (default simulated)
  --replay FILE...           recorded ticks as the market: MT5 tick exports, copy_ticks CSV, LEAN; plain, .zip or .zst
  --speed N|max              market seconds per second of the replay, 0.1 to 10000 (default 1)
  --link-port N              control port of the MT5 link, data is the next one; 0 = any
                             (default ${USUAL_LINK_PORT}, or any when that is taken)
  --pairing-dir DIR          MT5's common files folder, where the pairing file goes
  --cloud embedded|URL|off   the account backend: one of its own on this computer, your operator's, or none
                             (default embedded; it starts after the window)
  --help                     this text

All of it listens on 127.0.0.1 only. Ctrl-C stops it. When it does not start, npm run diagnostics -- [--data DIR] packs
its logs and settings, without secrets, into one file.
`;

const OPTIONS = {
  host: { type: "string" },
  port: { type: "string" },
  "no-open": { type: "boolean" },
  data: { type: "string" },
  paper: { type: "string" },
  replay: { type: "string", multiple: true },
  speed: { type: "string" },
  "link-port": { type: "string" },
  "pairing-dir": { type: "string" },
  cloud: { type: "string" },
  help: { type: "boolean" },
} as const;

/**
 * Reads the arguments after `npm start --`. Relative folders and files count from `cwd`.
 * @throws FairleadError OPTION_INVALID with one line that names the option and what it takes.
 */
export function parseOptions(args: readonly string[], cwd: string, build: Build = thisBuild()): StartOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 0 && !values.replay) throw invalid(`There is no option "${positionals[0]}".`);
  const replay = [...(values.replay ?? []), ...positionals];
  if (values.speed !== undefined && replay.length === 0) throw invalid("--speed needs --replay FILE.");
  if (values.paper === "off" && replay.length > 0)
    throw invalid("--replay needs the paper market: leave out --paper off.");
  const recordings = replay.map((file) => folder("replay", file, cwd));
  const twice = recordings.find((file, at) => recordings.indexOf(file) < at);
  if (twice !== undefined) throw invalid(`--replay names the file ${twice} twice: give each recording once.`);
  return {
    help: values.help ?? false,
    host: choice("host", values.host, ["auto", "electron", "web"]),
    port: port("port", values.port, 65_535),
    open: !values["no-open"],
    data: values.data === undefined ? defaultProfileFolder() : folder("data", values.data, cwd),
    paper: choice("paper", values.paper, ["simulated", "off"]),
    replay: recordings,
    speed: speed(values.speed),
    linkPort: port("link-port", values["link-port"], 65_534),
    pairingDir: values["pairing-dir"] === undefined ? undefined : folder("pairing-dir", values["pairing-dir"], cwd),
    cloud: cloudOf(build, values.cloud),
    entitlements: build.entitlements,
  };
}

/**
 * Reads the arguments after `npm run diagnostics --`.
 * @throws FairleadError OPTION_INVALID as above.
 */
export function parseDiagnosticsOptions(args: readonly string[], cwd: string): Pick<StartOptions, "help" | "data"> {
  const strange = args.find((arg) => arg.startsWith("-") && !/^--(?:data|help)(?:=|$)/.test(arg));
  if (strange !== undefined) throw invalid(`npm run diagnostics has no option ${strange.split("=", 1)[0]}.`);
  return parseOptions(args, cwd);
}

/** `--port -1` reads as `--port=-1`: a number below zero is a bad value, not another option. */
function joined(args: readonly string[]): string[] {
  const all: string[] = [];
  for (const arg of args) {
    const before = all.at(-1)?.replace(/^--/, "") ?? "";
    const takesText = Object.hasOwn(OPTIONS, before) && OPTIONS[before as keyof typeof OPTIONS].type === "string";
    if (takesText && /^-\d/.test(arg)) all[all.length - 1] += `=${arg}`;
    else all.push(arg);
  }
  return all;
}

function parse(given: readonly string[]) {
  const args = joined(given);
  const twice = Object.keys(OPTIONS).find(
    (name) => name !== "replay" && args.filter((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)).length > 1,
  );
  if (twice !== undefined) throw invalid(`--${twice} is given twice.`);
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault);
    throw invalid(`${words.split(/[.\n]/, 1)[0]}.`);
  }
}

function choice<T extends string>(name: string, given: string | undefined, allowed: readonly [T, ...T[]]): T {
  if (given === undefined) return allowed[0];
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw invalid(`--${name} takes ${allowed.join(", ")}, not "${given}".`);
  return found;
}

function port(name: string, given: string | undefined, highest: number): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d{1,5}$/.test(given) ? Number(given) : -1;
  if (value < 0 || value > highest)
    throw invalid(`--${name} takes a number from 0 (any) to ${highest}, not "${given}".`);
  return value;
}

function speed(given: string | undefined): number | "max" {
  if (given === undefined) return 1;
  if (given === "max") return "max";
  const value = /^\d{1,5}(\.\d+)?$/.test(given) ? Number(given) : 0;
  if (value < 0.1 || value > 10_000) throw invalid(`--speed takes a number from 0.1 to 10000, or max, not "${given}".`);
  return value;
}

function folder(name: string, given: string, cwd: string): string {
  if (given.trim() === "") throw invalid(`--${name} takes a path, not nothing.`);
  return resolve(cwd, given);
}

const invalid = (words: string): FairleadError => new FairleadError("OPTION_INVALID", words);
