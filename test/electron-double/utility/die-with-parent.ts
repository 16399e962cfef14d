import { Worker } from "node:worker_threads";

/** The descriptor of the pipe whose other end only the parent holds. */
export const LIFELINE_FD = 4;

/** Runs in a thread of its own, so a process stuck in a loop dies too. */
const WATCH = `
  const { Socket } = require("node:net");
  const lifeline = new Socket({ fd: ${LIFELINE_FD} });
  lifeline.on("error", () => {});
  lifeline.on("close", () => process.kill(process.pid, "SIGKILL"));
  lifeline.resume();
`;

/** Real utility processes are gone the moment the browser process is, however it ended: so are the double's. */
export function dieWithParent(): void {
  new Worker(WATCH, { eval: true, execArgv: [] }).unref();
}
