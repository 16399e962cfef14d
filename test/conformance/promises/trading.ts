import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { FieldsOf } from "#shared/link/frame.ts";
import { magicOf } from "#shared/trading/intent/magic.ts";
import { MARKET_COMMAND } from "#test/fixtures/trade-command.ts";
import type { ConformanceRun } from "../link-conformance.ts";

type Command = FieldsOf<"TradeCommand">;
type State = FieldsOf<"TradeState">;

const INSTALLATION = 9;
const FENCE_BITS = 20n;
const MINUTE = 60_000;

/** How a terminal trades: held against those whose factory says that they do. */
export function tradingPromises(run: ConformanceRun): void {
  const { probe } = run;
  let counter = BigInt(Date.now());
  let fence = 0n;
  let bridgeEpoch = 0n;

  const account = (): { login: bigint; server: string } => {
    const { login, server } = probe.link.account;
    return { login: BigInt(login), server };
  };
  const own = async (number: bigint): Promise<FieldsOf<"TradeOwnerTaken">> => {
    bridgeEpoch = run.link.link.connector.bridgeEpoch;
    const wish = (bridgeEpoch << FENCE_BITS) + number;
    probe.link.send("TradeOwner", { fields: { bridgeEpoch, fence: wish, ...account(), owner: true } });
    const { fields } = await probe.next("TradeOwnerTaken", (frame) => frame.fields.fence === wish);
    if (fields.owner) fence = wish;
    return fields;
  };
  const command = (over: Partial<Command>): Command => {
    counter += 1n;
    return {
      intent: Uint8Array.from(randomBytes(16)),
      bridgeEpoch,
      fence,
      ...account(),
      magic: magicOf(INSTALLATION, counter % (1n << 30n)),
      ...MARKET_COMMAND,
      symbol: run.terminal.symbol,
      validUntilMs: Date.now() + MINUTE,
      ...over,
    };
  };
  const stateOf = (wish: Command, fits: (state: State) => boolean): Promise<State> =>
    probe
      .next("TradeState", ({ fields }) => Buffer.from(fields.intent).equals(wish.intent) && fits(fields))
      .then(({ fields }) => fields);
  const send = (wish: Command): void => probe.link.send("TradeCommand", { fields: wish });
  /** Sends a command and waits for what it comes to. */
  const place = async (over: Partial<Command>, status: State["status"] = "done"): Promise<State> => {
    const wish = command(over);
    send(wish);
    return stateOf(wish, (state) => state.status === status);
  };
  const closed = (state: State, volume = state.volume): Partial<Command> => ({
    kind: "sell",
    position: state.position,
    volume,
    reduceOnly: true,
  });
  /** What a symbol quoted last, from the specification's point of view: a price far enough below the market. */
  const below = (state: State): number => Number((state.price * 0.98).toFixed(5));

  describe("trading", () => {
    test("it obeys the bridge that has the highest fence, and says so", async () => {
      expect(await own(2n)).toMatchObject({ owner: true, highestFence: fence });
      expect(await own(1n)).toMatchObject({ owner: false, highestFence: fence });
    });

    test("a command is executed once, whatever comes twice; its deal is told, and it can be asked about", async () => {
      await run.terminal.quote();
      const wish = command({});
      for (let i = 0; i < 3; i++) send(wish);
      const state = await stateOf(wish, ({ status }) => status === "done");
      expect(state).toMatchObject({ magic: wish.magic, refusal: "none", volume: 0.1 });
      const deals = await probe.next("TradeDeals", ({ items }) => items.some(({ magic }) => magic === wish.magic));
      expect(deals.items.filter(({ magic }) => magic === wish.magic)).toMatchObject([
        { ticket: state.deal, order: state.order, position: state.position, entry: "in", volume: 0.1 },
      ]);
      probe.forget();
      send(wish);
      expect(await stateOf(wish, () => true)).toMatchObject({ status: "done", deal: state.deal });
      probe.forget();
      const stranger = command({});
      for (const asked of [wish, stranger])
        probe.link.send("TradeQuery", { fields: { intent: asked.intent, magic: asked.magic, ...account() } });
      expect(await stateOf(wish, () => true)).toMatchObject({ status: "done", deal: state.deal });
      expect(await stateOf(stranger, () => true)).toMatchObject({ status: "absent" });
      await place(closed(state));
    });

    test("what must not be sent is refused by name", async () => {
      const { login } = account();
      const cases = [
        ["malformed", { volume: 0 }],
        ["wrongAccount", { login: login + 1n }],
        ["notOwner", { fence: fence - 1n }],
        ["staleEpoch", { bridgeEpoch: 0n }],
        ["expired", { validUntilMs: Date.now() - MINUTE }],
        ["stopRequired", { automated: true }],
        ["unknownSymbol", { symbol: "NOSUCHSYMBOL" }],
        ["invalidVolume", { volume: 0.015 }],
        ["positionGone", { position: 1n, kind: "sell" }],
        ["orderGone", { action: "remove", order: 1n }],
      ] as const;
      for (const [refusal, over] of cases) {
        expect(await place(over, "refused"), refusal).toMatchObject({ refusal, order: 0n });
      }
    });

    test("a position is given stops, closed in part, never reversed, and closed", async () => {
      const state = await place({ volume: 0.2 });
      const { position } = state;
      await place({ action: "stops", position, volume: 0, stopLoss: below(state) });
      expect(await place(closed(state, 0.21), "refused")).toMatchObject({ refusal: "wouldReverse" });
      expect(await place({ ...closed(state), kind: "buy" }, "refused")).toMatchObject({ refusal: "wouldReverse" });
      expect(await place(closed(state, 0.05))).toMatchObject({ position, volume: 0.05 });
      expect(await place(closed(state, 0.15))).toMatchObject({ position, volume: 0.15 });
      expect(await place(closed(state), "refused")).toMatchObject({ refusal: "positionGone" });
    });

    test("a pending order rests, is changed, and is removed", async () => {
      const market = await place({});
      const price = below(market);
      const wish = { action: "pending", kind: "buyLimit", price } as const;
      const resting = command(wish);
      send(resting);
      // Taken by the terminal first, by the broker then: only the broker gives it a ticket.
      const rests = await stateOf(resting, ({ status, order }) => status === "accepted" && order !== 0n);
      const other = Number((price - 0.001).toFixed(5));
      await place({ ...wish, action: "modify", order: rests.order, price: other });
      await place({ action: "remove", kind: "buyLimit", order: rests.order, volume: 0 });
      await place(closed(market));
    });

    test("closed orders and deals of a window are told when asked, each set whole", async () => {
      probe.link.send("TradeHistoryRequest", { fields: { id: 77n, ...account(), fromMs: 0, toMs: Date.now() * 2 } });
      const deals = await probe.next(
        "TradeDeals",
        ({ fields: { id, part, parts } }) => id === 77n && part === parts - 1,
      );
      const orders = await probe.next(
        "TradeOrders",
        ({ fields: { id, part, parts } }) => id === 77n && part === parts - 1,
      );
      expect(deals.items.length).toBeGreaterThan(0);
      expect(orders.items.length).toBeGreaterThan(0);
      expect(deals.fields.connectedForMs).toBeGreaterThan(0);
    });

    test("its guard holds, says so, and gives way to a higher version only", async () => {
      const guard = async (version: bigint, maxOrderLots: number, entriesPaused: boolean): Promise<void> => {
        const latches = { automationStopped: false, flattened: false, entriesPaused };
        const limits = { maxOrderLots, maxTotalLots: 0, equityFloor: 0, ...latches };
        probe.forget();
        probe.link.send("Guard", { fields: { bridgeEpoch, version, ...account(), ...limits } });
        await probe.next("GuardState");
      };
      await guard(5n, 0.1, false);
      expect(probe.frames("GuardState").at(-1)?.fields).toMatchObject({ version: 5n, maxOrderLots: 0.1 });
      expect(await place({ volume: 0.2 }, "refused")).toMatchObject({ refusal: "guardLots" });
      await guard(4n, 0, false);
      expect(await place({ volume: 0.2 }, "refused")).toMatchObject({ refusal: "guardLots" });
      await guard(6n, 0, true);
      expect(await place({}, "refused")).toMatchObject({ refusal: "halted" });
      await guard(7n, 0, false);
      await place(closed(await place({})));
    });

    test("a flatten closes everything and says flat; asked again, it only says so again", async () => {
      for (let i = 0; i < 3; i++) await place({});
      const fields = { id: Uint8Array.from(randomBytes(16)), bridgeEpoch, ...account(), scope: "account" } as const;
      probe.link.send("Flatten", { fields });
      const flat = await probe.next("FlattenState", (frame) => frame.fields.stage === "flat");
      expect(flat.fields).toMatchObject({
        cause: "command",
        scope: "account",
        positionsLeft: 0,
        ordersLeft: 0,
        requests: 3,
      });
      probe.forget();
      probe.link.send("Flatten", { fields });
      expect((await probe.next("FlattenState")).fields).toMatchObject({ stage: "flat", requests: 3 });
    });
  });
}
