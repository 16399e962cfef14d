import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { limitsWith, minor } from "#test/fixtures/risk/risk-builders.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { CLOSE, position } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

const HAND = { cause: "user", words: "Pressed." };
const coded = (code: string) => expect.objectContaining({ code });

/** A story whose ledger can be neither read nor written, with one position open; MT5 met the bridge before, or not. */
function broken({ met = false } = {}): TradingStory {
  const story = new TradingStory();
  if (met) story.gateway.tell("programMet", ACCOUNT);
  story.show({ positions: [position()] });
  story.ledger.isBroken = true;
  return story;
}

test.each([[true], [false]])(
  "with a ledger that cannot be read flatten all goes out, with a guard that keeps it flat (MT5 met before: %s)",
  async (met) => {
    const story = broken({ met });
    story.service.killSwitch.latch(null, "flattenAll", HAND);
    expect(story.gateway.flattens).toMatchObject([{ account: ACCOUNT, fields: { scope: "account" } }]);
    expect(story.gateway.guards.at(-1)?.fields).toMatchObject({ flattened: true, entriesPaused: true });
    expect(story.service.killSwitch.latches(ACCOUNT).flattenAll).toBe(true);
    expect(story.codes("LATCHED")).toHaveLength(1);

    story.ledger.isBroken = false;
    await story.clock.advance(1_000);
    const sent = story.gateway.guards.at(-1)?.fields.version ?? 0n;
    expect(story.stored.safety.guard(ACCOUNT)).toMatchObject({ terms: { flattened: true } });
    expect(story.stored.safety.guard(ACCOUNT)?.version).toBeGreaterThanOrEqual(sent);
    expect(story.stored.safety.latches()).toMatchObject([{ verb: "flattenAll" }]);
  },
);

test("a limit that breaks while the ledger cannot be read flattens, also when its deals were to be read anew", async () => {
  const story = new TradingStory();
  story.service.risk.setLimits(
    ACCOUNT,
    limitsWith({
      initialBalance: minor(1_000_000),
      dailyLoss: {
        amount: { in: "money", minor: minor(50_000) },
        anchor: "dayStartBalance",
        unstopped: "asItStands",
        source: null,
      },
    }),
  );
  story.show();
  story.service.place(story.wish(1));
  story.gateway.says(ACCOUNT, { status: "done", order: 5_001n, position: 5_001n, volume: 0.1, price: 1.1 });
  story.ledger.isBroken = true;
  await story.clock.advance(600_000);
  story.show({ equity: 9_500, positions: [position()] });
  expect(story.service.killSwitch.view(ACCOUNT).latches).toMatchObject([{ cause: "limit.dailyLoss" }]);
  expect(story.gateway.flattens).toHaveLength(1);
});

test("a single order that nobody can look up is refused by name, a close too: it may have been sent before", () => {
  const story = broken();
  expect(() => story.service.place(story.wish(1))).toThrowError(coded("STORE_UNAVAILABLE"));
  expect(() => story.service.place(story.wish(2, { request: CLOSE }))).toThrowError(coded("STORE_UNAVAILABLE"));
  expect(story.gateway.commands).toEqual([]);
});

test("an order that was under way when the ledger broke is followed to its end, and the ledger learns it later", async () => {
  const story = new TradingStory();
  const { id } = story.service.place(story.wish(1, { stopWithinMs: 2_000 })).intent;
  const heard: string[] = [];
  story.service.listen({ intent: ({ outcome }) => heard.push(outcome.state) });
  story.ledger.isBroken = true;
  story.gateway.says(ACCOUNT, { status: "done", order: 5_001n, position: 5_001n, volume: 0.1, price: 1.1 });
  expect(heard).toEqual(["done"]);
  expect(story.service.intent(id)?.outcome.state).toBe("done");
  story.ledger.isBroken = false;
  await story.clock.advance(1_000);
  expect(story.stored.intents.get(id)?.outcome.state).toBe("done");
  expect(story.stored.safety.duties()).toMatchObject([{ kind: "stop", position: 5_001n }]);
});

test("a ledger that cannot be read at the start is named, and what to do", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "ledger.db"));
  const file = join(folder, "ledger.db");
  expect(() => Ledger.open(folder)).toThrowError(
    expect.objectContaining({ code: "STORE_UNAVAILABLE", message: expect.stringContaining(file) }),
  );
});
