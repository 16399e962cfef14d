import { setFlagsFromString } from "node:v8";
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
/** First and longest wait before a thread that ended by itself is started again; each wait doubles. */
const RESTART_FIRST_MS = 250;
const RESTART_MAX_MS = 30_000;
/** A thread that lasted this long did not end because of how it began: the waits begin anew. */
const LASTED_MS = 60_000;
/** A thread's objects are columns outside of its heap: it needs little room for new ones before they are looked through. */
const YOUNG_MEGABYTES = 2;
/** What another start does not mend. */
const FINAL: ReadonlySet<string> = new Set(["STORE_CORRUPT", "STORE_NEWER"]);

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface DeskThread {
  readonly entry: URL;
  /** What the thread is started with; `again`: another one of it has ended by itself. */
  readonly data: (again: boolean) => unknown;
  /** The thread ended by itself, or could not be started again. */
  readonly trouble: (fault: FairleadError) => void;
}

/**
 * Calls methods of a `Desk` that lives in a worker thread; answers come in the order of the calls. A thread that ends by
 * itself is started again: calls that it had not answered fail with STORE_UNAVAILABLE, whether they took effect or not,
 * and so do all until the new one is there.
 */
export class DeskClient<Desk> {
  readonly #thread: DeskThread;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker;
  #ended: Promise<void> = Promise.resolve();
  #nextId = 1;
  #dead: FairleadError | undefined;
  #opened = false;
  #stopping = false;
  #restarts = 0;
  #startedMs = 0;
  #restart: NodeJS.Timeout | undefined;

  /** Starts the thread; its desk stays closed until {@link open}, so that several threads can start at once. */
  constructor(thread: DeskThread) {
    this.#thread = thread;
    this.#worker = this.#start(false);
  }

  #start(again: boolean): Worker {
    // What a command line says of the main thread's young objects (scripts/start) would hold for this one instead.
    setFlagsFromString("--max-semi-space-size=0");
    // Nothing of the parent's flags (a test runner's loaders, an inspector) is meant for this thread.
    const worker = new Worker(this.#thread.entry, {
      workerData: this.#thread.data(again),
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    let why = "The store's thread has ended; it is started again.";
    worker.on("error", (error) => {
      why = `The store's thread failed (${error.message}); it is started again.`;
    });
    this.#startedMs = performance.now();
    this.#ended = new Promise((resolve) => {
      worker.on("exit", () => {
        this.#die(this.#stopping ? "The store is closed." : why);
        resolve();
      });
    });
    return worker;
  }

  /**
   * Opens the desk.
   * @returns why a damaged file was moved aside, if one was.
   * @throws FairleadError with the reason when it cannot be opened; the thread has ended then.
   */
  async open(): Promise<FairleadError | undefined> {
    if (this.#dead !== undefined) throw this.#dead;
    const setAside = await this.#open();
    this.#opened = true;
    return setAside;
  }

  async #open(): Promise<FairleadError | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<DeskReady>();
    this.#waiting.set(OPENING, { resolve: resolve as (value: unknown) => void, reject });
    this.#worker.once("message", resolve);
    this.#worker.postMessage("open", []);
    const ready = await promise;
    this.#waiting.delete(OPENING);
    if (!ready.ready) {
      await this.#end();
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
  ): Promise<Awaited<ReturnType<Methods<Desk>[K]>>> {
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
    this.#stopping = true;
    clearTimeout(this.#restart);
    await this.#end();
  }

  async #end(): Promise<void> {
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
    if (!this.#opened || this.#stopping) return;
    this.#thread.trouble(this.#dead);
    this.#startLater();
  }

  #startLater(): void {
    if (performance.now() - this.#startedMs >= LASTED_MS) this.#restarts = 0;
    const waitMs = Math.min(RESTART_FIRST_MS * 2 ** this.#restarts, RESTART_MAX_MS);
    this.#restarts += 1;
    this.#restart = setTimeout(() => void this.#startAgain(), waitMs).unref();
  }

  async #startAgain(): Promise<void> {
    // Until the desk is open a thread that ends is this method's affair.
    this.#opened = false;
    try {
      this.#worker = this.#start(true);
      await this.#open();
      this.#opened = true;
      this.#dead = undefined;
    } catch (error) {
      if (this.#stopping) return;
      if (!(error instanceof FairleadError && FINAL.has(error.code))) return this.#startLater();
      this.#dead = error;
      this.#thread.trouble(error);
    }
  }
}
