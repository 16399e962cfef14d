import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { CalendarSpec } from "./calendar-spec.ts";
import type { PropertyValues, SymbolSpec } from "./defaults.ts";
import { readLines } from "./line-reader.ts";
import { type HostTick, tickRow } from "./tick-file.ts";

/** How a program's process ended. Codes: 0 normal, 2 OnInit failed, 3 critical error, 4 not modelled, 5 bad configuration, 6 OnDeinit killed. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** MT5's uninitialization reasons. */
export const Reason = {
  program: 0,
  remove: 1,
  recompile: 2,
  chartChange: 3,
  chartClose: 4,
  parameters: 5,
  account: 6,
  template: 7,
  initFailed: 8,
  close: 9,
} as const;

/** An answer or event line of the host. */
export type HostMessage = Readonly<Record<string, unknown>>;

/** What a program has drawn. */
export interface ChartState {
  readonly comment: string;
  readonly redraws: number;
  readonly objects: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

interface Options {
  readonly dataDir: string;
  readonly temporary: string;
  readonly verbose: boolean;
}

/** Starts a journal line that only says how far the journal has been read. */
const MARK = "\u0001";

interface Waiting {
  readonly resolve: (m: HostMessage) => void;
  readonly reject: (e: Error) => void;
}

/** A running program and the terminal around it. Commands are answered when the handlers they cause have run. */
export class RunningMql {
  readonly dataDir: string;
  /** Lines the program printed. */
  readonly log: string[] = [];
  /** The host's own messages and the last words of a program that failed. */
  readonly errors: string[] = [];
  readonly events: HostMessage[] = [];
  readonly exit: Promise<ExitStatus>;
  /** Settles when OnInit is over: true when it succeeded. */
  readonly ready: Promise<boolean>;
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #watchers = new Set<() => void>();
  readonly #marks = new Set<string>();
  #nextId = 1;
  #ended = false;

  constructor(child: ChildProcess, o: Options) {
    this.#child = child;
    this.dataDir = o.dataDir;
    this.#input = child.stdin as Writable;
    this.#input.on("error", () => undefined);
    readLines(child.stdout as Readable, (line) => this.#keep(this.log, line, o.verbose));
    readLines(child.stderr as Readable, (line) => this.#keep(this.errors, line, o.verbose));
    readLines(child.stdio[3] as Readable, (line) => this.#message(JSON.parse(line) as HostMessage));
    this.exit = new Promise((resolve) =>
      child.on("close", (code, signal) => resolve(this.#end(code, signal, o.temporary))),
    );
    this.ready = Promise.race([
      this.waitFor(() => this.events.some((e) => e["event"] === "ready" || e["event"] === "initFailed"), 60_000).then(
        () => this.events.some((e) => e["event"] === "ready"),
        () => false,
      ),
      this.exit.then(() => false),
    ]);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  #keep(into: string[], line: string, verbose: boolean): void {
    if (line.startsWith(MARK)) this.#marks.add(line.slice(MARK.length));
    else into.push(line);
    if (verbose) process.stderr.write(`[mql5] ${line}\n`);
    for (const w of this.#watchers) w();
  }

  #message(m: HostMessage): void {
    const id = m["id"];
    if (typeof id !== "number") {
      this.events.push(m);
      for (const w of this.#watchers) w();
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (m["ok"] === true) waiting?.resolve(m);
    else waiting?.reject(new Error(String(m["error"])));
  }

  #end(code: number | null, signal: NodeJS.Signals | null, temporary: string): ExitStatus {
    this.#ended = true;
    for (const w of this.#waiting.values())
      w.reject(new Error(`the program ended (${signal ?? code}): ${this.errors.at(-1) ?? ""}`));
    this.#waiting.clear();
    for (const w of this.#watchers) w();
    fs.rmSync(temporary, { recursive: true, force: true });
    return { code, signal };
  }

  /** Sends a command and waits for its answer. */
  command(cmd: string, members: Readonly<Record<string, unknown>> = {}): Promise<HostMessage> {
    if (this.#ended) return Promise.reject(new Error(`the program has ended: ${this.errors.at(-1) ?? ""}`));
    const id = this.#nextId++;
    const answer = new Promise<HostMessage>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#input.write(`${JSON.stringify({ id, cmd, ...members })}\n`);
    return answer;
  }

  /** Resolves once `condition` holds, looked at whenever a line or event arrives. */
  waitFor(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (error?: Error): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const look = (): void => {
        if (condition()) finish();
        else if (this.#ended)
          finish(new Error(`the program ended first: ${[...this.errors, ...this.log].slice(-5).join(" | ")}`));
      };
      const timer = setTimeout(
        () => finish(new Error(`not within ${timeoutMs} ms; log: ${this.log.slice(-5).join(" | ")}`)),
        timeoutMs,
      );
      this.#watchers.add(look);
      look();
    });
  }

  waitForLog(text: string | RegExp, timeoutMs?: number): Promise<void> {
    const found = (l: string): boolean => (typeof text === "string" ? l.includes(text) : text.test(l));
    return this.waitFor(() => this.log.some(found), timeoutMs);
  }

  /** Resolves when everything printed so far has been read: answers and the journal come through different pipes. */
  async flushed(): Promise<void> {
    const mark = `mark ${this.#nextId}`;
    await this.command("mark", { text: mark });
    await this.waitFor(() => this.#marks.delete(mark));
  }

  /** New ticks, in one arrival. A tick with msc 0 is stamped with the broker's present time. */
  async ticks(symbol: string, ticks: readonly HostTick[]): Promise<void> {
    await this.command("ticks", { symbol, ticks: ticks.map(tickRow) });
  }

  /** Ticks of a file in one arrival: as fast as the program can read them. */
  async tickFile(symbol: string, path: string, from = 0, count = -1): Promise<void> {
    await this.command("tickFile", { symbol, path, from, count });
  }

  /** Rewrites history: `remove` ticks from `index` give way to others. No NewTick is raised. */
  async spliceHistory(symbol: string, index: number, remove: number, ticks: readonly HostTick[] = []): Promise<void> {
    await this.command("splice", { symbol, index, remove, ticks: ticks.map(tickRow) });
  }

  /** The next history requests of a symbol block and fail. */
  async coldHistory(symbol: string, how: NonNullable<SymbolSpec["coldHistory"]>): Promise<void> {
    await this.command("cold", { symbol, ...how });
  }

  /** Levels are `[BOOK_TYPE_*, price, volume]`. */
  async book(symbol: string, levels: readonly (readonly [string, number, number])[]): Promise<void> {
    await this.command("book", { symbol, levels });
  }

  /** Adds to the economic calendar, or replaces by id: each value that is put is a change. */
  async calendar(what: CalendarSpec): Promise<void> {
    await this.command("calendar", { ...what });
  }

  /** Virtual time only: lets `ms` pass; timers and sleeps inside fire in order. */
  async advance(ms: number): Promise<void> {
    await this.command("advance", { ms });
  }

  async setBrokerZone(zone: { readonly minutes: number; readonly dst?: string }): Promise<void> {
    await this.command("zone", { which: "broker", ...zone });
  }

  /** The PC's clock goes wrong by `ms`. */
  async setClockError(ms: number): Promise<void> {
    await this.command("clockError", { ms });
  }

  async setConnected(connected: boolean): Promise<void> {
    await this.command("connection", { connected });
  }

  async set(what: {
    readonly account?: PropertyValues;
    readonly terminal?: PropertyValues;
    readonly program?: PropertyValues;
    readonly symbols?: readonly SymbolSpec[];
  }): Promise<void> {
    await this.command("set", what);
  }

  /** Deinitialises and initialises again in the same process, as MT5 does for new parameters, chart or account. */
  async restart(
    reason: number,
    change: {
      readonly inputs?: Readonly<Record<string, string>>;
      readonly chartSymbol?: string;
      readonly account?: PropertyValues;
    } = {},
  ): Promise<void> {
    await this.command("restart", { reason, ...change });
  }

  async chartEvent(eventId: number, lparam = 0, dparam = 0, sparam = ""): Promise<void> {
    await this.command("chartEvent", { eventId, lparam, dparam, sparam });
  }

  async chart(): Promise<ChartState> {
    return (await this.command("chart"))["chart"] as ChartState;
  }

  async globals(): Promise<Readonly<Record<string, number>>> {
    return (await this.command("globals"))["globals"] as Readonly<Record<string, number>>;
  }

  /** Ends the program as the terminal would; resolves with its exit. */
  async stop(reason: number = Reason.remove): Promise<ExitStatus> {
    this.command("stop", { reason }).catch(() => undefined);
    return this.exit;
  }

  /** Ends the process at once, without OnDeinit. */
  async kill(): Promise<ExitStatus> {
    this.#child.kill("SIGKILL");
    return this.exit;
  }
}
