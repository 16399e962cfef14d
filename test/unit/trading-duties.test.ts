import { expect, onTestFinished, test } from "vitest";
import type { IntentDraft } from "#bridge/ports/intent-journal.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { PositionDuties } from "#bridge/trading/position-duties.ts";
import type { Lots, Ticket, UtcMs } from "#shared/market/brands.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { newRecord } from "#shared/trading/intent/transition.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { accountState, ScriptedStates } from "#test/fixtures/trading/account-states.ts";
import { buy, draft, position } from "#test/fixtures/trading/records.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const unread = (): never => {
  throw new Error("a hedging position is closed whole, whatever the ledger says");
};
const noLots = { intent: unread, byMagic: unread, dealsOf: unread, readToMs: unread, spec: unread };

class Story {
  readonly folder = temporaryFolder();
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 16, 9));
  readonly states = new ScriptedStates();
  readonly placed: IntentDraft[] = [];
  readonly codes: string[] = [];
  open: IntentRecord[] = [];
  ledger = Ledger.open(this.folder);
  duties = this.#make();

  constructor() {
    onTestFinished(() => this.#end());
  }

  #make(): PositionDuties {
    const made = new PositionDuties({
      book: this.ledger.safety,
      states: this.states,
      clock: this.clock,
      events: { report: ({ code }) => this.codes.push(code) },
      place: (wish) => {
        this.placed.push(wish);
        return newRecord({ ...wish, magic: 1n });
      },
      open: () => this.open,
      filledMs: ({ outcome }) => outcome.changedMs,
      lots: noLots,
    });
    made.start();
    return made;
  }

  #end(): void {
    this.duties.stop();
    this.ledger.close();
  }

  restart(): void {
    this.#end();
    this.ledger = Ledger.open(this.folder);
    this.duties = this.#make();
  }

  filled(over: Partial<IntentDraft>): void {
    const born = newRecord({ ...draft(1, this.clock.utcMs(), over), magic: 1n });
    const outcome = { ...born.outcome, state: "done" as const, position: 5_001n as Ticket, lots: 1 as Lots };
    this.duties.changed({ ...born, outcome });
  }

  async see(stopLoss: number | null, afterMs: number): Promise<void> {
    await this.clock.advance(afterMs);
    const positions = stopLoss === null ? [] : [position({ stopLoss })];
    this.states.show(accountState(this.clock.utcMs(), { positions }));
  }
}

test("a position whose stop the broker has not accepted is closed, with an alarm, also after a restart in between", async () => {
  const story = new Story();
  story.filled({ stopWithinMs: 2_000 });
  await story.see(0, 1_900);
  expect(story.placed).toEqual([]);
  story.restart();
  await story.see(0, 1_200);
  expect(story.placed).toMatchObject([
    { source: { why: "noStop" }, request: { action: "close", position: 5_001n, lots: 1 } },
  ]);
  expect(story.codes).toEqual(["STOP_MISSING"]);
});

test("a position that has its stop is left alone, also when the stop is taken away by hand later", async () => {
  const story = new Story();
  story.filled({ stopWithinMs: 2_000 });
  await story.see(1.09, 2_100);
  await story.see(0, 60_000);
  story.restart();
  story.filled({ stopWithinMs: 2_000 });
  await story.see(0, 60_000);
  expect(story.placed).toEqual([]);
});

test("a timed close is sent when its time is over, once while it is under way, and again when it was turned down", async () => {
  const story = new Story();
  story.filled({ request: { ...buy(), holdMs: 60_000 } });
  await story.see(1.09, 60_500);
  expect(story.placed).toEqual([]);
  await story.see(1.09, 600);
  expect(story.placed).toHaveLength(1);
  const wish = story.placed[0];
  if (wish !== undefined) story.open = [newRecord({ ...wish, magic: 2n })];
  await story.see(1.09, 60_000);
  expect(story.placed).toHaveLength(1);
  story.open = [];
  await story.see(1.09, 1_000);
  expect(story.placed).toHaveLength(2);
  await story.see(null, 1_000);
  await story.see(1.09, 60_000);
  expect(story.placed).toHaveLength(2);
  expect(story.placed[0]?.validUntilMs).toBeGreaterThan(story.placed[0]?.createdMs as UtcMs);
});
