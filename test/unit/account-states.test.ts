import fc from "fast-check";
import { expect, test } from "vitest";
import { AccountStateKeeper } from "#bridge/data-collector/account-state-keeper.ts";
import type { AccountState, AccountStateChange } from "#bridge/ports/account-state.ts";
import { HoldingsBoard } from "#bridge/window/holdings-board.ts";
import { AccountOrders, AccountPositions } from "#shared/contract/accounts.ts";
import type { FieldsOf, ItemOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { LinkPeer } from "#test/fixtures/link-peer.ts";
import { ModelLink } from "#test/fixtures/model-link.ts";

const ID = "7001@Harbour-Demo" as AccountId;
const BROKER = Date.UTC(2026, 10, 16, 11);

const figures = (over: Partial<FieldsOf<"AccountSnapshot">> = {}): FieldsOf<"AccountSnapshot"> => ({
  login: 7_001n,
  server: "Harbour-Demo",
  brokerMs: BROKER,
  balance: 10_000,
  credit: 0,
  profit: 12.5,
  equity: 10_012.5,
  margin: 100,
  marginFree: 9_912.5,
  marginLevel: 10_012.5,
  leverage: 100,
  tradeAllowed: true,
  expertAllowed: true,
  positions: 0,
  orders: 0,
  ...over,
});
const position = (id: number, over: Partial<ItemOf<"PositionsSnapshot">> = {}): ItemOf<"PositionsSnapshot"> => ({
  ticket: BigInt(id),
  identifier: BigInt(id),
  symbol: "EURUSD",
  side: "sell",
  volume: 0.3,
  priceOpen: 1.1,
  priceCurrent: 1.09,
  stopLoss: 1.12,
  takeProfit: 0,
  swap: -0.25,
  profit: 300.005,
  magic: 2n ** 64n - 1n,
  openMs: BROKER,
  updateMs: BROKER + 7,
  origin: "mobile",
  comment: "größer",
  ...over,
});
const order = (ticket: number): ItemOf<"OrdersSnapshot"> => ({
  ticket: BigInt(ticket),
  symbol: "XAUUSD",
  kind: "buyStopLimit",
  state: "placed",
  life: "specified",
  volumeInitial: 2,
  volumeCurrent: 1.5,
  price: 2_500,
  stopLimit: 2_490,
  stopLoss: 2_400,
  takeProfit: 0,
  magic: 77n,
  position: 0n,
  setupMs: BROKER,
  expiryMs: 0,
  origin: "expert",
  comment: "",
});

function bridge() {
  const model = new ModelLink();
  const terminals = [model.paired("Harbour"), model.paired("Spare")];
  const keeper = new AccountStateKeeper(model.clock, { report: (notice) => model.notices.push(notice) });
  const told: { state: AccountState; changed: AccountStateChange }[] = [];
  keeper.subscribe((state, changed) => told.push({ state, changed }));
  model.start().connector.listen(keeper);
  const connect = async (which = 0): Promise<LinkPeer> => {
    const terminal = terminals[which] ?? expect.fail("no such terminal");
    const peer = model.peer(terminal.publicKey);
    await peer.open(terminal.identity);
    return peer;
  };
  return { model, terminals, keeper, told, connect };
}

const sendPositions = (peer: LinkPeer, snapshot: number, sets: readonly ItemOf<"PositionsSnapshot">[][]) =>
  Promise.all(
    sets.map((items, part) =>
      peer.send("PositionsSnapshot", {
        fields: { snapshot: BigInt(snapshot), part, parts: sets.length, brokerMs: BROKER },
        items,
      }),
    ),
  );
const sendOrders = (peer: LinkPeer, snapshot: number, items: readonly ItemOf<"OrdersSnapshot">[]) =>
  peer.send("OrdersSnapshot", { fields: { snapshot: BigInt(snapshot), part: 0, parts: 1, brokerMs: BROKER }, items });

test("an account is shown when figures, positions and orders have each come whole, and says how old its oldest part is", async () => {
  const { model, keeper, told, connect } = bridge();
  const peer = await connect();
  await sendPositions(peer, 1, [[position(1)], [position(2)]]);
  await model.clock.advance(300);
  await sendOrders(peer, 2, [order(9)]);
  await model.clock.advance(0);
  expect(keeper.current(ID)).toBeUndefined();
  expect(told).toEqual([]);
  await peer.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  const state = keeper.current(ID);
  expect(state).toMatchObject({ session: peer.session, live: true, kind: "mt5", account: { id: ID, currency: "USD" } });
  expect(state?.positions.is).toEqual([position(1), position(2)]);
  expect(state?.orders.is).toEqual([order(9)]);
  expect(state?.figures.is).toMatchObject({ equity: 10_012.5, marginFree: 9_912.5, tradeAllowed: true });
  expect(state?.takenAt).toBe(state?.positions.takenAt);
  expect((state?.orders.takenAt ?? 0) - (state?.positions.takenAt ?? 0)).toBe(300);
  expect(told.map(({ changed }) => changed)).toEqual(["link"]);
});

test("however sets are cut into parts, and wherever one is broken off, only sets that were sent whole are ever shown", async () => {
  const sets = fc.array(
    fc.record({ sizes: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), sent: fc.nat(4), orders: fc.boolean() }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(sets, async (runs) => {
      const { model, told, connect } = bridge();
      const peer = await connect();
      await peer.send("AccountSnapshot", { fields: figures() });
      await sendOrders(peer, 1, []);
      const whole: string[] = [];
      let id = 1;
      for (const [at, { sizes, sent, orders }] of runs.entries()) {
        const parts = sizes.map((size) => Array.from({ length: size }, () => position(id++)));
        if (orders) await sendOrders(peer, 100 + at, []);
        for (const [part, items] of parts.slice(0, sent).entries()) {
          const fields = { snapshot: BigInt(at + 2), part, parts: parts.length, brokerMs: BROKER };
          await peer.send("PositionsSnapshot", { fields, items });
        }
        if (sent >= parts.length) whole.push(parts.flatMap((part) => part.map(({ ticket }) => ticket)).join());
      }
      await model.clock.advance(0);
      const shown = told
        .filter(({ changed }) => changed !== "orders")
        .map(({ state }) => state.positions.is.map(({ ticket }) => ticket).join());
      expect(shown).toEqual(whole);
      expect(model.notices.filter(({ severity }) => severity === "error")).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("when the session ends its account stays, marked as old, until another session has told the whole of it", async () => {
  const { model, keeper, told, connect } = bridge();
  const peer = await connect();
  await sendOrders(peer, 1, []);
  await peer.send("AccountSnapshot", { fields: figures() });
  await sendPositions(peer, 2, [[position(1)]]);
  await model.clock.advance(0);
  peer.close();
  await model.clock.advance(20_000);
  expect(keeper.current(ID)).toMatchObject({ live: false, session: peer.session, positions: { is: [position(1)] } });
  const again = await connect();
  await sendPositions(again, 1, [[]]);
  await sendOrders(again, 2, []);
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ live: false, session: peer.session, positions: { is: [position(1)] } });
  await again.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ live: true, session: again.session, positions: { is: [] } });
  expect(told.map(({ changed, state }) => [changed, state.live])).toEqual([
    ["link", true],
    ["link", false],
    ["link", true],
  ]);
});

test("of two terminals with one login the first is believed; when it goes the other takes its place", async () => {
  const { model, keeper, connect } = bridge();
  const [first, spare] = [await connect(0), await connect(1)];
  for (const [at, peer] of [first, spare].entries()) {
    await sendPositions(peer, 1, [[position(at + 1)]]);
    await sendOrders(peer, 2, []);
    await peer.send("AccountSnapshot", { fields: figures() });
  }
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ session: first.session, positions: { is: [position(1)] } });
  first.close();
  await model.clock.advance(20_000);
  const third = await connect(1);
  await sendPositions(third, 3, [[position(3)]]);
  await sendOrders(third, 4, []);
  await third.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ session: third.session, live: true, positions: { is: [position(3)] } });
});

test.each<[string, (peer: LinkPeer) => Promise<unknown>]>([
  ["a position that is told twice", (peer) => sendPositions(peer, 5, [[position(4)], [position(4)]])],
  ["a volume that is no number", (peer) => sendPositions(peer, 5, [[position(4, { volume: Number.NaN })]])],
  ["an order that is told twice", (peer) => sendOrders(peer, 5, [order(4), order(4)])],
  [
    "an endless equity",
    (peer) => peer.send("AccountSnapshot", { fields: figures({ equity: Number.POSITIVE_INFINITY }) }),
  ],
  ["another account's figures", (peer) => peer.send("AccountSnapshot", { fields: figures({ login: 7_002n }) })],
])("%s is refused with a reason, and the terminal has to connect anew", async (_what, lie) => {
  const { model, keeper, connect } = bridge();
  const peer = await connect();
  await sendPositions(peer, 1, [[position(1)]]);
  await sendOrders(peer, 2, []);
  await peer.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  await lie(peer);
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ live: false, positions: { is: [position(1)] }, orders: { is: [] } });
  expect(model.notice("ACCOUNT_STATE_REFUSED")).toHaveLength(1);
  await sendPositions(peer, 6, [[]]);
  await model.clock.advance(0);
  expect(keeper.current(ID)?.positions.is).toEqual([position(1)]);
});

test("an EA of another protocol version is still seen: its account comes without a data socket, and goes with it", async () => {
  const { model, keeper, terminals } = bridge();
  const [terminal] = terminals;
  const peer = model.peer(terminal?.publicKey ?? "");
  await peer.hello(terminal?.identity ?? expect.fail("no terminal"), { protocolMin: 200, protocolMax: 201 });
  expect((await peer.next("Welcome")).fields.reduceOnly).toBe(true);
  await sendPositions(peer, 1, [[position(1)]]);
  await sendOrders(peer, 2, []);
  await peer.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  expect(keeper.current(ID)).toMatchObject({ live: true, positions: { is: [position(1)] } });
  peer.close();
  await model.clock.advance(20_000);
  expect(keeper.current(ID)?.live).toBe(false);
});

test("windows see whole sets in the contract's own words: no stop is absent, money is in minor units", async () => {
  const { model, keeper, connect } = bridge();
  const board = new HoldingsBoard();
  keeper.subscribe(board.changed);
  const peer = await connect();
  await sendPositions(peer, 1, [[position(1)]]);
  await sendOrders(peer, 2, [order(9)]);
  await peer.send("AccountSnapshot", { fields: figures() });
  await model.clock.advance(0);
  const positions = board.positions.get(ID);
  expect(AccountPositions.parse(positions)).toEqual(positions);
  expect(positions).toMatchObject({ live: true, takenAtMs: keeper.current(ID)?.positions.takenAt });
  expect(positions?.positions).toEqual([
    {
      id: "1",
      ticket: "1",
      instrumentId: `${ID}/EURUSD`,
      symbol: "EURUSD",
      side: "sell",
      volume: 0.3,
      priceOpen: 1.1,
      priceCurrent: 1.09,
      stopLoss: 1.12,
      swap: { minor: -25, currency: "USD", digits: 2 },
      profit: { minor: 30_001, currency: "USD", digits: 2 },
      magic: "18446744073709551615",
      openMs: BROKER,
      updateMs: BROKER + 7,
      origin: "mobile",
      comment: "größer",
    },
  ]);
  const orders = board.orders.get(ID);
  expect(AccountOrders.parse(orders)).toEqual(orders);
  expect(orders?.orders[0]).toMatchObject({ id: "9", kind: "buyStopLimit", stopLimit: 2_490, stopLoss: 2_400 });
  expect(orders?.orders[0]).not.toHaveProperty("takeProfit");
  expect(orders?.orders[0]).not.toHaveProperty("expiryMs");
  expect(orders?.orders[0]).not.toHaveProperty("positionId");
});
