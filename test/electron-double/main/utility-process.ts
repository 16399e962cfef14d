import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { refuseUnknown, UnmodelledError } from "../guard.ts";
import { ModelledEmitter } from "../modelled-emitter.ts";
import type { MessagePortMain } from "../ports/message-port-main.ts";
import { PortBridge } from "../ports/port-bridge.ts";
import type { ProcessFrame } from "../utility/parent-frames.ts";

const BOOT = fileURLToPath(new URL("../utility/boot.ts", import.meta.url));
const MODELLED_OPTIONS = new Set(["env", "execArgv", "cwd", "stdio", "serviceName"]);

type Modelled = Pick<Electron.UtilityProcess, "pid" | "stdout" | "stderr" | "kill">;

const running = new Set<UtilityProcess>();

/** The utility processes that run now, as `app.getAppMetrics()` lists them. */
export function utilityMetrics(): { pid: number; type: "Utility"; name: string }[] {
  return [...running].flatMap(({ pid, name }) => (pid === undefined ? [] : [{ pid, type: "Utility" as const, name }]));
}

/** A Node process with a message channel to its parent, that never outlives it. */
export class UtilityProcess extends ModelledEmitter implements Modelled {
  pid: number | undefined = undefined;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #bridge = new PortBridge("m", (frame) => this.#send(frame));

  constructor(modulePath: string, args: readonly string[], options: Electron.ForkOptions) {
    super("UtilityProcess", ["spawn", "exit", "message", "error"]);
    this.name = options.serviceName ?? "Node Utility Process";
    const [out, err] = outputs(options.stdio);
    this.#child = spawn(process.execPath, [...(options.execArgv ?? []), "--import", BOOT, modulePath, ...args], {
      // ipc sits at 3; the pipe at 4 is the lifeline of utility/die-with-parent.ts.
      stdio: ["ignore", out, err, "ipc", "pipe"],
      serialization: "advanced",
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: (options.env ?? process.env) as NodeJS.ProcessEnv,
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.stdio[4]?.on("error", () => {});
    this.#child.on("spawn", () => {
      this.pid = this.#child.pid;
      running.add(this);
      this.emit("spawn");
    });
    this.#child.on("message", (frame: ProcessFrame) => this.#receive(frame));
    this.#child.on("exit", (code, signal) => this.#exited(code, signal));
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => this.#bridge.lend(port));
    this.#send({ kind: "message", data: structuredClone(data), ports });
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #send(frame: ProcessFrame): void {
    if (this.#child.connected) this.#child.send(frame, () => {});
  }

  #receive(frame: ProcessFrame): void {
    if (frame.kind === "message") this.emit("message", frame.data);
    else this.#bridge.receive(frame);
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    this.pid = undefined;
    running.delete(this);
    this.#bridge.closeAll();
    this.emit("exit", code ?? (signal === null ? 1 : constants.signals[signal]));
  }
}

type Output = "pipe" | "ignore" | "inherit";

function output(value: string): Output {
  if (value === "pipe" || value === "ignore" || value === "inherit") return value;
  throw new UnmodelledError(`utilityProcess stdio "${value}"`);
}

function outputs(stdio: Electron.ForkOptions["stdio"]): [Output, Output] {
  if (typeof stdio === "string") return [output(stdio), output(stdio)];
  return [output(stdio?.[1] ?? "inherit"), output(stdio?.[2] ?? "inherit")];
}

/** The `utilityProcess` module. */
export const utilityProcessModule = (isReady: () => boolean) =>
  refuseUnknown("utilityProcess", {
    fork(modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
      if (!isReady()) throw new Error("utilityProcess cannot be created before app is ready.");
      for (const option of Object.keys(options)) {
        if (!MODELLED_OPTIONS.has(option)) throw new UnmodelledError(`utilityProcess.fork option "${option}"`);
      }
      return new UtilityProcess(modulePath, args, options);
    },
  });
