import { spawn } from "node:child_process";
import type { RunProgram } from "./metaeditor.ts";

/** MetaEditor needs seconds for a program; one that shows a question waits for ever. */
const COMPILE_MS = 50_000;

/**
 * Runs a Windows program to its end, with its arguments as they are: Node would quote `/compile:C:\My Files\X.mq5` as a
 * whole, MetaEditor reads quotes behind the colon. What it ends with is no error code: its log counts. One that cannot be
 * started, or waits for ever, leaves no log.
 */
export const runWindowsProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(program, [...args], {
      argv0: `"${program}"`,
      stdio: "ignore",
      timeout: COMPILE_MS,
      windowsHide: true,
      windowsVerbatimArguments: true,
    });
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
