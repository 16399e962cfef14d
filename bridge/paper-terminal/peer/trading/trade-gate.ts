import type { UtcMs } from "#shared/market/brands.ts";
import type { TradeServer } from "../../trade-server/trade-server.ts";
import type { LeaseHolder } from "../lease-holder.ts";
import type { GuardKeeper } from "./guard-keeper.ts";
import type { Ownership } from "./ownership.ts";
import { type Command, type Refusal, takesRisk } from "./trade.ts";

export interface GatePorts {
  readonly server: TradeServer;
  readonly lease: LeaseHolder;
  readonly guard: GuardKeeper;
  readonly ownership: Ownership;
}

interface Verdict {
  readonly refusal: Refusal;
  readonly words: string;
}

const refused = (refusal: Refusal, words = ""): Verdict => ({ refusal, words });
const PASSED = refused("none");
const LARGEST = 1e12;
const PENDING: ReadonlySet<Command["kind"]> = new Set([
  "buyLimit",
  "sellLimit",
  "buyStop",
  "sellStop",
  "buyStopLimit",
  "sellStopLimit",
]);

/** Whether a command may be sent at all, before its own content counts: in the order in which the EA asks. */
export function gate(
  ports: GatePorts,
  command: Command,
  now: { readonly utcMs: UtcMs; readonly reduceOnly: boolean; readonly waitingLots: number },
): Verdict {
  if (isMalformed(command)) return refused("malformed");
  const { server, lease, guard, ownership } = ports;
  const { terms } = server;
  if (command.login !== terms.login || command.server !== terms.server) return refused("wrongAccount");
  if (command.bridgeEpoch < lease.state.highestEpoch || command.bridgeEpoch < ownership.highestEpoch)
    return refused("staleEpoch");
  if (!ownership.holds(command.fence)) return refused("notOwner");
  if (command.validUntilMs < now.utcMs) return refused("expired");
  if (takesRisk(command)) {
    if (now.reduceOnly || command.reduceOnly) return refused("reduceOnly");
    if (lease.state.status !== "held") return refused("leaseNotHeld");
    if (command.automated && command.stopLoss <= 0 && command.stopWithinMs === 0) return refused("stopRequired");
    const allowed = guard.allows(command, now.waitingLots);
    if (allowed.refusal !== "none") return allowed;
  }
  return server.connected ? PASSED : refused("brokerDisconnected");
}

/** A command that no bridge of this version would send. */
function isMalformed(command: Command): boolean {
  const { volume, price, stopLimit, stopLoss, takeProfit, expiryMs, magic, symbol, action, kind } = command;
  const numbers = [volume, price, stopLimit, stopLoss, takeProfit].every((n) => n >= 0 && n < LARGEST);
  if (!numbers || expiryMs < 0 || magic === 0n || symbol === "") return true;
  switch (action) {
    case "deal":
      return (kind !== "buy" && kind !== "sell") || volume <= 0 || (command.reduceOnly && command.position === 0n);
    case "pending":
      return !PENDING.has(kind) || volume <= 0 || price <= 0 || command.reduceOnly;
    case "stops":
      return command.position === 0n;
    case "modify":
      return !PENDING.has(kind) || command.order === 0n || price <= 0;
    case "remove":
      return command.order === 0n;
    case "closeBy":
      return command.position === 0n || command.positionBy === 0n || command.position === command.positionBy;
  }
}
