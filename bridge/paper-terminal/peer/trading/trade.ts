import type { FieldsOf } from "#shared/link/frame.ts";

export type Command = FieldsOf<"TradeCommand">;
export type State = FieldsOf<"TradeState">;
export type Refusal = State["refusal"];

/** One command, and what became of it. */
export interface Trade {
  readonly command: Command;
  readonly state: State;
  /** Broker ms when the server was called and when the first fill was made; 0 = not yet. */
  readonly calledMs: number;
  readonly filledMs: number;
  /** The duties that its fill brings along are done with: a stop at the broker, a timed close. */
  readonly stopDone: boolean;
  readonly holdDone: boolean;
}

const FINAL: ReadonlySet<State["status"]> = new Set(["refused", "done", "rejected", "ended"]);
export const isFinal = ({ state }: Trade): boolean => FINAL.has(state.status);

/** An intent as the key of a map. */
export const intentKey = (intent: Uint8Array): string => Buffer.from(intent).toString("hex");

/** Equal in everything a trader asked for; fence and epoch belong to the way, not to the wish. */
export function sameWish(a: Command, b: Command): boolean {
  return (Object.keys(a) as (keyof Command)[]).every(
    (field) => field === "fence" || field === "bridgeEpoch" || field === "intent" || a[field] === b[field],
  );
}

/** Opens or may open a position, or changes an order that will. */
export function takesRisk({ action, position }: Command): boolean {
  return action === "pending" || action === "modify" || (action === "deal" && position === 0n);
}

/** Text as a field of the link takes it. */
export const words = (text: string): string => text.slice(0, 60);

/** A command that was just read. */
export const newTrade = (command: Command, readUs: bigint, brokerMs: number): Trade => ({
  command,
  state: newState(command, readUs, brokerMs),
  calledMs: 0,
  filledMs: 0,
  stopDone: command.stopWithinMs === 0,
  holdDone: command.holdMs === 0,
});

/** Nothing has become of it yet. */
export function newState(
  { intent, magic }: Pick<Command, "intent" | "magic">,
  readUs: bigint,
  brokerMs: number,
): State {
  return {
    intent,
    magic,
    status: "sending",
    refusal: "none",
    retcode: 0,
    order: 0n,
    deal: 0n,
    position: 0n,
    volume: 0,
    price: 0,
    readUs,
    calledUs: 0n,
    answeredUs: 0n,
    brokerMs,
    words: "",
  };
}

export const withState = (trade: Trade, state: Partial<State>): Trade => ({
  ...trade,
  state: { ...trade.state, ...state },
});
