import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventFacts } from "#bridge/cloud-link/durable/event-of.ts";
import { Uplink } from "#bridge/cloud-link/durable/uplink.ts";
import { LedgerCloud } from "#bridge/store/ledger/cloud.ts";
import { LedgerDeals } from "#bridge/store/ledger/deals.ts";
import type { LedgerWrite } from "#bridge/store/ledger/write.ts";
import { migrate } from "#bridge/store/migration.ts";
import { LEDGER_MIGRATIONS } from "#bridge/store/migrations/ledger/index.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { type Fate, MemoryCloud } from "#test/fixtures/cloud/memory-cloud.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const ACCOUNT = "10001@Lab" as AccountId;
const STREAM = "01a1fd5a-0000-4000-8000-000000000001";
const EMPTY = (() => {
  const db = new Sqlite(":memory:");
  migrate(db, LEDGER_MIGRATIONS);
  return db.serialize();
})();

/** A bridge's sync over a real ledger.db, which can be killed, and put back to what it was at its last backup. */
class Desk {
  db = new Sqlite(EMPTY);
  readonly cloud: MemoryCloud;
  readonly clock: VirtualClock;
  outbox!: LedgerCloud;
  #deals!: LedgerDeals;
  #uplink!: Uplink;
  #backup: Buffer = EMPTY;
  readonly #stream: string;

  constructor(cloud: MemoryCloud, clock: VirtualClock, stream: string, disk?: Buffer) {
    if (disk !== undefined) this.db = new Sqlite(disk);
    this.cloud = cloud;
    this.clock = clock;
    this.#stream = stream;
    this.#open();
  }

  trade(tickets: readonly number[]): void {
    this.#deals.addDeals(
      ACCOUNT,
      tickets.map((ticket) => madeDeal({ ticket: BigInt(ticket) })),
    );
  }

  /** Another computer with a copy of this one's disk. */
  copy(): Desk {
    return new Desk(this.cloud, this.clock, this.#stream, this.db.serialize());
  }

  backup(): void {
    this.#backup = this.db.serialize();
  }

  /** Dies at once, and starts again on the same disk or on the backup. */
  kill(from: "disk" | "backup"): void {
    this.#uplink.stop();
    const disk = from === "disk" ? this.db.serialize() : this.#backup;
    this.db.close();
    this.db = new Sqlite(disk);
    this.#open();
  }

  close(): void {
    this.#uplink.stop();
    this.db.close();
  }

  get tickets(): string[] {
    return this.db.prepare<[], string>("SELECT CAST(ticket AS TEXT) FROM deal ORDER BY ticket").pluck().all();
  }

  get unsent(): number {
    const state = this.outbox.state();
    return state === undefined ? 0 : state.last - state.acked + (state.backfilling ? 1 : 0);
  }

  get view() {
    return this.#uplink.view;
  }

  #open(): void {
    const { db } = this;
    const write: LedgerWrite = (work) => db.transaction(work).immediate();
    this.#deals = new LedgerDeals(db, write);
    this.outbox = new LedgerCloud(db, write, write);
    this.outbox.begin("https://cloud.test user", this.#stream, true);
    const facts: EventFacts = { money: () => undefined, trade: () => undefined };
    const random = (): number => 0.5;
    const { cloud, clock, outbox } = this;
    this.#uplink = new Uplink({
      outbox,
      facts,
      clock,
      random,
      dial: cloud.dial,
      serverTime: () => {},
      changed: () => {},
    });
    this.#uplink.start();
  }
}

const tickets = (cloud: MemoryCloud): string[] =>
  [...cloud.facts.values()]
    .filter(({ kind }) => kind === "deal")
    .map(({ body }) => body["ticket"] as string)
    .toSorted((a, b) => Number(a) - Number(b));

const fate = fc.constantFrom<Fate>("answered", "answer lost", "not received", "cut off after", "busy", "nonsense");
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("trade" as const),
      desk: fc.nat(1),
      count: fc.integer({ min: 1, max: 300 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("network" as const), fates: fc.array(fate, { maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 8_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("kill" as const),
      desk: fc.nat(1),
      from: fc.constantFrom("disk" as const, "backup" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("backup desk" as const, "prune" as const), desk: fc.nat(1) }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ do: "backup cloud" as const }, { do: "restore cloud" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reach" as const), is: fc.boolean() }) },
);

test("whatever dies, is swallowed or is restored: in the end the cloud has every deal of both desktops once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const clock = new VirtualClock(1_790_000_000_000);
      const cloud = new MemoryCloud();
      const desks = [new Desk(cloud, clock, STREAM), new Desk(cloud, clock, STREAM.replace(/1$/, "2"))];
      const desk = (n: number): Desk => desks[n] as Desk;
      let ticket = 0;
      for (const each of steps) {
        switch (each.do) {
          case "trade":
            // Every third deal is seen by both desktops.
            for (let left = each.count; left > 0; left -= 1) {
              ticket += 1;
              desk(each.desk).trade([ticket]);
              if (ticket % 3 === 0) desk(1 - each.desk).trade([ticket]);
            }
            break;
          case "network":
            cloud.fates.push(...each.fates);
            break;
          case "pass":
            await clock.advance(each.ms);
            break;
          case "kill":
            desk(each.desk).kill(each.from);
            break;
          case "backup desk":
            desk(each.desk).backup();
            break;
          case "prune":
            desk(each.desk).outbox.prune(Number.MAX_SAFE_INTEGER, 100);
            break;
          case "backup cloud":
            cloud.takeBackup();
            break;
          case "restore cloud":
            cloud.restore();
            break;
          case "reach":
            cloud.reachable = each.is;
            break;
        }
      }
      cloud.reachable = true;
      cloud.fates.length = 0;
      // A restored cloud is noticed at the next hello, also by who has nothing unsent: each says one.
      for (const each of desks) each.kill("disk");
      await clock.advance(1_000);
      for (let turns = 0; turns < 400 && desks.some(({ unsent }) => unsent > 0); turns += 1) await clock.advance(1_000);
      const wanted = [...new Set(desks.flatMap((each) => each.tickets))].toSorted((a, b) => Number(a) - Number(b));
      const had = tickets(cloud);
      for (const each of desks) each.close();
      expect(cloud.faults).toEqual([]);
      // A desktop put back to an old backup may lack what the cloud has kept: nothing is lost by that.
      expect(had).toEqual([...new Set([...had, ...wanted])].toSorted((a, b) => Number(a) - Number(b)));
      expect(new Set(had).size).toBe(had.length);
    }),
    { numRuns: 30 },
  );
});

test("a cloud that cannot be reached is told with its word, the number that waits, and the next try", async () => {
  const clock = new VirtualClock(1_790_000_000_000);
  const cloud = new MemoryCloud();
  cloud.reachable = false;
  const desk = new Desk(cloud, clock, STREAM);
  desk.trade([1, 2, 3]);
  await clock.advance(10);
  expect(desk.view).toMatchObject({ phase: "waiting", error: { code: "UNREACHABLE" } });
  expect(desk.view.retryAtMs).toBeGreaterThan(clock.utcMs());
  cloud.reachable = true;
  await clock.advance(5_000);
  expect(desk.view).toMatchObject({ phase: "connected", error: null, retryAtMs: null });
  expect(tickets(cloud)).toEqual(["1", "2", "3"]);
  desk.close();
});

test("waits between tries grow, differ, and end at a minute", async () => {
  const { backoffMs } = await import("#bridge/cloud-link/durable/backoff.ts");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const wait = backoffMs(failures, () => random);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(Math.min(60_000, 1_000 * 2 ** (failures - 1)));
      },
    ),
  );
  expect(new Set([0, 0.3, 0.9].map((random) => backoffMs(5, () => random))).size).toBe(3);
});

test("nothing is written for the cloud before somebody has signed in, and what was there goes up then", () => {
  const db = new Sqlite(EMPTY);
  const write: LedgerWrite = (work) => db.transaction(work).immediate();
  const deals = new LedgerDeals(db, write);
  const outbox = new LedgerCloud(db, write, write);
  deals.addDeals(ACCOUNT, [madeDeal({ ticket: 1n }), madeDeal({ ticket: 2n })]);
  expect(outbox.after(0, 10)).toEqual([]);
  outbox.begin("user", STREAM, true);
  deals.addDeals(ACCOUNT, [madeDeal({ ticket: 3n })]);
  while (outbox.backfill(1));
  const told = outbox.after(0, 100).filter(({ source }) => source === "deal");
  expect(new Set(told.map(({ content }) => (JSON.parse(content) as { deal: { ticket: string } }).deal.ticket))).toEqual(
    new Set(["~1", "~2", "~3"]),
  );
  db.close();
});

test("an event is written in the transaction of its data: what is rolled back leaves neither", () => {
  const db = new Sqlite(EMPTY);
  const write: LedgerWrite = (work) => db.transaction(work).immediate();
  const deals = new LedgerDeals(db, write);
  const outbox = new LedgerCloud(db, write, write);
  outbox.begin("user", STREAM, false);
  expect(() =>
    write(() => {
      deals.addDeals(ACCOUNT, [madeDeal({ ticket: 1n })]);
      throw new Error("cut");
    }),
  ).toThrow("cut");
  expect(outbox.after(0, 10)).toEqual([]);
  expect(outbox.state()).toMatchObject({ last: 0 });
  db.close();
});

test("a profile put back to an old backup that has grown past the cloud's mark since then still loses nothing", async () => {
  const clock = new VirtualClock(1_790_000_000_000);
  const cloud = new MemoryCloud();
  const desk = new Desk(cloud, clock, STREAM);
  desk.trade([1, 2, 3]);
  await clock.advance(2_000);
  desk.backup();
  desk.trade([4, 5]);
  await clock.advance(2_000);
  // The same numbers of the stream now mean other deals, and more of them than the cloud has committed.
  cloud.reachable = false;
  desk.kill("backup");
  desk.trade([6, 7, 8, 9]);
  cloud.reachable = true;
  await clock.advance(20_000);
  expect(tickets(cloud)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  desk.close();
});

test("two copies of one profile at work at once, by the same device, stream and numbers, lose nothing, and each goes on alone", async () => {
  const clock = new VirtualClock(1_790_000_000_000);
  const cloud = new MemoryCloud();
  const desk = new Desk(cloud, clock, STREAM);
  desk.trade([1, 2, 3]);
  await clock.advance(2_000);
  const copy = desk.copy();
  await clock.advance(2_000);
  let ticket = 3;
  // Each time both number what they saw alike; now this one has more of it, now that one.
  for (let round = 0; round < 12; round += 1) {
    for (const [one, count] of [
      [desk, 1 + (round % 3)],
      [copy, 3 - (round % 3)],
    ] as const) {
      for (let left = count; left > 0; left -= 1) one.trade([(ticket += 1)]);
    }
    await clock.advance(round % 4 === 0 ? 20_000 : 300);
  }
  for (let turns = 0; turns < 100 && desk.unsent + copy.unsent > 0; turns += 1) await clock.advance(1_000);
  expect(tickets(cloud)).toEqual(Array.from({ length: ticket }, (_, n) => String(n + 1)));
  expect([desk.unsent, copy.unsent]).toEqual([0, 0]);
  expect(desk.outbox.state()?.stream).not.toBe(copy.outbox.state()?.stream);
  expect(cloud.faults).toEqual([]);
  for (const each of [desk, copy]) each.close();
});

test("a cloud put back to a backup gets again what it has forgotten, also what is no longer kept for it", async () => {
  const clock = new VirtualClock(1_790_000_000_000);
  const cloud = new MemoryCloud();
  const desk = new Desk(cloud, clock, STREAM);
  desk.trade([1, 2]);
  await clock.advance(2_000);
  cloud.takeBackup();
  desk.trade([3, 4, 5]);
  await clock.advance(2_000);
  desk.outbox.prune(Number.MAX_SAFE_INTEGER, 100);
  cloud.restore();
  expect(tickets(cloud)).toEqual(["1", "2"]);
  desk.kill("disk");
  await clock.advance(5_000);
  expect(tickets(cloud)).toEqual(["1", "2", "3", "4", "5"]);
  desk.close();
});
