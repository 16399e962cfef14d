import { afterEach, describe, expect, test } from "vitest";
import { type Command, type RoomOptions, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

/** Nothing of the account's own was changed: no order was ever made. */
async function nothingSent(): Promise<void> {
  const { orders, history, positions } = await room.server.ledger();
  expect({ orders, history, positions }).toEqual({ orders: [], history: [], positions: [] });
}

const refused = (refusal: string) => ({ status: "refused", refusal, calledUs: 0n, retcode: 0 });
const pending = (over: Partial<Command>): Partial<Command> => ({
  action: "pending",
  kind: "buyLimit",
  price: 1.09,
  ...over,
});

describe("a command is refused unsent, by name, and stays refused", () => {
  const CASES: readonly (readonly [what: string, over: Partial<Command>, refusal: string])[] = [
    ["of no volume", { volume: 0 }, "malformed"],
    ["of a volume that is no number", { volume: Number.NaN }, "malformed"],
    ["of a negative price", { price: -1 }, "malformed"],
    ["of an absurd stop", { stopLoss: 1e308 }, "malformed"],
    ["to open, yet only to reduce", { reduceOnly: true }, "malformed"],
    ["of no magic", { magic: 0n }, "malformed"],
    ["of a kind that is no market kind", { kind: "buyLimit" }, "malformed"],
    ["that another account was meant to get", { login: 10_002n }, "wrongAccount"],
    ["that another broker's account was meant to get", { server: `${SERVER}2` }, "wrongAccount"],
    ["of an older start of the bridge", { bridgeEpoch: 4n }, "staleEpoch"],
    ["under an older fence", { fence: (5n << 20n) | 0n }, "notOwner"],
    ["whose time is over", { validUntilMs: Date.now() - 5_000 }, "expired"],
    ["of a session without a stop", { automated: true, stopLoss: 0 }, "stopRequired"],
    ["on a symbol that the broker does not have", { symbol: "NOSUCH" }, "unknownSymbol"],
    ["on a symbol without a quote", { symbol: "XAUUSD" }, "noQuote"],
    ["below the smallest volume", { volume: 0.001 }, "invalidVolume"],
    ["above the largest volume", { volume: 10_000 }, "invalidVolume"],
    ["between two volume steps", { volume: 0.105 }, "invalidVolume"],
    ["with a stop on the wrong side", { stopLoss: 1.2 }, "invalidStops"],
    ["with a target on the wrong side", { takeProfit: 1.05 }, "invalidStops"],
    ["beyond the slippage that the trader allows", { price: 1.099, deviation: 10 }, "invalidPrice"],
    ["to rest on the wrong side of the market", pending({ price: 1.2, stopLoss: 1.19 }), "invalidPrice"],
    ["to rest at no price", pending({ price: 0 }), "malformed"],
    ["with a limit before its stop", pending({ kind: "buyStopLimit", price: 1.11, stopLimit: 1.12 }), "invalidPrice"],
    ["that would have expired", pending({ life: "specified", expiryMs: 1_000_000 }), "expiryUnsupported"],
    ["to close a position that is not there", { kind: "sell", position: 77n, reduceOnly: true }, "positionGone"],
    ["to move the stops of a position that is not there", { action: "stops", position: 77n }, "positionGone"],
    ["to change an order that is not there", { action: "modify", kind: "buyLimit", order: 7n, price: 1 }, "orderGone"],
    ["to take away an order that is not there", { action: "remove", order: 77n }, "orderGone"],
  ];

  test("whatever is wrong with it", async () => {
    await open({ roles: ["ea", "commandService"] });
    for (const [what, over, refusal] of CASES) {
      const command = room.command({ stopLoss: 0, ...over });
      expect(await room.state(room.send(command)), what).toMatchObject(refused(refusal));
    }
    await nothingSent();
  });

  test("by the rules of the symbol: trade mode, order kinds, levels, filling, expiry, limit", async () => {
    await open({ roles: ["ea"] });
    const CLASHES: readonly (readonly [terms: object, over: Partial<Command>, refusal: string])[] = [
      [{ tradeMode: "closeOnly" }, {}, "symbolTradeMode"],
      [{ tradeMode: "shortOnly" }, {}, "symbolTradeMode"],
      [{ tradeMode: "longOnly" }, { kind: "sell" }, "symbolTradeMode"],
      [{ tradeMode: "full", orderFlags: 127 & ~1 }, {}, "kindUnsupported"],
      [{ orderFlags: 127 & ~16 }, { stopLoss: 1.09 }, "kindUnsupported"],
      [{ orderFlags: 127 & ~2 }, pending({}), "kindUnsupported"],
      [{ orderFlags: 127, stopsLevel: 50 }, { stopLoss: 1.0998 }, "invalidStops"],
      [{ stopsLevel: 50 }, pending({ price: 1.0998 }), "invalidPrice"],
      [{ stopsLevel: 0, fillingFlags: 0 }, {}, "fillingUnsupported"],
      [{ fillingFlags: 3, expirationFlags: 1 }, pending({ life: "day" }), "expiryUnsupported"],
      [{ expirationFlags: 15, volumeLimit: 0.5 }, { volume: 0.6 }, "invalidVolume"],
    ];
    for (const [terms, over, refusal] of CLASHES) {
      await room.server.do({ kind: "symbol", symbol: "EURUSD", terms });
      await room.quote("EURUSD", 1.1, 1.1001);
      const command = room.command({ stopLoss: 0, ...over });
      expect(await room.state(room.send(command)), JSON.stringify(terms)).toMatchObject(refused(refusal));
    }
    await nothingSent();
  });

  test("inside the freeze level neither position nor order is touched", async () => {
    await open();
    const near = await room.order({ stopLoss: 1.0995 });
    const order = await room.order(pending({ price: 1.0992 }), ({ order: ticket }) => ticket !== 0n);
    await room.server.do({ kind: "symbol", symbol: "EURUSD", terms: { freezeLevel: 100 } });
    await room.quote("EURUSD", 1.1, 1.1001);
    const { position } = near;
    expect(await room.order({ action: "stops", position, stopLoss: 1.0994 })).toMatchObject(refused("frozen"));
    expect(await room.order({ kind: "sell", position })).toMatchObject(refused("frozen"));
    const remove = { action: "remove", kind: "buyLimit", order: order.order } as const;
    expect(await room.order(remove)).toMatchObject(refused("frozen"));
  });

  test("when trading is switched off in the terminal, for the program, or by the broker, or the broker is away", async () => {
    await open();
    const service = room.program("commandService");
    for (const what of [
      { terminal: { TERMINAL_TRADE_ALLOWED: false } },
      { program: { MQL_TRADE_ALLOWED: false } },
      { account: { ACCOUNT_TRADE_ALLOWED: false } },
      { account: { ACCOUNT_TRADE_EXPERT: false } },
    ]) {
      await service.set(what);
      expect(await room.order()).toMatchObject(refused("algoTradingOff"));
      const [[group, properties]] = Object.entries(what) as [[string, Record<string, boolean>]];
      await service.set({ [group]: Object.fromEntries(Object.keys(properties).map((name) => [name, true])) });
    }
    await service.setConnected(false);
    expect(await room.order()).toMatchObject(refused("brokerDisconnected"));
    await service.setConnected(true);
    await nothingSent();
    expect(await room.order()).toMatchObject({ status: "done" });
  });

  test("a close never reverses: neither more than is left, nor on the wrong side, nor two at once", async () => {
    await open({ margin: "netting" });
    const { position } = await room.order({ volume: 0.2 });
    expect(await room.order({ kind: "sell", position, volume: 0.3 })).toMatchObject(refused("wouldReverse"));
    expect(await room.order({ kind: "buy", position, volume: 0.1 })).toMatchObject(refused("wouldReverse"));
    await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "late", ms: 500, as: "silent" } }] });
    const first = room.send(room.command({ kind: "sell", position, volume: 0.2 }));
    expect(await room.order({ kind: "sell", position, volume: 0.1 })).toMatchObject(refused("wouldReverse"));
    expect(await room.state(first)).toMatchObject({ status: "done", volume: 0.2 });
    expect((await room.server.ledger()).positions).toEqual([]);
  });

  test("and the same command again is answered from the journal, at a better time too", async () => {
    await open({ roles: ["ea"], lease: false });
    const command = room.command();
    expect(await room.state(room.send(command))).toMatchObject(refused("leaseNotHeld"));
    await room.holdLease();
    room.send(command);
    const answers = () => room.link.all("TradeState").filter(({ fields }) => fields.magic === command.magic);
    await room.bridge.until(() => answers().length === 2, "the second answer");
    expect(answers()[1]?.fields).toMatchObject(refused("leaseNotHeld"));
    expect(await room.order()).toMatchObject({ status: "done" });
  });
});

describe("an order that closes or reduces", () => {
  test("needs no lease and no guard's leave", async () => {
    await open();
    const { position } = await room.order();
    const resting = await room.order(pending({}), ({ order }) => order !== 0n);
    await room.lapse();
    expect(await room.order()).toMatchObject(refused("leaseNotHeld"));
    expect(await room.order({ action: "stops", position, stopLoss: 1.095 })).toMatchObject({ status: "done" });
    expect(await room.order({ action: "remove", order: resting.order })).toMatchObject({ status: "done" });
    expect(await room.order({ kind: "sell", position })).toMatchObject({ status: "done" });
  });
});
