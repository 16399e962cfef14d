import { spawn } from "node:child_process";

/** How a program of Postgres is run: where, and as whom. */
export interface Run {
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs a program to its end. @throws Error with the end of what it said when it does not succeed. */
export function runOnce(program: string, args: readonly string[], how: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    // Messages are read by this program: LC_ALL keeps them in one language.
    const child = spawn(program, args, {
      ...how,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
    });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${said.trim()}`));
    });
  });
}
