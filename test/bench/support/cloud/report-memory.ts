import { setImmediate as turn } from "node:timers/promises";

/** Loaded into the server's process before its own code: tells what V8 keeps after full collections, when it is asked. */
async function report(): Promise<void> {
  const { gc } = globalThis as { readonly gc?: () => void };
  if (gc === undefined) throw new Error("The server was started without --expose-gc.");
  for (let n = 0; n < 3; n += 1) {
    gc();
    // What a collection found dead is let go of outside the heap in a turn of its own.
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
}

process.on("message", (asked) => {
  if (asked === "memory") void report();
});
