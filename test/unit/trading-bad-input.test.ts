import { expect, test } from "vitest";
import { TradingBoard } from "#bridge/window/trading-board.ts";
import { tradingMethods } from "#bridge/window/trading-methods.ts";
import { contract } from "#shared/contract/contract.ts";
import type { ItemOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { intentId } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

type Given = Readonly<Record<string, unknown>>;

/** The trading methods as a window meets them, behind the contract's own check of the input. */
class Door {
  readonly story = new TradingStory();
  readonly #methods = tradingMethods({
    service: this.story.service,
    board: new TradingBoard(
      () => undefined,
      () => undefined,
    ),
    states: this.story.states,
    markets: this.story.markets,
    deals: this.story.ledger.deals,
  });

  /** @returns the code that a window is told, with what it names. */
  async refusal(over: Given, accountId: AccountId = ACCOUNT): Promise<Given> {
    const given = Object.entries({ ...MARKET, ...over }).filter(([, value]) => value !== undefined);
    const order = Object.fromEntries(given);
    const read = contract.trading.place.input.safeParse({ accountId, intentId: intentId(1), order });
    if (!read.success) return { code: "BAD_REQUEST", field: read.error.issues[0]?.path.at(-1) };
    return Promise.resolve()
      .then(() => this.#methods.place(read.data, undefined as never))
      .then(
        ({ intent }) => ({ code: `SENT ${intent.state}` }),
        ({ code, details }: { code: string; details: Given }) => ({ code, ...details }),
      );
  }

  /** Whatever was refused left nothing: no command, no intent on disk, no magic used. */
  expectNothing(): void {
    expect(this.story.gateway.commands).toEqual([]);
    expect(this.story.stored.intents.recent(1)).toEqual([]);
  }
}

const MARKET = {
  action: "open",
  symbol: "EURUSD",
  kind: "buy",
  lots: "0.1",
  price: null,
  deviation: null,
  holdMs: null,
  stopLoss: "1.09",
  takeProfit: null,
} as const;
const invalid = (field: string, problem: string) => ({ code: "ORDER_INVALID", field, problem });
const bad = (field: string) => ({ code: "BAD_REQUEST", field });

const CASES: readonly (readonly [what: string, over: Given, told: Given])[] = [
  ["lots NaN, typed", { lots: "NaN" }, invalid("lots", "notANumber")],
  ["lots NaN", { lots: Number.NaN }, bad("lots")],
  ["lots Infinity", { lots: Number.POSITIVE_INFINITY }, bad("lots")],
  ["lots negative, typed", { lots: "-0,10" }, invalid("lots", "negative")],
  ["lots negative", { lots: -0.1 }, invalid("lots", "negative")],
  ["lots 1e308", { lots: 1e308 }, invalid("lots", "notANumber")],
  ["lots 1e308, typed", { lots: "1e308" }, invalid("lots", "notANumber")],
  ["lots off the step", { lots: "0.105" }, { code: "ORDER_INVALID", field: "lots" }],
  ["lots below the least", { lots: "0.001" }, { code: "ORDER_INVALID", field: "lots" }],
  ["lots above the most", { lots: "1000000" }, { code: "ORDER_INVALID", field: "lots" }],
  ["lots of two readings", { lots: "1.085,5" }, invalid("lots", "ambiguous")],
  ["a price NaN", { price: Number.NaN }, bad("price")],
  ["a stop negative", { stopLoss: "-1.09" }, invalid("stopLoss", "negative")],
  ["a stop 1e308", { stopLoss: 1e308 }, invalid("stopLoss", "notANumber")],
  ["a stop of two readings", { stopLoss: "1.085,5" }, invalid("stopLoss", "ambiguous")],
  ["a stop of two readings, the other way", { stopLoss: "1,085.5" }, invalid("stopLoss", "ambiguous")],
  [
    "a stop with more digits than the symbol has",
    { stopLoss: "1.0900001" },
    { code: "ORDER_INVALID", field: "stopLoss" },
  ],
  ["a target that is no number", { takeProfit: "１.１" }, invalid("takeProfit", "notANumber")],
  ["a symbol that the broker does not have", { symbol: "NOPE" }, invalid("symbol", "unknownSymbol")],
  ["a symbol without a name", { symbol: "" }, bad("symbol")],
  ["a field that nobody knows", { lot: "1" }, { code: "BAD_REQUEST" }],
  ["a slippage of 1e308", { deviation: 1e308 }, bad("deviation")],
];

test.each(CASES)("%s is refused by name, and nothing is sent", async (_, over, told) => {
  const door = new Door();
  expect(await door.refusal(over)).toMatchObject(told);
  door.expectNothing();
});

test("0,10 is a tenth of a lot in either language, as 0.10 is", async () => {
  const door = new Door();
  const sent = door.refusal({ lots: "0,10", stopLoss: "1,09000" });
  await door.story.clock.advance(0);
  door.story.gateway.says(ACCOUNT, { status: "done", order: 1n, position: 1n, volume: 0.1, price: 1.1 });
  expect(await sent).toEqual({ code: "SENT done" });
  expect(door.story.gateway.commands).toMatchObject([{ volume: 0.1, stopLoss: 1.09 }]);
});

test("an expiry that is over by the broker's clock", async () => {
  const door = new Door();
  const rest = { ...MARKET, action: "pending", kind: "buyLimit", price: "1.095", stopLimit: null };
  const refusal = (expiryMs: number) =>
    door.refusal({ ...rest, deviation: undefined, lifetime: { kind: "specified", expiryMs } });
  expect(await refusal(door.story.clock.utcMs() - 86_400_000)).toMatchObject({
    code: "ORDER_INVALID",
    rule: "order.lifetime",
    message: "order.lifetime.over",
  });
  door.expectNothing();
});

test("a market that is closed, a quote that is old, a terminal that has left and an account that nobody knows", async () => {
  const door = new Door();
  const { story } = door;
  expect(await door.refusal({}, "9@Removed" as AccountId)).toMatchObject({ code: "ACCOUNT_NOT_FOUND" });

  story.quoteAgeMs = 60_000;
  expect(await door.refusal({})).toMatchObject({ code: "RISK_BLOCKED", rule: "quote.fresh" });
  story.quoteAgeMs = 0;

  const saturday: ItemOf<"SymbolSessions"> = { symbol: "EURUSD", kind: "trade", weekday: 6, fromS: 0, toS: 86_400 };
  const header = { session: 1n, seq: 1n, protocol: 1, count: 1 };
  const fields = { part: 0, parts: 1 };
  story.markets.frame(
    { account: { id: ACCOUNT } } as never,
    { name: "SymbolSessions", header, fields, items: [saturday] } as never,
  );
  expect(await door.refusal({})).toMatchObject({ code: "RISK_BLOCKED", rule: "market.open" });

  story.show({ live: false });
  expect(await door.refusal({})).toMatchObject({ code: "LINK_DOWN" });
  door.expectNothing();
});

test("a terminal that is removed while an order is placed: that one is in doubt and sent once, the next is refused", async () => {
  const door = new Door();
  const { story } = door;
  story.gateway.onCommand = () => {
    story.gateway.up = false;
    story.show({ live: false });
    story.gateway.tell("ownerLost", ACCOUNT, "the terminal was removed");
  };
  expect(await door.refusal({})).toEqual({ code: "SENT unknown" });
  const next = story.wish(2);
  expect(() => story.service.place(next)).toThrowError(expect.objectContaining({ code: "LINK_DOWN" }));
  expect(await door.refusal({})).toEqual({ code: "SENT unknown" });
  expect(story.gateway.commands).toHaveLength(1);
  expect(story.stored.intents.recent(5).map(({ intent }) => intent.id)).toEqual([intentId(1)]);
});
