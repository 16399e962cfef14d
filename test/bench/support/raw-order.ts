import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRawEcho } from "./raw-link.ts";

/** What an order waits for: one page of a file that has its size already. */
const PAGE = Buffer.alloc(4_096, 7);
const PAGES = 256;
const ECHO = `require("net").createServer((socket) => socket.pipe(socket)).listen(process.argv[1], () => console.log("ready"))`;

/** What the hops of one order take, ms: all of them, and of these the fsync, and the trade server's. */
export interface RawOrder {
  readonly wholeMs: number;
  readonly fsyncMs: number;
  readonly brokerMs: number;
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
  const file = openSync(join(folder, "log"), "w");
  for (let at = 0; at < PAGES; at++) writeSync(file, PAGE);
  fsyncSync(file);
  try {
    await once(child.stdout, "data");
    const socket = connect(path);
    await once(socket, "connect");
    const samples: RawOrder[] = [];
    let next = performance.now();
    for (let i = 0; i < rounds; i++) {
      const began = performance.now();
      writeSync(file, PAGE, 0, PAGE.length, (i % PAGES) * PAGE.length);
      fdatasyncSync(file);
      const fsyncMs = performance.now() - began;
      await echo.trip();
      const sent = performance.now();
      socket.write(PAGE.subarray(0, 600));
      await once(socket, "data");
      const ended = performance.now();
      samples.push({ wholeMs: ended - began, fsyncMs, brokerMs: ended - sent });
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
