import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRawEcho } from "./raw-link.ts";

/** One page and its header: what the log of SQLite grows by at a small commit. */
const PAGE = Buffer.alloc(4_120, 7);
const ECHO = `require("net").createServer((socket) => socket.pipe(socket)).listen(process.argv[1], () => console.log("ready"))`;

/** What the hops of one order take, ms: all of them, and of these the fsync. */
export interface RawOrder {
  readonly wholeMs: number;
  readonly fsyncMs: number;
}

/**
 * The hops of an order with nothing of ours in them, at the pace of the orders, for every process goes to sleep in between:
 * a page fsynced, a frame of `bytes` bytes there and back over ROUTER and DEALER with CURVE, and 600 bytes there and back
 * over a Unix socket of another process.
 */
export async function rawOrders(rounds: number, bytes: number, everyMs: number): Promise<RawOrder[]> {
  const echo = await openRawEcho(bytes);
  const folder = mkdtempSync(join(tmpdir(), "fairlead-raw-"));
  const path = join(folder, "echo.sock");
  const child = spawn(process.execPath, ["-e", ECHO, path], { stdio: ["ignore", "pipe", "inherit"] });
  const file = openSync(join(folder, "log"), "a");
  try {
    await once(child.stdout, "data");
    const socket = connect(path);
    await once(socket, "connect");
    const samples: RawOrder[] = [];
    let next = performance.now();
    for (let i = 0; i < rounds; i++) {
      const began = performance.now();
      writeSync(file, PAGE);
      fdatasyncSync(file);
      const fsyncMs = performance.now() - began;
      await echo.trip();
      socket.write(PAGE.subarray(0, 600));
      await once(socket, "data");
      samples.push({ wholeMs: performance.now() - began, fsyncMs });
      next += everyMs;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
    socket.destroy();
    return samples;
  } finally {
    closeSync(file);
    child.kill();
    await echo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
