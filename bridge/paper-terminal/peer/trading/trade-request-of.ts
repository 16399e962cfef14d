import type { TradeRequest } from "../../trade-server/engine/trade-request.ts";
import type { PositionRecord, TradeServer } from "../../trade-server/trade-server.ts";
import { type Command, type Refusal, words } from "./trade.ts";

/** What the EA refuses by its own checks, told by the code with which the server would (engine/retcode.ts). All else is sent. */
const REFUSALS: Readonly<Record<number, Refusal>> = {
  10_014: "invalidVolume",
  10_015: "invalidPrice",
  10_016: "invalidStops",
  10_017: "symbolTradeMode",
  10_021: "noQuote",
  10_022: "expiryUnsupported",
  10_029: "frozen",
  10_030: "fillingUnsupported",
  10_035: "kindUnsupported",
  10_042: "symbolTradeMode",
  10_043: "symbolTradeMode",
  10_044: "symbolTradeMode",
};
const ANY_DEVIATION = 4_294_967_295;
const DUST = 1e-9;

type Built = TradeRequest | { readonly refusal: Refusal; readonly words: string };

const refused = (refusal: Refusal, why = ""): Built => ({ refusal, words: words(why) });
export const isRefusal = (built: Built): built is Extract<Built, { refusal: Refusal }> => "refusal" in built;

/** A command as a request, checked against symbol, market, position and order as they are this moment. */
export function requestOf(server: TradeServer, command: Command): Built {
  const spec = server.spec(command.symbol);
  if (spec === null) return refused("unknownSymbol");
  const built = build(server, command);
  if (isRefusal(built)) return built;
  const { retcode, comment } = server.check(built);
  const refusal = REFUSALS[retcode];
  return refusal === undefined ? built : refused(refusal, comment);
}

function build(server: TradeServer, command: Command): Built {
  switch (command.action) {
    case "deal":
      return command.position === 0n ? open(server, command) : close(server, command);
    case "pending":
      return base(command, { action: "pending", filling: "return" });
    case "stops": {
      const position = found(server, command.position, command.symbol);
      return position === undefined
        ? refused("positionGone")
        : base(command, { action: "stops", position: position.ticket, kind: position.side });
    }
    case "modify":
    case "remove": {
      const order = server.orders().find(({ ticket }) => ticket === command.order);
      if (order === undefined || order.symbol !== command.symbol) return refused("orderGone");
      return command.action === "modify" && order.kind !== command.kind
        ? refused("malformed")
        : base(command, { order: order.ticket, kind: order.kind, filling: order.filling });
    }
    case "closeBy":
      return closeBy(server, command);
  }
}

function open(server: TradeServer, command: Command): Built {
  return slipped(server, command) ?? base(command, { filling: fillingFor(server, command.symbol) });
}

/** A close names the position and deals against it, never for more than is left of it. */
function close(server: TradeServer, command: Command): Built {
  const position = found(server, command.position, command.symbol);
  if (position === undefined) return refused("positionGone");
  if (position.side === command.kind) return refused("wouldReverse", "the position is on the other side");
  if (command.volume > position.volume + DUST) return refused("wouldReverse", `left ${position.volume} lots`);
  const volume = command.volume > position.volume - DUST ? position.volume : command.volume;
  const filling = fillingFor(server, command.symbol);
  return slipped(server, command) ?? base(command, { volume, position: position.ticket, filling });
}

function closeBy(server: TradeServer, command: Command): Built {
  if (server.terms.marginMode !== "hedging") return refused("kindUnsupported", "needs a hedging account");
  const position = found(server, command.position, command.symbol);
  const other = found(server, command.positionBy, command.symbol);
  if (position === undefined || other === undefined) return refused("positionGone");
  if (position.side === other.side) return refused("malformed");
  return base(command, { position: position.ticket, positionBy: other.ticket });
}

/** The command names positions by identifier, the server by ticket. */
const found = (server: TradeServer, identifier: bigint, symbol: string): PositionRecord | undefined =>
  server.positions(symbol).find((position) => position.identifier === identifier);

/** What the trader saw bounds the fill, also in market execution, where MT5 itself ignores the deviation. */
function slipped(server: TradeServer, { symbol, kind, price, deviation }: Command): Built | null {
  const quote = server.lastQuote(symbol);
  const point = server.spec(symbol)?.point ?? 1;
  if (quote === null) return refused("noQuote");
  if (price === 0 || deviation === ANY_DEVIATION) return null;
  const worse = kind === "buy" ? quote.ask - price : price - quote.bid;
  if (worse <= (deviation + 1e-4) * point) return null;
  return refused("invalidPrice", `market ${kind === "buy" ? quote.ask : quote.bid}`);
}

/** IOC where it is offered, else FOK, else RETURN. */
function fillingFor(server: TradeServer, symbol: string): TradeRequest["filling"] {
  const flags = server.spec(symbol)?.fillingFlags ?? 0;
  if ((flags & 2) !== 0) return "ioc";
  return (flags & 1) !== 0 ? "fok" : "return";
}

function base(command: Command, over: Partial<TradeRequest>): TradeRequest {
  const { action, magic, symbol, volume, price, stopLimit, stopLoss, takeProfit, deviation, kind } = command;
  const { life, expiryMs, comment } = command;
  return {
    action,
    magic,
    order: 0n,
    symbol,
    volume,
    price,
    stopLimit,
    stopLoss,
    takeProfit,
    deviation: deviation === ANY_DEVIATION ? 100_000 : deviation,
    kind,
    filling: "ioc",
    life,
    expiryMs,
    comment,
    position: 0n,
    positionBy: 0n,
    ...over,
  };
}
