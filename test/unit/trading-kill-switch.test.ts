import { describe, expect, onTestFinished, test } from "vitest";
import type { BridgeNotice } from "#bridge/ports/event-sink.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { FlattenProgress } from "#bridge/trading/kill-switch/flatten-run.ts";
import { KillSwitch } from "#bridge/trading/kill-switch/kill-switch.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT, accountState, ScriptedStates } from "#test/fixtures/trading/account-states.ts";
import { position } from "#test/fixtures/trading/records.ts";
import { ScriptedGateway } from "#test/fixtures/trading/scripted-gateway.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const OTHER = "8002@Harbour-Demo" as AccountId;
const HAND = { cause: "user", words: "Pressed." };

class Story {
  readonly folder = temporaryFolder();
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 16, 14, 3, 20));
  readonly states = new ScriptedStates();
  readonly notices: BridgeNotice[] = [];
  readonly progress: FlattenProgress[] = [];
  gateway = new ScriptedGateway();
  ledger = Ledger.open(this.folder);
  killSwitch = this.#make();

  constructor() {
    onTestFinished(() => {
      this.killSwitch.stop();
      this.ledger.close();
    });
  }

  #make(): KillSwitch {
    const made = new KillSwitch({
      book: this.ledger.safety,
      gateway: this.gateway,
      states: this.states,
      clock: this.clock,
      events: { report: (notice) => this.notices.push(notice) },
      accounts: () => [ACCOUNT, OTHER],
      latchesChanged: () => undefined,
      flattenChanged: (progress) => this.progress.push(progress),
    });
    made.start();
    return made;
  }

  restart(): void {
    this.killSwitch.stop();
    this.ledger.close();
    this.ledger = Ledger.open(this.folder);
    this.gateway = new ScriptedGateway();
    this.killSwitch = this.#make();
  }

  program(state: Partial<FieldsOf<"GuardState">> = {}): void {
    const last = this.gateway.guards.at(-1)?.fields ?? { version: 0n };
    const fields = { ...FREE, ...last, ...state };
    const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
    this.gateway.tell("guardState", ACCOUNT, { name: "GuardState", header, fields, items: [] });
  }

  flattening(state: Partial<FieldsOf<"FlattenState">>): void {
    const id = this.gateway.flattens.at(-1)?.fields.id ?? new Uint8Array(16).fill(9);
    const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
    const fields = { ...FLATTENING, id, ...state };
    this.gateway.tell("flattenState", ACCOUNT, { name: "FlattenState", header, fields, items: [] });
  }
}

const FREE = {
  version: 0n,
  login: 7_001n,
  server: "Harbour-Demo",
  maxOrderLots: 0,
  maxTotalLots: 0,
  equityFloor: 0,
  entriesPaused: false,
  automationStopped: false,
  flattened: false,
  ownLatch: false,
  cause: "command",
  equity: 10_000,
} as const;
const FLATTENING = {
  cause: "command",
  scope: "account",
  stage: "closing",
  positionsLeft: 1,
  ordersLeft: 0,
  requests: 1,
  rejections: 0,
  lastRetcode: 0,
  sentAllUs: 900n,
  round: 1,
  brokerMs: 0,
  utcMs: 0,
} as const;

describe("a latch", () => {
  test("is on disk before anything is asked of MT5, outlives a restart, and only a person takes it back", () => {
    const story = new Story();
    const onDisk: number[] = [];
    const { gateway } = story;
    const flatten = gateway.flatten.bind(gateway);
    gateway.flatten = (...asked) => {
      onDisk.push(story.ledger.safety.latches().length);
      return flatten(...asked);
    };
    story.killSwitch.latch(ACCOUNT, "flattenAll", HAND);
    expect(onDisk).toEqual([1]);
    story.restart();
    expect(story.killSwitch.latches(ACCOUNT)).toEqual({ pauseEntries: false, stopAutomation: false, flattenAll: true });
    expect(story.killSwitch.latches(OTHER).flattenAll).toBe(false);
    expect(story.killSwitch.reset(ACCOUNT, "flattenAll", "user")).toBe(true);
    story.restart();
    expect(story.killSwitch.latches(ACCOUNT).flattenAll).toBe(false);
  });

  test("of all accounts holds for one that is met only later", () => {
    const story = new Story();
    story.killSwitch.latch(null, "pauseEntries", HAND);
    expect(story.killSwitch.latches("9@Later" as AccountId).pauseEntries).toBe(true);
    story.gateway.tell("programMet", "9@Later" as AccountId);
    expect(story.gateway.guards.at(-1)).toMatchObject({ account: "9@Later", fields: { entriesPaused: true } });
  });

  test("is sent to MT5 again until MT5 says that it enforces exactly this version, and at each new meeting", async () => {
    const story = new Story();
    story.killSwitch.latch(ACCOUNT, "pauseEntries", HAND);
    expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(false);
    const before = story.gateway.guards.length;
    await story.clock.advance(4_000);
    expect(story.gateway.guards.length).toBeGreaterThan(before + 1);
    story.program({ entriesPaused: false });
    expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(false);
    story.program();
    expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(true);
    const sent = story.gateway.guards.filter(({ account }) => account === ACCOUNT).length;
    await story.clock.advance(10_000);
    expect(story.gateway.guards.filter(({ account }) => account === ACCOUNT)).toHaveLength(sent);
    story.gateway.tell("programMet", ACCOUNT);
    expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(false);
    expect(story.gateway.guards.length).toBeGreaterThan(sent);
  });

  test("a program whose own inputs are stricter enforces it too; one that is laxer does not", () => {
    const story = new Story();
    story.gateway.tell("programMet", ACCOUNT);
    story.killSwitch.limit(ACCOUNT, { maxOrderLots: 1, maxTotalLots: 0, equityFloor: 9_000 });
    story.program({ maxOrderLots: 0.2, maxTotalLots: 3, equityFloor: 9_500 });
    expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(true);
    for (const laxer of [{ maxOrderLots: 0 }, { maxOrderLots: 1.5 }, { equityFloor: 8_999 }]) {
      story.program(laxer);
      expect(story.killSwitch.view(ACCOUNT).confirmed).toBe(false);
    }
  });

  test("that the program set by itself is taken over, shown with its cause, and cleared by a higher version alone", () => {
    const story = new Story();
    story.gateway.tell("programMet", ACCOUNT);
    const { version } = story.gateway.guards.at(-1)?.fields ?? { version: 0n };
    story.program({ ownLatch: true, flattened: true, entriesPaused: true, cause: "guardLoss" });
    expect(story.killSwitch.view(ACCOUNT).latches).toMatchObject([{ verb: "flattenAll", cause: "guardLoss" }]);
    const taken = story.gateway.guards.at(-1)?.fields;
    expect(taken).toMatchObject({ flattened: true });
    expect(taken?.version).toBeGreaterThan(version);
    story.killSwitch.reset(ACCOUNT, "flattenAll", "user");
    const free = story.gateway.guards.at(-1)?.fields;
    expect(free).toMatchObject({ flattened: false, entriesPaused: false });
    expect(free?.version).toBeGreaterThan(taken?.version ?? 0n);
  });

  test("that only a lost ledger knew comes back from MT5", () => {
    const story = new Story();
    story.gateway.tell("programMet", ACCOUNT);
    story.program({ version: 99_999_999_999n, automationStopped: true });
    expect(story.killSwitch.latches(ACCOUNT).stopAutomation).toBe(true);
    expect(story.gateway.guards.at(-1)?.fields).toMatchObject({ automationStopped: true, flattened: false });
    expect(story.gateway.guards.at(-1)?.fields.version).toBeGreaterThan(99_999_999_999n);
  });
});

describe("flatten all", () => {
  test("is proved only by MT5's fresh look and a snapshot of ours that was taken after it", async () => {
    const story = new Story();
    story.states.show(
      accountState(story.clock.utcMs(), { positions: [position(), position({ identifier: 2n, ticket: 2n })] }),
    );
    story.killSwitch.latch(ACCOUNT, "flattenAll", HAND);
    story.flattening({ stage: "closing", lastRetcode: 10_004 });
    expect(story.progress.at(-1)).toMatchObject({
      stage: "closing",
      positions: [{ reason: "requote" }, { reason: "requote" }],
    });
    await story.clock.advance(500);
    story.states.show(accountState(story.clock.utcMs(), { positions: [position()] }));
    expect(story.progress.at(-1)).toMatchObject({ positionsLeft: 1, positions: [{ closed: false }, { closed: true }] });
    const old = accountState(story.clock.utcMs());
    await story.clock.advance(500);
    story.flattening({ stage: "flat", positionsLeft: 0 });
    story.states.show(old);
    expect(story.progress.at(-1)?.stage).not.toBe("flat");
    await story.clock.advance(1_000);
    story.states.show(accountState(story.clock.utcMs()));
    expect(story.progress.at(-1)).toMatchObject({ stage: "flat", run: { flatMs: story.clock.utcMs() } });
    expect(story.notices.find(({ code }) => code === "FLAT_CONFIRMED")?.message).toContain("14:03:22");
  });

  test("without a terminal says so, and is asked for under the same id when one comes, also after a restart", () => {
    const story = new Story();
    story.gateway.up = false;
    story.killSwitch.latch(null, "flattenAll", HAND);
    expect(story.killSwitch.flattens().map(({ stage }) => stage)).toEqual(["unreachable", "unreachable"]);
    const ids = story.killSwitch.flattens().map(({ run }) => run.id);
    story.restart();
    story.gateway.tell("programMet", ACCOUNT);
    const asked = story.gateway.flattens.map(({ fields }) => Buffer.from(fields.id).toString("hex"));
    expect(asked).toHaveLength(1);
    expect(ids).toContain(asked[0]);
  });

  test("pressed twice is one run; what the program began by its panel button is followed like one of ours", () => {
    const story = new Story();
    story.killSwitch.latch(ACCOUNT, "flattenAll", HAND);
    story.killSwitch.latch(ACCOUNT, "flattenAll", HAND);
    expect(new Set(story.gateway.flattens.map(({ fields }) => Buffer.from(fields.id).toString("hex"))).size).toBe(1);
    const other = new Story();
    other.flattening({ cause: "panelButton", stage: "closing" });
    expect(other.killSwitch.flattens()).toMatchObject([{ run: { cause: "panelButton" }, stage: "closing" }]);
  });
});
