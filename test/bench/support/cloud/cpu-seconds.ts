import { readdirSync, readFileSync } from "node:fs";

/** The kernel's unit in /proc/PID/stat (USER_HZ), which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Times {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ended: number;
}

/** CPU seconds of a process' own threads, user and system. */
export function cpuSeconds(pid: number): number {
  return (timesOf(pid)?.own ?? 0) / TICKS_PER_SECOND;
}

/** CPU seconds of all that a process has started, and that those have: living and ended. */
export function childrenCpuSeconds(pid: number): number {
  const all = new Map<number, Times>();
  for (const name of readdirSync("/proc")) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : undefined;
    if (times !== undefined) all.set(Number(name), times);
  }
  let ticks = 0;
  for (const [child, { own, ended }] of all) if (descends(child, pid, all)) ticks += own + ended;
  return ticks / TICKS_PER_SECOND;
}

function descends(child: number, from: number, all: ReadonlyMap<number, Times>): boolean {
  const parent = all.get(child)?.parent ?? 0;
  return parent === from || (parent > 1 && descends(parent, from, all));
}

/** @returns undefined for one that has ended. */
function timesOf(pid: number): Times | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name is in parentheses, and may hold any character.
    const [, parent, , , , , , , , , , user, system, endedUser, endedSystem] = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return {
      parent: parent ?? 0,
      own: (user ?? 0) + (system ?? 0),
      ended: (endedUser ?? 0) + (endedSystem ?? 0),
    };
  } catch {
    return undefined;
  }
}
