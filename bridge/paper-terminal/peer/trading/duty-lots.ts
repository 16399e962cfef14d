import { closesForFill, dutyMagic } from "#shared/trading/intent/magic.ts";
import type { PositionRecord, TradeServer } from "../../trade-server/trade-server.ts";
import { isFinal, type Trade } from "./trade.ts";
import type { TradeMemory } from "./trade-memory.ts";

/** What a duty is to close now, and the magic under which its next close is found again; null = nothing is left to close. */
export interface DutyClose {
  readonly lots: number;
  readonly magic: bigint;
}

const DUST = 1e-9;
const opposite = { buy: "sell", sell: "buy" } as const;

/** A buy or a sell, whatever it waits for. */
const sideOf = (kind: Trade["command"]["kind"]): "buy" | "sell" => (kind.startsWith("sell") ? "sell" : "buy");

/**
 * Of a netting position, which others share: the lots that the trade's own order has opened, less what closes for it, its
 * duty's and its session's, have taken. `waits`: a close of it is under way, or its order may still fill.
 */
export function dutyClose(
  server: TradeServer,
  memory: TradeMemory,
  { command, state, ...trade }: Trade,
  position: PositionRecord,
): DutyClose | "waits" | null {
  const side = sideOf(command.kind);
  if (position.side !== side) return null;
  const closersFor = new Map(
    [...memory.trades.values()].map(({ command: { magic, closesFor } }) => [magic, closesFor]),
  );
  const deals = server
    .deals(0, Number.MAX_SAFE_INTEGER)
    .filter(
      (deal) => deal.position === position.identifier && deal.kind === opposite[side] && deal.origin === "expert",
    );
  const ofDuty = deals.filter(({ magic }) => closesForFill(magic, command.magic));
  const ofSession = deals.filter(({ magic }) => closersFor.get(magic) === command.magic);
  const closed = [...ofDuty, ...ofSession].reduce((lots, { volume }) => lots + volume, 0);
  const lots = Math.round(Math.min(state.volume - closed, position.volume) * 1e8) / 1e8;
  if (lots <= DUST) return isFinal({ command, state, ...trade }) ? null : "waits";
  const underWay = [...memory.trades.values()].some(
    (other) => other.command.position === position.identifier && other.command.action === "deal" && !isFinal(other),
  );
  return underWay ? "waits" : { lots, magic: dutyMagic(command.magic, BigInt(ofDuty.length)) };
}
