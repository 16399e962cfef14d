import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as zmq from "zeromq";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, "..", "..", "..", ".cache", "bench");

/** Compiles the raw sender once. @throws Error naming the compiler's words when g++ or libzmq's headers are missing. */
function rawSender(): string {
  const source = join(here, "raw-sender.cpp");
  const binary = join(cache, "raw-sender");
  if (existsSync(binary) && statSync(binary).mtimeMs > statSync(source).mtimeMs) return binary;
  mkdirSync(cache, { recursive: true });
  const done = spawnSync("g++", ["-O2", "-std=c++17", source, "-o", binary, "-lzmq"], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`the raw sender does not compile: ${done.stderr ?? done.error?.message}`);
  return binary;
}

interface RawServer {
  readonly router: zmq.Router;
  readonly endpoint: string;
  readonly key: string;
}

async function curveRouter(): Promise<RawServer> {
  const keys = zmq.curveKeyPair();
  const router = new zmq.Router({ receiveHighWaterMark: 1000, sendHighWaterMark: 1000, linger: 0 });
  router.curveServer = true;
  router.curveSecretKey = keys.secretKey;
  await router.bind("tcp://127.0.0.1:*");
  const endpoint = router.lastEndpoint;
  if (!endpoint) throw new Error("the router has no endpoint");
  return { router, endpoint, key: keys.publicKey };
}

/** Frames per second from libzmq in C++ through CURVE into zeromq.js, frames of `bytes` bytes, nothing done with them. */
export async function rawFramesPerSecond(frames: number, bytes: number): Promise<number> {
  const { router, endpoint, key } = await curveRouter();
  const child = spawn(rawSender(), [endpoint, key, String(frames), String(bytes)], { stdio: "inherit" });
  try {
    let started = 0;
    let seen = 0;
    for await (const [, frame] of router) {
      if (seen === 0) started = performance.now();
      if (frame?.length === 0) break;
      seen += 1;
    }
    if (seen !== frames) throw new Error(`the raw link lost frames: ${seen} of ${frames}`);
    return (seen - 1) / ((performance.now() - started) / 1000);
  } finally {
    child.kill();
    router.close();
  }
}

/** A C++ DEALER that sends every frame back to a zeromq.js ROUTER, with CURVE. */
interface RawEcho {
  /** One frame there and back. */
  trip(): Promise<void>;
  close(): Promise<void>;
}

export async function openRawEcho(bytes: number): Promise<RawEcho> {
  const { router, endpoint, key } = await curveRouter();
  const child = spawn(rawSender(), [endpoint, key, "echo"], { stdio: "inherit" });
  const [peer] = await router.receive();
  if (!peer) throw new Error("the echo peer did not come");
  const frame = Buffer.alloc(bytes, 7);
  return {
    async trip() {
      await router.send([peer, frame]);
      await router.receive();
    },
    async close() {
      await router.send([peer, ""]);
      child.kill();
      router.close();
    },
  };
}

/** Round trips in ms of `bytes`-byte frames, one right after the other. */
export async function rawEchoMs(rounds: number, bytes: number): Promise<number[]> {
  const echo = await openRawEcho(bytes);
  try {
    const samples: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const sent = performance.now();
      await echo.trip();
      samples.push(performance.now() - sent);
    }
    return samples;
  } finally {
    await echo.close();
  }
}
