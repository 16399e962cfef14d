import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudText } from "#bridge/host/cloud-place.ts";
import { HELP, parseOptions, type StartOptions } from "#bridge/host/options.ts";
import { ERRORS, type ErrorCode, FairleadError } from "#shared/contract/errors.ts";
import { plainText } from "#shared/link/plain-text.ts";
import { ROOT } from "./gates/run-tool.ts";
import { whyNoWindow } from "./start/can-show-windows.ts";
import { electronBinary } from "./start/electron-binary.ts";
import { type EmbeddedCloud, embeddedCloud } from "./start/embedded-cloud.ts";
import { whichHost } from "./start/which-host.ts";

/** `npm start`: the terminal, in Electron's window or a browser. Words for people go to stderr, the ready line to stdout. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What the user can put right on the command line. */
const USAGE_ERRORS: ReadonlySet<ErrorCode> = new Set([
  "OPTION_INVALID",
  "PROFILE_LOCKED",
  "PROFILE_UNUSABLE",
  "PAIRING_FOLDER_UNUSABLE",
  "PORT_IN_USE",
  "REPLAY_FILE_UNREADABLE",
  "REPLAY_FILE_MALFORMED",
]);

const LONGEST_LINE = 4_096;

// Databases, logs and secrets are this user's alone, also in a folder that others may look into.
process.umask(0o077);

try {
  // npm runs scripts in the package's folder; paths count from where the user typed.
  const cwd = process.env["npm_lifecycle_event"] === "start" ? process.env["INIT_CWD"] : undefined;
  const args = process.argv.slice(2);
  const options = parseOptions(args, cwd ?? process.cwd());
  if (options.help) process.stdout.write(HELP);
  else await start(options);
} catch (fault) {
  const known = fault instanceof FairleadError;
  // One line, whatever the paths and words in it hold.
  const words = known ? plainText(`${fault.code}: ${fault.message} ${ERRORS[fault.code].now}`, LONGEST_LINE) : "";
  say(known ? words : `Fairlead could not start: ${stackOf(fault)}`);
  process.exit(known && USAGE_ERRORS.has(fault.code) ? 2 : 1);
}

async function start(given: StartOptions): Promise<void> {
  const cloud = given.cloud.kind === "embedded" ? await embeddedCloud(ROOT, join(given.data, "cloud"), say) : undefined;
  const options: StartOptions = cloud === undefined ? given : { ...given, cloud: { kind: "embedded", url: cloud.url } };
  return startHost(options, cloud);
}

async function startHost(options: StartOptions, cloud: EmbeddedCloud | undefined): Promise<void> {
  const places = { package: join(ROOT, "node_modules", "electron"), memory: join(ROOT, ".cache") };
  const host = await whichHost(options.host, whyNoWindow(), (again) => electronBinary(places, say, again));
  if ("electron" in host) {
    const { startInElectron } = await import("./start/in-electron.ts");
    return startInElectron(ROOT, host.electron, shellArguments(options), cloud, say);
  }
  const { startInBrowser } = await import("./start/in-browser.ts");
  await startInBrowser(ROOT, version(), options, cloud, { say, because: host.browser });
}

/** The options as the shell's bridge parses them again; folders are absolute by now. */
function shellArguments(options: StartOptions): string[] {
  return [
    "--data",
    options.data,
    "--paper",
    options.paper,
    "--cloud",
    cloudText(options.cloud),
    ...(options.linkPort === undefined ? [] : ["--link-port", `${options.linkPort}`]),
    ...(options.pairingDir === undefined ? [] : ["--pairing-dir", options.pairingDir]),
    ...options.replay.flatMap((file) => ["--replay", file]),
    ...(options.replay.length === 0 ? [] : ["--speed", `${options.speed}`]),
  ];
}

function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string }).version;
}

function stackOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
