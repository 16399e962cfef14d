import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountId, Lots, Price, Ticket, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentEvent, IntentRecord, ProgramStatus } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import { isCertainRefusal, retcodeReason } from "#shared/trading/intent/retcodes.ts";
import { newRecord, transition } from "#shared/trading/intent/transition.ts";

const T0 = 1_763_629_200_000;
const at = (ms: number): UtcMs => (T0 + ms) as UtcMs;
const intent: OrderIntent = {
  id: "019aa000-0000-7000-8000-000000000001" as IntentId,
  account: "7001@Harbour-Demo" as AccountId,
  source: { kind: "ticket" },
  request: {
    action: "open",
    symbol: "EURUSD",
    kind: "buy",
    lots: 1 as Lots,
    price: null,
    deviation: null,
    holdMs: null,
    stopLoss: null,
    takeProfit: null,
  },
  magic: 42n,
  stopWithinMs: null,
  createdMs: at(0),
  validUntilMs: at(10_000),
};

const STATUSES: readonly ProgramStatus[] = [
  "absent",
  "refused",
  "sending",
  "unknown",
  "accepted",
  "partial",
  "done",
  "rejected",
  "ended",
];
const ticket = fc.constantFrom(null, 7n as Ticket, 8n as Ticket);
const lots = fc.constantFrom(0, 0.4, 1).map((value) => value as Lots);
const price = fc.constantFrom(null, 1.1 as Price);
const time = fc.integer({ min: 0, max: 400_000 }).map(at);
const word = fc.record({
  status: fc.constantFrom(...STATUSES),
  refusal: fc.constantFrom(null, "leaseNotHeld", "reusedIntent"),
  retcode: fc.constantFrom(null, 10_006, 10_008, 10_009, 10_012, 10_031, 77_777),
  order: ticket,
  deal: ticket,
  position: ticket,
  lots,
  price,
});
const evidence = fc.record({
  state: fc.constantFrom(
    "accepted" as const,
    "partial" as const,
    "done" as const,
    "ended" as const,
    "rejected" as const,
  ),
  reason: fc.constantFrom(null, "cancelled"),
  order: ticket,
  deals: fc.constantFrom<readonly Ticket[]>([], [7n as Ticket], [8n as Ticket], [7n as Ticket, 8n as Ticket]),
  position: ticket,
  lots,
  price,
});
const facts = fc.record({
  notSentAfterMs: fc.constant(180_000),
  elapsedMs: fc.constantFrom(0, 179_999, 180_000, 10_000_000),
  connectedForMs: fc.constantFrom(0, 179_999, 180_000, 10_000_000),
  coveredFromMs: fc.constantFrom(T0 - 60_000, T0, T0 + 5_000_000),
  askedMs: time,
  snapshotMs: time,
  programs: fc.array(fc.constantFrom(...STATUSES), { maxLength: 2 }),
  reason: fc.constant("noTrace"),
});
const event: fc.Arbitrary<IntentEvent> = fc.oneof(
  fc.record({ kind: fc.constant("handOver" as const), atMs: time, historyFromMs: fc.constant(T0) }),
  fc.record({ kind: fc.constant("notHandedOver" as const), atMs: time, reason: fc.constant("linkDown") }),
  fc.record({
    kind: fc.constant("lost" as const),
    atMs: time,
    why: fc.constantFrom("linkLost" as const, "silence" as const, "restarted" as const),
  }),
  fc.record({ kind: fc.constant("program" as const), atMs: time, word }),
  fc.record({ kind: fc.constant("broker" as const), atMs: time, evidence }),
  fc.record({ kind: fc.constant("silent" as const), atMs: time, facts }),
);
const events = fc.array(event, { maxLength: 40 });

describe("whatever happens to an intent, in whatever order", () => {
  test("it is sent at most once in its life, and only with its permission on disk before", () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(2)), (story, crashes) => {
        let disk: IntentRecord = newRecord(intent);
        let sends = 0;
        for (const [step, each] of story.entries()) {
          const { record, effects } = transition(disk, each);
          const crash = crashes[step] ?? 0;
          // 1: the bridge dies before the record is on disk. 2: after, but before it acts.
          if (crash !== 1) disk = record;
          if (crash === 0) sends += effects.filter(({ kind }) => kind === "send").length;
          if (crash === 0 || effects.every(({ kind }) => kind !== "send")) continue;
          disk = transition(disk, { kind: "lost", atMs: each.atMs, why: "restarted" }).record;
        }
        expect(sends).toBeLessThanOrEqual(1);
        if (sends === 1) expect(disk.outcome.state).not.toBe("journalled");
      }),
      { numRuns: 3_000, seed: 7 },
    );
  });

  test("a final state stays, unless the broker's side shows an order that was ruled out: then there is an alarm", () => {
    fc.assert(
      fc.property(events, (story) => {
        let record = newRecord(intent);
        for (const each of story) {
          const before = record.outcome;
          const step = transition(record, each);
          record = step.record;
          if (!isFinal(before.state) || record.outcome.state === before.state) continue;
          expect(["notSent", "refused"]).toContain(before.state);
          expect(["program", "broker"]).toContain(each.kind);
          expect(record.outcome.adopted).toBe(true);
          expect(step.effects).toMatchObject([{ kind: "alarm", code: "LATE_FILL" }]);
        }
      }),
      { numRuns: 3_000, seed: 8 },
    );
  });

  test("unknown is left by evidence alone: a journal, the broker's records, or the whole rule of silence", () => {
    fc.assert(
      fc.property(events, (story) => {
        let record = newRecord(intent);
        for (const each of story) {
          const before = record;
          record = transition(record, each).record;
          if (before.outcome.state !== "unknown" || record.outcome.state === "unknown") continue;
          if (each.kind === "silent") {
            expect(each.facts.connectedForMs).toBeGreaterThanOrEqual(180_000);
            expect(each.facts.elapsedMs).toBeGreaterThanOrEqual(180_000);
            expect(each.facts.askedMs - (before.sentMs ?? Number.NaN)).toBeGreaterThanOrEqual(180_000);
            expect(each.facts.snapshotMs - (before.sentMs ?? Number.NaN)).toBeGreaterThanOrEqual(180_000);
            expect(each.facts.coveredFromMs).toBeLessThanOrEqual(before.historyFromMs ?? Number.NaN);
            expect(each.facts.programs).not.toHaveLength(0);
            for (const status of each.facts.programs)
              expect(["sending", "accepted", "partial", "done"]).not.toContain(status);
            expect(["notSent", "rejected"]).toContain(record.outcome.state);
          } else if (each.kind === "program") {
            expect(["absent", "sending", "unknown"]).not.toContain(each.word.status);
            if (each.word.status === "accepted") expect(each.word.order).not.toBeNull();
          } else {
            expect(each.kind).toBe("broker");
          }
        }
      }),
      { numRuns: 3_000, seed: 9 },
    );
  });

  test("what was executed is never forgotten: lots do not shrink and deals stay", () => {
    fc.assert(
      fc.property(events, (story) => {
        let record = newRecord(intent);
        for (const each of story) {
          const { outcome } = record;
          record = transition(record, each).record;
          expect(record.outcome.lots).toBeGreaterThanOrEqual(outcome.lots);
          for (const deal of outcome.deals) expect(record.outcome.deals).toContain(deal);
          expect(new Set(record.outcome.deals).size).toBe(record.outcome.deals.length);
        }
      }),
      { numRuns: 2_000, seed: 10 },
    );
  });

  test("saying the same again changes nothing", () => {
    fc.assert(
      fc.property(events, fc.oneof(event), (story, last) => {
        let record = newRecord(intent);
        for (const each of [...story, last]) record = transition(record, each).record;
        const again = transition(record, last);
        expect(again.effects).toEqual([]);
        expect(again.record.outcome).toEqual({ ...record.outcome, changedMs: again.record.outcome.changedMs });
      }),
      { numRuns: 2_000, seed: 11 },
    );
  });
});

const sent = (): IntentRecord =>
  transition(newRecord(intent), { kind: "handOver", atMs: at(5), historyFromMs: T0 }).record;

test("an intent that is past its time is not handed over", () => {
  const step = transition(newRecord(intent), { kind: "handOver", atMs: at(10_000), historyFromMs: T0 });
  expect(step.effects).toEqual([]);
  expect(step.record.outcome).toMatchObject({ state: "notSent", reason: "expired" });
});

test("a rejection that might hide an execution leaves the outcome open", () => {
  const said = { ...NOTHING, status: "rejected" as const, retcode: 10_012 };
  const { outcome } = transition(sent(), { kind: "program", atMs: at(20), word: said }).record;
  expect(outcome).toMatchObject({ state: "unknown", reason: "serverTimeout", retcode: 10_012 });
});

test("a return code that MT5 learns later passes through as its number, and proves nothing", () => {
  expect(retcodeReason(10_099)).toBe("retcode10099");
  expect(isCertainRefusal(10_099)).toBe(false);
  expect(retcodeReason(10_018)).toBe("marketClosed");
});

const NOTHING = {
  refusal: null,
  retcode: null,
  order: null,
  deal: null,
  position: null,
  lots: 0 as Lots,
  price: null,
};
