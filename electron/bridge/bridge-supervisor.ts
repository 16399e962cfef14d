import type { ToBridge } from "#shared/shell/bridge-messages.ts";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
import type { BridgeProcess } from "./bridge-process.ts";
import { HangWatch } from "./hang-watch.ts";
import { RestartPolicy } from "./restart-policy.ts";

/** What the supervisor needs from Electron and the clock. */
export interface SupervisorPorts<Port> {
  fork(): BridgeProcess<Port>;
  /** A fresh pair of connected ports. */
  channel(): { readonly port1: Port; readonly port2: Port };
  /** A monotonic clock in ms. */
  now(): number;
  /** @returns a function that cancels */
  after(ms: number, run: () => void): () => void;
}

/** Long enough for the longest migration of a large store. */
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 8_000;

/**
 * Keeps one bridge process alive: starts it, ends it when it hangs, starts it again after a crash with growing delays,
 * stops when it crashes in a loop or refuses, and gives windows ports straight to it.
 */
export class BridgeSupervisor<Port> {
  readonly #ports: SupervisorPorts<Port>;
  readonly #policy = new RestartPolicy();
  readonly #hangs: HangWatch;
  readonly #listeners = new Set<(state: BridgeProcessState) => void>();
  /** By window: those that asked for a port while the bridge was not running. */
  readonly #waiting = new Map<unknown, (port: Port) => void>();
  #state: BridgeProcessState = { phase: "stopped", reason: "refused", message: "The bridge has not been started." };
  #process: BridgeProcess<Port> | undefined;
  #refusal: string | undefined;
  #cancelTimer: () => void = () => {};
  #ended: (() => void) | undefined;

  constructor(ports: SupervisorPorts<Port>) {
    this.#ports = ports;
    this.#hangs = new HangWatch({
      now: () => ports.now(),
      after: (ms, run) => ports.after(ms, run),
      ask: () => this.#process?.send({ kind: "ping" }),
      // It is started again like one that crashed: what it had under way is in its journal.
      hung: () => this.#process?.kill(),
    });
  }

  get state(): BridgeProcessState {
    return this.#state;
  }

  /** @returns a function that stops listening */
  onState(listener: (state: BridgeProcessState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#process || this.#state.phase === "stopping") return;
    this.#cancelTimer();
    this.#refusal = undefined;
    const process = this.#ports.fork();
    this.#process = process;
    process.onMessage((message) => {
      if (this.#process !== process) return;
      if (message.kind === "refused") this.#refusal = message.message;
      else if (message.kind === "pong") this.#hangs.answered();
      else this.#started(process);
    });
    process.onExit(() => {
      if (this.#process === process) this.#exited();
    });
    this.#cancelTimer = this.#ports.after(START_DEADLINE_MS, () => process.kill());
    this.#become({ phase: "starting" });
  }

  /** A person's wish, after the supervisor gave up. */
  restart(): void {
    if (this.#state.phase !== "stopped") return;
    this.#policy.forgive();
    this.start();
  }

  /** Gives `deliver` a port to the bridge now, or as soon as it runs; a later request of the same window replaces it. */
  connect(window: unknown, deliver: (port: Port) => void): void {
    if (this.#state.phase === "running" && this.#process) this.#connect(this.#process, deliver);
    else this.#waiting.set(window, deliver);
  }

  /** Forgets a window that closed. */
  disconnect(window: unknown): void {
    this.#waiting.delete(window);
  }

  /** Tells the bridge something, if it runs: one that starts anew looks for everything anyway. */
  tell(message: ToBridge): void {
    if (this.#state.phase === "running") this.#process?.send(message);
  }

  /** Lets the bridge finish its work and end; it is killed if it takes too long. Resolves when it is gone. */
  stop(): Promise<void> {
    this.#cancelTimer();
    this.#hangs.stop();
    this.#waiting.clear();
    const process = this.#process;
    this.#become({ phase: "stopping" });
    if (!process) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#ports.after(STOP_DEADLINE_MS, () => process.kill());
      this.#ended = () => {
        cancel();
        resolve();
      };
      process.send({ kind: "shutdown" });
    });
  }

  #started(process: BridgeProcess<Port>): void {
    this.#cancelTimer();
    if (this.#state.phase !== "starting") return;
    this.#become({ phase: "running" });
    this.#hangs.start();
    for (const deliver of this.#waiting.values()) this.#connect(process, deliver);
    this.#waiting.clear();
  }

  #connect(process: BridgeProcess<Port>, deliver: (port: Port) => void): void {
    const { port1, port2 } = this.#ports.channel();
    process.send({ kind: "connect" }, [port1]);
    deliver(port2);
  }

  #exited(): void {
    this.#process = undefined;
    this.#cancelTimer();
    this.#hangs.stop();
    if (this.#state.phase === "stopping") return this.#ended?.();
    if (this.#refusal !== undefined) {
      return this.#become({ phase: "stopped", reason: "refused", message: this.#refusal });
    }
    const verdict = this.#policy.crashed(this.#ports.now());
    if (!verdict.restart) {
      const message = `The bridge ended ${verdict.crashes} times within a minute.`;
      return this.#become({ phase: "stopped", reason: "crash-loop", message });
    }
    this.#cancelTimer = this.#ports.after(verdict.delayMs, () => this.start());
    this.#become({ phase: "restarting", inMs: verdict.delayMs, crashes: verdict.crashes });
  }

  #become(state: BridgeProcessState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
