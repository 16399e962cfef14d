import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Lots, Ticket } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { magicOf } from "#shared/trading/intent/magic.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT, accountState, ScriptedStates } from "#test/fixtures/trading/account-states.ts";
import { buy, closedOrder, deal, draft, intentId, position } from "#test/fixtures/trading/records.ts";
import { TradingDesk } from "#test/fixtures/trading/trading-desk.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const BROKER_AHEAD_MS = 7_200_000;

class Story {
  readonly folder = temporaryFolder();
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 16, 9));
  readonly states = new ScriptedStates();
  desk = this.#begin();

  get broker(): number {
    return this.clock.utcMs() + BROKER_AHEAD_MS;
  }

  #begin(): TradingDesk {
    const desk = new TradingDesk(this.folder, this.clock, this.states);
    onTestFinished(() => desk.die());
    return desk;
  }

  /** The bridge dies and starts again on the same profile. */
  restart(): void {
    this.desk.die();
    this.desk = this.#begin();
  }

  snapshot(held: Parameters<typeof accountState>[1] = {}): void {
    this.states.show(accountState(this.clock.utcMs(), held));
  }

  state(n: number): unknown {
    return this.desk.ledger.intents.get(intentId(n))?.outcome;
  }
}

describe("an order", () => {
  test("is in a file of the ledger's before it leaves", () => {
    const story = new Story();
    const seen: unknown[] = [];
    const text = (): string => readFileSync(join(story.folder, "intents.log")).subarray(16, 4_096).toString("utf8");
    story.desk.gateway.onCommand = () => seen.push(JSON.parse(text().replaceAll("\0", "")));
    story.desk.executor.place(draft(1, story.clock.utcMs()));
    expect(seen).toMatchObject([{ record: { intent: { id: intentId(1) }, outcome: { state: "sent" } } }]);
  });

  test("that closes for another tells MT5 whose lots it takes, one by hand nobody's in particular", () => {
    const { desk, clock } = new Story();
    const opened = desk.executor.place(draft(1, clock.utcMs())).intent;
    const close = { action: "close", symbol: "EURUSD", position: 5_001n as Ticket, side: "buy" } as const;
    const request = { ...close, lots: 0.1 as Lots, deviation: null };
    const session = { kind: "session", session: "s" as SessionId, trade: 1 } as const;
    const sources = [
      { ...session, opened: opened.id },
      { kind: "guard", why: "timedClose", duty: opened.id },
      session,
      { kind: "guard", why: "timedClose", duty: intentId(99) },
      { kind: "ticket" },
    ] as const;
    for (const [i, source] of sources.entries()) desk.executor.place(draft(i + 2, clock.utcMs(), { request, source }));
    const told = desk.gateway.commands.map(({ closesFor }) => closesFor);
    expect(told).toEqual([0n, opened.magic, opened.magic, 0n, 0n, 0n]);
  });

  test("asked for twice under one id is sent once; another order under that id is refused by name", () => {
    const { desk, clock } = new Story();
    const first = desk.executor.place(draft(1, clock.utcMs()));
    expect(desk.executor.place(draft(1, clock.utcMs()))).toEqual(first);
    const other = draft(1, clock.utcMs(), { request: buy(2) });
    expect(() => desk.executor.place(other)).toThrowError(expect.objectContaining({ code: "INTENT_REUSED" }));
    expect(desk.gateway.commands).toHaveLength(1);
  });

  test("asked for again after a restart is not sent again", () => {
    const story = new Story();
    story.desk.executor.place(draft(1, story.clock.utcMs()));
    story.restart();
    expect(story.desk.executor.place(draft(1, story.clock.utcMs())).outcome).toMatchObject({
      state: "unknown",
      reason: "restarted",
    });
    expect(story.desk.gateway.commands).toEqual([]);
  });

  test("without a terminal is not sent, says so, and stays unsent when the terminal comes", () => {
    const { desk, clock } = new Story();
    desk.gateway.up = false;
    expect(desk.executor.place(draft(1, clock.utcMs())).outcome).toMatchObject({
      state: "notSent",
      reason: "linkDown",
    });
    desk.gateway.up = true;
    desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 1n, bridgeEpoch: 1n });
    expect(desk.gateway.commands).toEqual([]);
  });

  test("that cannot be written down is not sent", () => {
    const { desk, clock } = new Story();
    desk.ledger.close();
    expect(() => desk.executor.place(draft(1, clock.utcMs()))).toThrow();
    expect(desk.gateway.commands).toEqual([]);
  });

  test("under no proper id is refused before anything is written", () => {
    const { desk, clock } = new Story();
    const bad = { ...draft(1, clock.utcMs()), id: "ORDER-1" as never };
    expect(() => desk.executor.place(bad)).toThrowError(expect.objectContaining({ code: "BAD_REQUEST" }));
    expect(desk.ledger.intents.recent(10)).toEqual([]);
  });

  test("whose link breaks while it is handed over is in doubt, not failed", () => {
    const { desk, clock } = new Story();
    desk.gateway.onCommand = () => {
      throw new Error("socket torn");
    };
    expect(desk.executor.place(draft(1, clock.utcMs())).outcome.state).toBe("unknown");
    expect(desk.notice("ORDER_SEND_FAULT")).toHaveLength(1);
  });

  test("without a word for five seconds is in doubt, and a fill that is told later settles it", async () => {
    const { desk, clock } = new Story();
    desk.executor.place(draft(1, clock.utcMs()));
    await clock.advance(5_000);
    expect(desk.steps.at(-1)?.outcome).toMatchObject({ state: "unknown", reason: "silence" });
    desk.gateway.says(ACCOUNT, {
      status: "done",
      retcode: 10_009,
      order: 5_001n,
      deal: 9_001n,
      position: 5_001n,
      volume: 1,
      price: 1.1,
    });
    expect(desk.steps.at(-1)?.outcome).toMatchObject({ state: "done", order: 5_001n, deals: [9_001n], lots: 1 });
  });

  test("whose answer is due any moment is not asked after; one that MT5 has taken long ago is", async () => {
    const story = new Story();
    story.snapshot();
    await story.clock.advance(4_900);
    story.desk.executor.place(draft(1, story.clock.utcMs()));
    story.desk.gateway.says(ACCOUNT, { status: "accepted", retcode: 10_008 });
    await story.clock.advance(1_000);
    expect(story.desk.gateway.queries).toEqual([]);
    await story.clock.advance(5_000);
    expect(story.desk.gateway.queries).toEqual([story.desk.gateway.commands[0]?.magic]);
  });

  test("is not moved by a program's word on another's order", () => {
    const { desk, clock } = new Story();
    desk.executor.place(draft(1, clock.utcMs()));
    desk.gateway.says(ACCOUNT, { status: "done", magic: 99n });
    desk.gateway.says("8002@Other" as typeof ACCOUNT, { status: "done" });
    desk.gateway.says(ACCOUNT, { status: "done", volume: Number.NaN });
    expect(desk.executor.open()).toMatchObject([{ outcome: { state: "sent" } }]);
  });
});

test("a reply lost after the broker filled the order does not open a second position", async () => {
  const story = new Story();
  story.snapshot();
  story.desk.executor.place(draft(1, story.clock.utcMs()));
  const { magic } = story.desk.gateway.commands[0] ?? { magic: 0n };
  story.desk.gateway.tell("ownerLost", ACCOUNT, "killed");
  story.restart();
  const { desk, clock } = story;
  desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 2n, bridgeEpoch: 2n });
  expect(desk.gateway.queries).toEqual([magic]);
  await clock.advance(100);
  desk.gateway.answer(
    ACCOUNT,
    story.broker,
    100,
    [deal({ magic, timeMs: story.broker - 50 })],
    [closedOrder({ magic })],
  );
  expect(story.state(1)).toMatchObject({ state: "done", position: 5_001n, lots: 1, price: 1.1, deals: [9_001n] });
  expect(desk.gateway.commands).toEqual([]);
});

describe("an order that left no trace", () => {
  const inDoubt = (): Story => {
    const story = new Story();
    story.snapshot();
    story.desk.executor.place(draft(1, story.clock.utcMs()));
    story.desk.gateway.tell("ownerLost", ACCOUNT, "cable");
    story.desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 2n, bridgeEpoch: 1n });
    return story;
  };
  const look = async (story: Story, connectedForMs: number, status: "absent" | "sending" = "absent"): Promise<void> => {
    await story.clock.advance(5_000);
    story.snapshot();
    story.desk.gateway.says(ACCOUNT, { status }, story.desk.gateway.commands[0]);
    story.desk.gateway.answer(ACCOUNT, story.broker, connectedForMs);
  };

  test("counts as not sent after 180 seconds of connection, history and snapshot, and not before", async () => {
    const story = inDoubt();
    await story.clock.advance(170_000);
    await look(story, 10_000_000);
    expect(story.state(1)).toMatchObject({ state: "unknown" });
    await look(story, 179_999);
    expect(story.state(1)).toMatchObject({ state: "unknown" });
    await look(story, 180_000);
    expect(story.state(1)).toMatchObject({ state: "notSent", reason: "noTraceAtBroker" });
    expect(story.desk.gateway.commands).toHaveLength(1);
  });

  test("is not given up early because the PC's clock was set forward", async () => {
    const story = inDoubt();
    await story.clock.advance(20_000);
    story.clock.setUtc(story.clock.utcMs() + 3_600_000);
    await look(story, 10_000_000);
    expect(story.state(1)).toMatchObject({ state: "unknown" });
    await story.clock.advance(160_000);
    await look(story, 10_000_000);
    expect(story.state(1)).toMatchObject({ state: "notSent" });
  });

  test("is not given up while a program has it under way, or while the snapshot is old", async () => {
    const story = inDoubt();
    await story.clock.advance(400_000);
    await look(story, 400_000, "sending");
    expect(story.state(1)).toMatchObject({ state: "unknown" });
    await story.clock.advance(5_000);
    story.desk.gateway.says(ACCOUNT, { status: "unknown" }, story.desk.gateway.commands[0]);
    story.states.show(accountState(story.clock.utcMs(), { live: false }), "link");
    story.desk.gateway.answer(ACCOUNT, story.broker, 500_000);
    expect(story.state(1)).toMatchObject({ state: "unknown" });
  });

  test("and is filled after that is taken in, with an alarm", async () => {
    const story = inDoubt();
    await story.clock.advance(200_000);
    await look(story, 200_000);
    expect(story.state(1)).toMatchObject({ state: "notSent" });
    const { magic } = story.desk.gateway.commands[0] ?? { magic: 0n };
    const head = { id: 0n, fromMs: 0, toMs: story.broker, brokerMs: story.broker, connectedForMs: 1 };
    story.desk.gateway.tell("deals", ACCOUNT, head, [deal({ magic, timeMs: story.broker })]);
    expect(story.state(1)).toMatchObject({ state: "done", adopted: true, position: 5_001n });
    expect(story.desk.notice("LATE_FILL")).toHaveLength(1);
  });
});

test("after an outage hundreds in doubt are asked after a share at a time, each in its turn: programs have more to do", async () => {
  const story = new Story();
  story.snapshot();
  for (let n = 1; n <= 120; n += 1) story.desk.executor.place(draft(n, story.clock.utcMs()));
  story.desk.gateway.tell("ownerLost", ACCOUNT, "cable");
  story.desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 2n, bridgeEpoch: 1n });
  const { queries, commands } = story.desk.gateway;
  expect(queries).toHaveLength(50);
  await story.clock.advance(10_000);
  expect(queries).toHaveLength(120);
  expect(new Set(queries)).toEqual(new Set(commands.map(({ magic }) => magic)));
});

test("two orders at the broker under one magic raise the alarm", () => {
  const { desk, clock } = new Story();
  desk.executor.place(draft(1, clock.utcMs()));
  const { magic } = desk.gateway.commands[0] ?? { magic: 0n };
  const head = { id: 0n, fromMs: 0, toMs: 1, brokerMs: 1, connectedForMs: 1 };
  desk.gateway.tell("deals", ACCOUNT, head, [deal({ magic }), deal({ magic, ticket: 9_002n, order: 5_002n })]);
  expect(desk.notice("ORDER_DOUBLED")).toHaveLength(1);
});

test("a change of stops whose answer was lost is answered by the next snapshot", async () => {
  const story = new Story();
  const { desk, clock } = story;
  const request = { action: "stops", symbol: "EURUSD", position: 5_001n, stopLoss: 1.09, takeProfit: null } as never;
  desk.executor.place(draft(1, clock.utcMs(), { request }));
  desk.gateway.tell("ownerLost", ACCOUNT, "cable");
  story.snapshot({ positions: [position()] });
  expect(story.state(1)).toMatchObject({ state: "unknown" });
  story.snapshot({ positions: [position({ stopLoss: 1.09 })] });
  expect(story.state(1)).toMatchObject({ state: "done", position: 5_001n });
});

test("magics grow over restarts, carry the profile's own installation, and fit MT5's signed numbers", () => {
  const story = new Story();
  const magics: bigint[] = [];
  for (const n of [1, 2, 3]) {
    magics.push(story.desk.executor.place(draft(n, story.clock.utcMs())).intent.magic);
    story.restart();
  }
  const { installation } = story.desk.ledger.intents;
  const first = (magics[0] ?? 0n) & ((1n << 35n) - 1n);
  expect(magics).toEqual([0n, 1n, 2n].map((n) => magicOf(installation, first + n)));
  expect(magics.every((magic) => magic > 0n && magic < 1n << 63n)).toBe(true);
  expect(() => magicOf(1, 1n << 35n)).toThrow(RangeError);
});

test("the steps of an intent are kept in order and can neither be changed nor deleted", async () => {
  const story = new Story();
  story.desk.executor.place(draft(1, story.clock.utcMs()));
  await story.clock.advance(5_000);
  const kept = story.desk.ledger.intents.traces(intentId(1)).map(({ event, state }) => `${event}>${state}`);
  expect(kept).toEqual(["journalled>journalled", "handOver>sent", "lost>unknown"]);
  const other = new Sqlite(join(story.folder, "ledger.db"));
  onTestFinished(() => void other.close());
  expect(() => other.exec("UPDATE intent_event SET state = 'done'")).toThrow("never changed");
  expect(() => other.exec("DELETE FROM intent_event")).toThrow("never deleted");
});

test("an order that the broker had taken and knows in no way any more ends by that name, and not before the rule's time", async () => {
  const story = new Story();
  const rest = { stopLimit: null, lifetime: { kind: "gtc" }, holdMs: null, stopLoss: null, takeProfit: null };
  const request = { action: "pending", symbol: "EURUSD", kind: "buyLimit", lots: 1, price: 1.09, ...rest } as never;
  story.desk.executor.place(draft(1, story.clock.utcMs(), { request }));
  story.desk.gateway.says(ACCOUNT, { status: "accepted", order: 6_001n });
  const look = async (): Promise<void> => {
    await story.clock.advance(30_000);
    story.snapshot();
    story.desk.gateway.answer(ACCOUNT, story.broker, 10_000_000);
  };
  for (let looks = 0; looks < 5; looks += 1) await look();
  expect(story.state(1)).toMatchObject({ state: "accepted" });
  await look();
  expect(story.state(1)).toMatchObject({ state: "ended", reason: "vanished" });
});

test("another installation's orders on the account raise a warning, once", () => {
  const story = new Story();
  const other = (story.desk.ledger.intents.installation % 65_535) + 1;
  story.snapshot({
    positions: [position({ magic: magicOf(other, 5n) }), position({ identifier: 2n, magic: magicOf(other, 6n) })],
  });
  story.snapshot({ positions: [position({ magic: magicOf(other, 5n) }), position({ identifier: 3n, magic: 99n })] });
  expect(story.desk.notice("OTHER_INSTALLATION")).toHaveLength(1);
});
