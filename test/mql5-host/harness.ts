/** The MQL5 host: compiles MQL5 programs and runs them in a simulated terminal. See README.md. */
export { type CompileOptions, checkMql, compileMql, type MqlBinary } from "./build/compile.ts";
export { MqlCompileError } from "./build/diagnostics.ts";
export {
  DEFAULT_ACCOUNT,
  DEFAULT_PROGRAM,
  DEFAULT_SYMBOLS,
  DEFAULT_TERMINAL,
  type PropertyValues,
  type SymbolSpec,
  symbolSpec,
} from "./run/defaults.ts";
export { type ChartState, type ExitStatus, type HostMessage, Reason, type RunningMql } from "./run/running.ts";
export { NEW_YORK_CLOSE_ZONE, type ProgramDeath, type StartOptions, startMql, type ZoneSpec } from "./run/start.ts";
export { type HostTick, TICK_FLAG_ASK, TICK_FLAG_BID, tickRow, writeTickFile } from "./run/tick-file.ts";
