import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import { retcodeReason } from "#shared/trading/intent/retcodes.ts";
import type { AccountState, OpenPosition } from "../../ports/account-state.ts";
import type { FlattenRun } from "../../ports/safety-book.ts";

export type FlattenStageName = "asked" | "started" | "closing" | "flat" | "stuck" | "refused" | "unreachable";

interface FlattenedPosition {
  readonly position: bigint;
  readonly symbol: string;
  readonly lots: number;
  readonly closed: boolean;
  /** Why its close was turned down, when the program says. */
  readonly reason: string | null;
}

/** Where a flatten stands, position by position. */
export interface FlattenProgress {
  readonly run: FlattenRun;
  readonly stage: FlattenStageName;
  readonly positionsLeft: number;
  readonly ordersLeft: number;
  /** Microseconds in the program from the wish to the last first request; 0 = not told. */
  readonly sentAllUs: number;
  readonly positions: readonly FlattenedPosition[];
}

/** A flatten that has just been asked for. */
export function beginProgress(run: FlattenRun, state: AccountState | undefined): FlattenProgress {
  const positions = (state?.positions.is ?? []).map((each) => ({
    position: each.identifier,
    symbol: each.symbol,
    lots: each.volume,
    closed: false,
    reason: null,
  }));
  const stage = run.flatMs === null ? ("asked" as const) : ("flat" as const);
  const ordersLeft = state?.orders.is.length ?? 0;
  return { run, stage, positionsLeft: positions.length, ordersLeft, sentAllUs: 0, positions };
}

/** What the program says of it. Its `flat` is half of the proof; the other half is our own snapshot. */
export function withProgram(progress: FlattenProgress, state: FieldsOf<"FlattenState">): FlattenProgress {
  const reason = retcodeReason(state.lastRetcode);
  return {
    ...progress,
    stage: progress.run.flatMs !== null ? "flat" : state.stage === "flat" ? "closing" : state.stage,
    sentAllUs: state.sentAllUs === 0n ? progress.sentAllUs : Number(state.sentAllUs),
    positions: progress.positions.map((each) => (each.closed ? each : { ...each, reason })),
  };
}

/** What a live snapshot says of it. */
export function withSnapshot(progress: FlattenProgress, state: AccountState): FlattenProgress {
  const open = new Map(state.positions.is.map((each) => [each.identifier, each]));
  const known = new Set(progress.positions.map(({ position }) => position));
  const seen = progress.positions.map((each) => ({ ...each, closed: !open.has(each.position) }));
  // One that was opened while the account was being flattened belongs to it as well.
  const late = [...open.values()].filter(({ identifier }) => !known.has(identifier)).map(asOpen);
  return {
    ...progress,
    positions: [...seen, ...late],
    positionsLeft: open.size,
    ordersLeft: state.orders.is.length,
  };
}

const asOpen = ({ identifier, symbol, volume }: OpenPosition): FlattenedPosition => ({
  position: identifier,
  symbol,
  lots: volume,
  closed: false,
  reason: null,
});

/** Whether a snapshot that was taken after the program's own fresh look shows nothing left. */
export const isEmptyAfter = (state: AccountState | undefined, atMs: UtcMs): boolean =>
  state?.live === true && state.takenAt >= atMs && state.positions.is.length === 0 && state.orders.is.length === 0;

export const provedFlat = (progress: FlattenProgress, flatMs: UtcMs): FlattenProgress => ({
  ...progress,
  run: { ...progress.run, flatMs },
  stage: "flat",
  positionsLeft: 0,
  ordersLeft: 0,
  positions: progress.positions.map((each) => ({ ...each, closed: true, reason: null })),
});

/** A run that nobody has an account for yet. */
export const newRun = (id: string, account: AccountId, cause: string, askedMs: UtcMs): FlattenRun => ({
  id,
  account,
  cause,
  askedMs,
  flatMs: null,
  endedMs: null,
});
