import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { ClusterFolder } from "./cluster-folder.ts";
import type { ServiceUser } from "./service-user.ts";

/** A postmaster that was started, and the end of what it said before its log collector took over. */
export interface Spawned {
  readonly process: ChildProcess;
  readonly said: () => string;
}

const SETPRIV = "/usr/bin/setpriv";

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  timezone: "UTC",
  log_timezone: "UTC",
  logging_collector: "on",
  log_filename: "postgresql-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
  log_rotation_size: "0",
  // Statements may carry what their parameters do not show: only their kind and their errors are logged.
  log_min_error_statement: "panic",
};

/**
 * Starts a postmaster. On Linux the kernel asks it to stop when this process dies in any way (setpriv --pdeathsig);
 * elsewhere a server whose owner was killed lives on, and the next start adopts it.
 */
export function spawnPostgres(
  program: string,
  { cluster, home }: ClusterFolder,
  port: number,
  user: ServiceUser | undefined,
): Spawned {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", cluster, "-p", `${port}`, ...settings];
  const tied = process.platform === "linux" && existsSync(SETPRIV);
  const as = user === undefined ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"];
  const [command, words] = tied ? [SETPRIV, [...as, "--pdeathsig", "INT", program, ...args]] : [program, args];
  const child = spawn(command, words, {
    cwd: home,
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", ...windowsNeeds() },
    // A Ctrl-C in the terminal is for us: we stop the server after the last connection is drained.
    detached: process.platform !== "win32",
    ...(tied || user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = "";
  child.stderr?.on("data", (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)));
  child.once("error", (fault) => (said += fault.message));
  child.unref();
  return { process: child, said: () => said.trim() || `it ended with ${child.exitCode ?? child.signalCode}` };
}

function windowsNeeds(): NodeJS.ProcessEnv {
  return process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"], TEMP: process.env["TEMP"] } : {};
}
