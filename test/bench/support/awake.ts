import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";

/** Nobody who started them is there any more after this. */
const LONGEST_S = "600";

/**
 * Keeps every CPU from halting while `work` runs: a spinner each in SCHED_IDLE (`chrt -i 0`), which gives way at once to
 * whatever else wants to run. What a measurement gains by it is what waking a halted (virtual) CPU costs there.
 * @throws Error where the system has no `chrt`.
 */
export async function keptAwake<T>(work: () => Promise<T>): Promise<T> {
  const spin = ["-i", "0", "timeout", LONGEST_S, "sh", "-c", "while :; do :; done"];
  const spinners: ChildProcess[] = [];
  try {
    for (let at = 0; at < availableParallelism(); at++) {
      const spinner = spawn("chrt", spin, { stdio: "ignore", detached: true });
      await once(spinner, "spawn");
      spinners.push(spinner);
    }
    return await work();
  } finally {
    // `timeout` and its shell are a group of their own.
    for (const { pid } of spinners) if (pid !== undefined) process.kill(-pid, "SIGKILL");
  }
}
