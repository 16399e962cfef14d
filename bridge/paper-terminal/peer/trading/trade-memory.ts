import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { decode, encode } from "#shared/link/codec.ts";
import type { FieldsOf, Frame } from "#shared/link/frame.ts";
import { intentKey, isFinal, type Trade } from "./trade.ts";

/** The guard as it stands, and whether the program latched by itself while this version was in force. */
export type KeptGuard = Omit<FieldsOf<"Guard">, "bridgeEpoch" | "login" | "server"> & {
  readonly ownLatch: boolean;
  readonly cause: FieldsOf<"GuardState">["cause"];
};

/** What a program in MT5 keeps in files: it outlives program, terminal and PC. */
export interface TradeMemory {
  readonly trades: ReadonlyMap<string, Trade>;
  readonly guard: KeptGuard | null;
  readonly fence: bigint;
  /** Each returns when it is kept for good. @throws Error when it is remembered until the program ends only. */
  keepTrade(trade: Trade): void;
  keepGuard(guard: KeptGuard): void;
  keepFence(fence: bigint): void;
}

/** Keeps nothing beyond its own life: a test that holds on to it plays the disk. */
export class VolatileTradeMemory implements TradeMemory {
  readonly trades = new Map<string, Trade>();
  guard: KeptGuard | null = null;
  fence = 0n;

  keepTrade(trade: Trade): void {
    this.trades.set(intentKey(trade.command.intent), trade);
  }

  keepGuard(guard: KeptGuard): void {
    this.guard = guard;
  }

  keepFence(fence: bigint): void {
    this.fence = fence;
  }
}

/** Finished commands that a new start still knows; older ones only while a fill of theirs owes something. */
const KEPT = 2_048;

/** The newest, those that are under way or have duties left, and the closes of these. */
function worthKeeping(trades: readonly Trade[], newest: number): readonly Trade[] {
  const owes = (trade: Trade): boolean =>
    !isFinal(trade) || (trade.filledMs !== 0 && !(trade.stopDone && trade.holdDone));
  const owing = new Set(trades.filter(owes).map(({ command }) => command.magic));
  return trades.filter(
    ({ command }, at) => at >= trades.length - newest || owing.has(command.magic) || owing.has(command.closesFor),
  );
}

/** A file of lines, flushed line by line; it is written anew at each start. A line that a crash cut short is dropped. */
export class FileTradeMemory extends VolatileTradeMemory {
  readonly #file: number;

  constructor(path: string, newest = KEPT) {
    super();
    if (existsSync(path)) for (const line of readFileSync(path, "utf8").split("\n").slice(0, -1)) this.#read(line);
    const fresh = `${path}.new`;
    this.#file = openSync(fresh, "w", 0o600);
    const kept = worthKeeping([...this.trades.values()], newest).map(tradeLine);
    const guard = this.guard === null ? [] : [guardLine(this.guard)];
    writeSync(this.#file, [...kept, ...guard, fenceLine(this.fence)].join(""));
    fsyncSync(this.#file);
    renameSync(fresh, path);
  }

  override keepTrade(trade: Trade): void {
    super.keepTrade(trade);
    this.#write(tradeLine(trade));
  }

  override keepGuard(guard: KeptGuard): void {
    super.keepGuard(guard);
    this.#write(guardLine(guard));
  }

  override keepFence(fence: bigint): void {
    super.keepFence(fence);
    this.#write(fenceLine(fence));
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: string): void {
    writeSync(this.#file, line);
    fsyncSync(this.#file);
  }

  #read(line: string): void {
    const [kind, ...parts] = line.split(" ");
    try {
      this.#take(kind, parts);
    } catch {
      // Written by a version whose frames were laid out otherwise: its commands are long over.
    }
  }

  #take(kind: string | undefined, parts: readonly string[]): void {
    if (kind === "fence") super.keepFence(BigInt(parts[0] ?? 0));
    else if (kind === "guard") super.keepGuard(readGuard(parts));
    else if (kind === "trade") super.keepTrade(readTrade(parts));
  }
}

const HEADER = { session: 0n, seq: 0n };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytes = (part: string | undefined): Uint8Array => Buffer.from(part ?? "", "base64");

/** Commands, states and guards are kept as the link's own frames: their layout is written down and tested. */
function tradeLine({ command, state, calledMs, filledMs, stopDone, holdDone }: Trade): string {
  const wish = text(encode("TradeCommand", { header: HEADER, fields: command }));
  const done = text(encode("TradeState", { header: HEADER, fields: state }));
  return `trade ${wish} ${done} ${calledMs} ${filledMs} ${Number(stopDone)} ${Number(holdDone)}\n`;
}

function readTrade(parts: readonly string[]): Trade {
  const [wish, done, calledMs, filledMs, stopDone, holdDone] = parts;
  return {
    command: (decode(bytes(wish)) as Frame<"TradeCommand">).fields,
    state: (decode(bytes(done)) as Frame<"TradeState">).fields,
    calledMs: Number(calledMs),
    filledMs: Number(filledMs),
    stopDone: stopDone === "1",
    holdDone: holdDone === "1",
  };
}

function guardLine({ ownLatch, cause, ...guard }: KeptGuard): string {
  const fields = { ...guard, bridgeEpoch: 0n, login: 0n, server: "" };
  return `guard ${text(encode("Guard", { header: HEADER, fields }))} ${Number(ownLatch)} ${cause}\n`;
}

function readGuard([frame, ownLatch, cause]: readonly string[]): KeptGuard {
  const { fields } = decode(bytes(frame)) as Frame<"Guard">;
  return { ...fields, ownLatch: ownLatch === "1", cause: (cause ?? "command") as KeptGuard["cause"] };
}

const fenceLine = (fence: bigint): string => `fence ${fence}\n`;
