import { describe, expect, onTestFinished, test } from "vitest";
import type { BridgeNotice } from "#bridge/ports/event-sink.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { LeaseDesk } from "#bridge/trading/lease/lease-desk.ts";
import { AccountMarkets } from "#bridge/trading/risk/account-markets.ts";
import { TradingService, type Wish } from "#bridge/trading/trading-service.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId, Price } from "#shared/market/brands.ts";
import { limitsWith, minor, pairSpec } from "#test/fixtures/risk/risk-builders.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT, accountState, ScriptedStates } from "#test/fixtures/trading/account-states.ts";
import { buy, deal, intentId } from "#test/fixtures/trading/records.ts";
import { ScriptedGateway } from "#test/fixtures/trading/scripted-gateway.ts";
import { TRADING_SETTINGS } from "#test/fixtures/trading/trading-settings.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const AHEAD_MS = 7_200_000;
const LEASE: FieldsOf<"LeaseState"> = { status: "held", bridgeEpoch: 1n, renewal: 1n, highestEpoch: 1n };

class Story {
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 16, 9));
  readonly states = new ScriptedStates();
  readonly gateway = new ScriptedGateway();
  readonly notices: BridgeNotice[] = [];
  readonly ledger = Ledger.open(temporaryFolder());
  readonly leases = new LeaseDesk(this.clock, () => ({ ttlMs: 5_000, flattenOnLapse: true }));
  readonly service: TradingService;

  constructor() {
    const spec = pairSpec("EURUSD", 5);
    const quote = () => ({ bid: 1.1, ask: 1.1001, timeMs: this.clock.utcMs() + AHEAD_MS });
    this.service = new TradingService({
      settings: TRADING_SETTINGS,
      ledger: this.ledger,
      gateway: this.gateway,
      states: this.states,
      markets: new AccountMarkets(quote, () => [spec]),
      leases: this.leases,
      clock: this.clock,
      events: { report: (notice) => this.notices.push(notice) },
      knownAccounts: [],
      latchesChanged: () => undefined,
      flattenChanged: () => undefined,
      looked: () => undefined,
    });
    this.service.start();
    onTestFinished(() => {
      this.service.stop();
      this.ledger.close();
    });
    const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
    this.gateway.tell("leaseState", ACCOUNT, { name: "LeaseState", header, fields: LEASE, items: [] });
    this.show();
  }

  show(equity = 10_000, live = true): void {
    this.states.show(accountState(this.clock.utcMs(), { equity, live }), "link");
  }

  wish(n: number, over: Partial<Wish> = {}): Wish {
    const request = { ...buy(0.1), stopLoss: 1.09 as Price };
    return { id: intentId(n), account: ACCOUNT, source: { kind: "ticket" }, request, stopWithinMs: null, ...over };
  }

  codes(code: string): BridgeNotice[] {
    return this.notices.filter((notice) => notice.code === code);
  }
}

describe("the lease", () => {
  test("is renewed while the risk loop looks at fresh figures, and no longer once they are old", async () => {
    const story = new Story();
    for (let second = 0; second < 10; second += 1) {
      await story.clock.advance(1_000);
      story.show();
      expect(story.leases.terms(ACCOUNT)).toEqual({ ttlMs: 5_000, flattenOnLapse: true });
    }
    await story.clock.advance(10_000);
    expect(story.leases.terms(ACCOUNT)).not.toBeNull();
    await story.clock.advance(2_000);
    expect(story.leases.terms(ACCOUNT)).toBeNull();
  });

  test("is not renewed for an account whose terminal has left, for one nobody knows, or by a loop that has stopped", async () => {
    const story = new Story();
    expect(story.leases.terms("9@Nobody" as AccountId)).toBeNull();
    story.show(10_000, false);
    await story.clock.advance(2_000);
    expect(story.leases.terms(ACCOUNT)).toBeNull();
    story.show();
    expect(story.leases.terms(ACCOUNT)).not.toBeNull();
    story.service.stop();
    await story.clock.advance(2_000);
    expect(story.leases.terms(ACCOUNT)).toBeNull();
  });
});

describe("an order", () => {
  test("that a latch forbids is neither sent nor journalled, and the rule is named", () => {
    const story = new Story();
    story.service.killSwitch.latch(ACCOUNT, "pauseEntries", { cause: "user", words: "" });
    expect(() => story.service.place(story.wish(1))).toThrowError(
      expect.objectContaining({
        code: "RISK_BLOCKED",
        details: expect.objectContaining({ rule: "latch.pauseEntries" }),
      }),
    );
    expect(story.gateway.commands).toEqual([]);
    expect(story.ledger.intents.recent(1)).toEqual([]);
  });

  test("placed before a latch tells where it stands when it is asked for again behind the latch", () => {
    const story = new Story();
    const first = story.service.place(story.wish(1));
    story.service.killSwitch.latch(null, "pauseEntries", { cause: "user", words: "" });
    expect(story.service.place(story.wish(1))).toEqual(first);
    expect(story.gateway.commands).toHaveLength(1);
  });

  test("is answered by its end, by a doubt, or after two seconds as it stands then", async () => {
    const story = new Story();
    story.service.place(story.wish(1));
    const soon = story.service.answered(intentId(1), 2_000);
    story.gateway.says(ACCOUNT, { status: "done", order: 1n, position: 1n, volume: 0.1, price: 1.1 });
    expect((await soon).outcome).toMatchObject({ state: "done" });
    story.service.place(story.wish(2));
    const late = story.service.answered(intentId(2), 2_000);
    await story.clock.advance(2_000);
    expect((await late).outcome.state).toBe("sent");
    await expect(story.service.answered(intentId(9), 10)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("of a listener that fails is an order all the same", () => {
    const story = new Story();
    story.service.listen({
      intent: () => {
        throw new Error("broken part");
      },
    });
    expect(story.service.place(story.wish(1)).outcome.state).toBe("sent");
    expect(story.codes("TRADE_LISTENER_FAILED").length).toBeGreaterThan(0);
  });
});

describe("a daily loss limit of 500", () => {
  const limits = limitsWith({
    initialBalance: minor(1_000_000),
    dailyLoss: {
      amount: { in: "money", minor: minor(50_000) },
      anchor: "dayStartBalance",
      unstopped: "asItStands",
      source: null,
    },
  });
  const limited = (): Story => {
    const story = new Story();
    story.service.risk.setLimits(ACCOUNT, limits);
    return story;
  };

  test("stands in MT5's guard as a floor, warns once when 80 % are used, and flattens when it is broken", async () => {
    const story = limited();
    story.show();
    expect(story.gateway.guards.at(-1)?.fields).toMatchObject({ equityFloor: 9_500, flattened: false });
    story.show(9_590);
    story.show(9_580);
    expect(story.codes("RISK_NEAR")).toHaveLength(1);
    expect(story.gateway.flattens).toEqual([]);
    story.show(9_500);
    expect(story.service.killSwitch.view(ACCOUNT).latches).toMatchObject([
      { verb: "flattenAll", cause: "limit.dailyLoss" },
    ]);
    expect(story.gateway.flattens).toMatchObject([{ account: ACCOUNT, fields: { scope: "account" } }]);
    expect(story.gateway.guards.at(-1)?.fields).toMatchObject({ flattened: true, entriesPaused: true });
    await story.clock.advance(1_000);
    story.show(9_400);
    expect(story.codes("LATCHED")).toHaveLength(1);
  });

  test("blocks the order whose stop would break it, with its rule", () => {
    const story = limited();
    story.show(9_600);
    const tooMuch = { ...buy(1), stopLoss: 1.09 as Price };
    expect(() => story.service.place(story.wish(1, { request: tooMuch }))).toThrowError(
      expect.objectContaining({ code: "RISK_BLOCKED", details: expect.objectContaining({ rule: "limit.dailyLoss" }) }),
    );
    expect(story.gateway.commands).toEqual([]);
  });
});

describe("an order that no snapshot shows yet", () => {
  const blocked = (rule: string) =>
    expect.objectContaining({ code: "RISK_BLOCKED", details: expect.objectContaining({ rule }) });
  const limited = (over: Parameters<typeof limitsWith>[0]): Story => {
    const story = new Story();
    story.service.risk.setLimits(ACCOUNT, limitsWith({ initialBalance: minor(1_000_000), ...over }));
    story.show();
    return story;
  };

  test("counts under the limits at once: many sessions may take one signal in the same moment", () => {
    const story = limited({ totalLots: { lots: 0.1, source: null } });
    story.service.place(story.wish(1));
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.totalLots"));
    expect(story.gateway.commands).toHaveLength(1);
  });

  test("counts on while it is in doubt and when it is done, until a snapshot shows its position or that it is gone", async () => {
    const story = limited({ openTrades: { count: 1, source: null } });
    story.service.place(story.wish(1));
    await story.clock.advance(6_000);
    story.show();
    expect(story.service.intent(intentId(1))?.outcome.state).toBe("unknown");
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.openTrades"));
    story.gateway.says(ACCOUNT, { status: "done", order: 1n, position: 1n, volume: 0.1, price: 1.1 });
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.openTrades"));
    await story.clock.advance(3_000);
    story.show();
    expect(story.service.place(story.wish(2)).outcome.state).toBe("sent");
  });

  test("counts as a trade of the day from its placing on, also between the snapshot that shows it and the deal", async () => {
    const story = limited({ tradesPerDay: { count: 1, source: null } });
    const { magic } = story.service.place(story.wish(1)).intent;
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.tradesPerDay"));
    story.gateway.says(ACCOUNT, { status: "done", order: 1n, position: 1n, volume: 0.1, price: 1.1 });
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.tradesPerDay"));
    await story.clock.advance(3_000);
    story.show();
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.tradesPerDay"));
    const brokerMs = story.clock.utcMs() + AHEAD_MS;
    story.gateway.answer(ACCOUNT, brokerMs, 60_000, [deal({ magic, order: 1n, position: 1n, timeMs: brokerMs })]);
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.tradesPerDay"));
    await story.clock.advance(3_000);
    story.show();
    expect(() => story.service.place(story.wish(2))).toThrowError(blocked("limit.tradesPerDay"));
    story.service.risk.setLimits(
      ACCOUNT,
      limitsWith({ initialBalance: minor(1_000_000), tradesPerDay: { count: 2, source: null } }),
    );
    expect(story.service.place(story.wish(2)).outcome.state).toBe("sent");
  });

  test("counts no more once it was turned down", () => {
    const story = limited({ openTrades: { count: 1, source: null } });
    story.service.place(story.wish(1));
    story.gateway.says(ACCOUNT, { status: "rejected", retcode: 10_006 });
    expect(story.service.place(story.wish(2)).outcome.state).toBe("sent");
  });
});
