import { Worker } from "node:worker_threads";
import { FairleadError } from "#shared/contract/errors.ts";
import { errorOf } from "./coded-error.ts";
import type { DeskAnswer, DeskCall, DeskReady } from "./desk-messages.ts";

/** The methods of a desk, as they look from another thread. */
type Methods<Desk> = { [K in keyof Desk]: Desk[K] extends (...args: infer A) => infer R ? (...args: A) => R : never };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls methods of a `Desk` that lives in a worker thread; answers come in the order of the calls. */
export class DeskClient<Desk> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #dead: FairleadError | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: DeskAnswer) => this.#settle(answer));
    worker.on("error", (error) => this.#die(`The store's worker failed: ${error.message}.`));
    worker.on("exit", () => this.#die("The store is closed."));
  }

  /**
   * Starts the worker and waits until its desk is open.
   * @throws FairleadError with the reason when it cannot be opened.
   */
  static async start<Desk>(
    entry: URL,
    workerData: unknown,
  ): Promise<{ client: DeskClient<Desk>; setAside?: FairleadError }> {
    const worker = new Worker(entry, { workerData, execArgv: [] });
    const ready = await firstWord(worker);
    if (!ready.ready) {
      await worker.terminate();
      throw errorOf(ready.error);
    }
    const client = new DeskClient<Desk>(worker);
    return ready.setAside === undefined ? { client } : { client, setAside: errorOf(ready.setAside) };
  }

  /** @param transfer buffers among the arguments that may be moved instead of copied. */
  call<K extends keyof Methods<Desk> & string>(
    method: K,
    args: Parameters<Methods<Desk>[K]>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<ReturnType<Methods<Desk>[K]>> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const id = this.#nextId++;
    const call: DeskCall = { id, method, args };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage(call, [...transfer]);
    });
  }

  /** Ends the thread; calls still waiting are rejected. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
    this.#die("The store is closed.");
  }

  #settle(answer: DeskAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(errorOf(answer.error));
    else waiting?.resolve(answer.value);
  }

  #die(why: string): void {
    this.#dead ??= new FairleadError("STORE_UNAVAILABLE", why);
    for (const { reject } of this.#waiting.values()) reject(this.#dead);
    this.#waiting.clear();
  }
}

function firstWord(worker: Worker): Promise<DeskReady> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(new FairleadError("STORE_UNAVAILABLE", error.message));
    worker.once("error", failed);
    worker.once("message", (ready: DeskReady) => {
      worker.off("error", failed);
      resolve(ready);
    });
  });
}
