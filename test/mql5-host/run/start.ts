import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { MqlBinary } from "../build/compile.ts";
import {
  DEFAULT_ACCOUNT,
  DEFAULT_PROGRAM,
  DEFAULT_SYMBOLS,
  DEFAULT_TERMINAL,
  type PropertyValues,
  type SymbolSpec,
} from "./defaults.ts";
import { RunningMql } from "./running.ts";

/** Offset of winter time in minutes east of UTC, and whose daylight-saving instants apply. */
export interface ZoneSpec {
  readonly minutes: number;
  readonly dst?: "none" | "us" | "eu";
}

/** Where most brokers' servers are: New York plus 7 hours, with the US dates, so that the week starts at midnight. */
export const NEW_YORK_CLOSE_ZONE: ZoneSpec = { minutes: 120, dst: "us" };

/** Around FileFlush, around OrderSendAsync, or before an OnTradeTransaction. */
export interface ProgramDeath {
  readonly point: "flushing" | "flushed" | "sending" | "sent" | "transaction";
  readonly nth: number;
}

export interface StartOptions {
  readonly binary: MqlBinary;
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** The terminal's data folder (`MQL5/Files` below it). A temporary one, removed at the end, when not given. */
  readonly dataDir?: string;
  /** Parent of the `Files` folder that FILE_COMMON means; default inside `dataDir`. */
  readonly commonDir?: string;
  readonly symbols?: readonly SymbolSpec[];
  /** Tick files by symbol (`writeTickFile`): the history at start. */
  readonly ticks?: Readonly<Record<string, string>>;
  readonly symbol?: string;
  readonly period?: string;
  /** Changes to the demo account. */
  readonly account?: PropertyValues;
  readonly terminal?: PropertyValues;
  readonly program?: PropertyValues;
  /** The broker's zone; default New York plus 7. */
  readonly timeZone?: ZoneSpec;
  /** The PC's zone; default UTC. */
  readonly pcTimeZone?: ZoneSpec;
  /** Smallest timer period; MT5: 10 to 16 ms. Default 16. */
  readonly timerResolutionMs?: number;
  /** Time moves only by `advance`. */
  readonly virtualTime?: boolean;
  /** What the PC's clock shows at start, UTC ms. Default: now. */
  readonly startUtcMs?: number;
  /** Unix socket of the trade server. */
  readonly tradeServer?: string;
  /** DLL name (lower case) to Linux library; libzmq is known. */
  readonly libraries?: Readonly<Record<string, string>>;
  readonly tester?: boolean;
  /** The process kills itself, as `kill -9` would, at the nth passage of a point (runtime/terminal/death.hpp). */
  readonly dieAt?: ProgramDeath;
  /** It stands still at such a point for so long. */
  readonly stallAt?: ProgramDeath & { readonly ms: number };
  /** Echo the journal to this process's stderr. */
  readonly verbose?: boolean;
}

const PROGRAM_TYPES = {
  expert: "PROGRAM_EXPERT",
  script: "PROGRAM_SCRIPT",
  service: "PROGRAM_SERVICE",
  indicator: "PROGRAM_INDICATOR",
};
const FOLDERS = { expert: "Experts", script: "Scripts", service: "Services", indicator: "Indicators" };

/** Starts a compiled program in a simulated terminal of its own. The process dies with this one. */
export function startMql(o: StartOptions): RunningMql {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-host-"));
  const dataDir = o.dataDir ?? path.join(temporary, "data");
  fs.mkdirSync(path.join(dataDir, "MQL5", "Files"), { recursive: true });
  const config = path.join(temporary, "config.json");
  fs.writeFileSync(config, JSON.stringify(configuration(o, dataDir)));
  const child = spawn(o.binary.path, [`--config=${config}`], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    env: environment(),
  });
  return new RunningMql(child, { dataDir, temporary, verbose: o.verbose ?? false });
}

function configuration(o: StartOptions, dataDir: string): Record<string, unknown> {
  const { kind, source } = o.binary;
  return {
    path: `${FOLDERS[kind]}\\${path.basename(source, ".mq5")}.ex5`,
    dataDir,
    commonDir: o.commonDir ?? path.join(dataDir, "Common"),
    symbol: o.symbol ?? "EURUSD",
    period: o.period ?? "M1",
    inputs: Object.fromEntries(Object.entries(o.inputs ?? {}).map(([k, v]) => [k, String(v)])),
    symbols: o.symbols ?? DEFAULT_SYMBOLS,
    ticks: o.ticks ?? {},
    account: { ...DEFAULT_ACCOUNT, ...o.account },
    terminal: { ...DEFAULT_TERMINAL, ...o.terminal },
    program: { ...DEFAULT_PROGRAM, MQL_PROGRAM_TYPE: PROGRAM_TYPES[kind], MQL_TESTER: o.tester ?? false, ...o.program },
    timeZone: o.timeZone ?? NEW_YORK_CLOSE_ZONE,
    pcTimeZone: o.pcTimeZone ?? { minutes: 0, dst: "none" },
    timerResolutionMs: o.timerResolutionMs ?? 16,
    virtualTime: o.virtualTime ?? false,
    startUtcMs: o.startUtcMs ?? 0,
    tradeServer: o.tradeServer ?? "",
    libraries: o.libraries ?? {},
    tester: o.tester ?? false,
    ...(o.dieAt === undefined ? {} : { dieAt: o.dieAt }),
    ...(o.stallAt === undefined ? {} : { stallAt: o.stallAt }),
  };
}

/** The sanitizers' settings: a finding ends the process, and leaks of the library underneath are not the program's. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ASAN_OPTIONS: "detect_leaks=0:abort_on_error=0",
    UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1",
  };
}
