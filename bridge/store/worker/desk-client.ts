import { Worker } from "node:worker_threads";
import { FairleadError } from "#shared/contract/errors.ts";
import { errorOf } from "./coded-error.ts";
import type { DeskAnswer, DeskCall, DeskReady } from "./desk-messages.ts";

/** The methods of a desk, as they look from another thread. */
type Methods<Desk> = { [K in keyof Desk]: Desk[K] extends (...args: infer A) => infer R ? (...args: A) => R : never };

/** A thread in the middle of a long read or write is waited for. */
const PATIENCE_MS = 10_000;
/** Key of the wait for the worker's first word. */
const OPENING = 0;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls methods of a `Desk` that lives in a worker thread; answers come in the order of the calls. */
export class DeskClient<Desk> {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #dead: FairleadError | undefined;

  /** Starts the thread; its desk stays closed until {@link open}, so that several threads can start at once. */
  constructor(entry: URL, workerData: unknown) {
    // Nothing of the parent's flags (a test runner's loaders, an inspector) is meant for this thread.
    this.#worker = new Worker(entry, { workerData, execArgv: [] });
    this.#worker.on("error", (error) => this.#die(`The store's worker failed: ${error.message}.`));
    this.#ended = new Promise((resolve) => {
      this.#worker.on("exit", () => {
        this.#die("The store is closed.");
        resolve();
      });
    });
  }

  /**
   * Opens the desk.
   * @returns why a damaged file was moved aside, if one was.
   * @throws FairleadError with the reason when it cannot be opened; the thread has ended then.
   */
  async open(): Promise<FairleadError | undefined> {
    if (this.#dead !== undefined) throw this.#dead;
    const { promise, resolve, reject } = Promise.withResolvers<DeskReady>();
    this.#waiting.set(OPENING, { resolve: resolve as (value: unknown) => void, reject });
    this.#worker.once("message", resolve);
    this.#worker.postMessage("open", []);
    const ready = await promise;
    this.#waiting.delete(OPENING);
    if (!ready.ready) {
      await this.stop();
      throw errorOf(ready.error);
    }
    this.#worker.on("message", (answer: DeskAnswer) => this.#settle(answer));
    return ready.setAside && errorOf(ready.setAside);
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

  /** Waits until the thread has ended, which it does once its desk is closed; one that does not is stopped hard. */
  async stop(): Promise<void> {
    const patience = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS);
    this.#worker.postMessage("stop", []);
    await this.#ended;
    clearTimeout(patience);
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
