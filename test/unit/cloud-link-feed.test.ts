import fc from "fast-check";
import { expect, test } from "vitest";
import type { SyncConnection } from "#bridge/cloud-link/durable/sync-connection.ts";
import { cloudSignal } from "#bridge/cloud-link/feed/cloud-signal.ts";
import { FeedReader } from "#bridge/cloud-link/feed/feed-reader.ts";
import type { FeedItem } from "#shared/sync/feed.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const PAGE = 3;

/** A cloud's feed by the rules of cloud/feed and cloud/gateway/feed-sender, whose pushes a network may lose or delay. */
class MemoryFeed {
  items: FeedItem[] = [];
  head = 0;
  #push: ((item: FeedItem) => void) | undefined;
  #sent = 0;

  tell(kind = "account"): void {
    this.head += 1;
    this.items.push({ cursor: this.head, kind, at: 1, body: { n: this.head } });
  }

  /** Sends what is new. @param lost the first of it is lost on the way. */
  send(lost = false): void {
    const news = this.items.filter(({ cursor }) => cursor > this.#sent);
    this.#sent = this.head;
    for (const item of lost ? news.slice(1) : news) this.#push?.(item);
  }

  /** Comes back without what came after `head`, as a restored database does. */
  restore(): void {
    this.items = [];
    this.head += 1_000;
    this.#sent = this.head;
  }

  connect(reader: FeedReader): { end: () => void } {
    let end: (why: string) => void = () => {};
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    this.#push = undefined;
    const connection: SyncConnection = {
      ended,
      close: () => end("closed"),
      ask: async (_event, body) => {
        const { cursor } = body as { cursor: number | null };
        if (cursor === null) return this.#opened(reader, { ok: true, items: [], cursor: this.head, more: false });
        const oldest = this.items[0]?.cursor ?? this.head + 1;
        if (cursor > this.head || cursor < oldest - 1)
          return { ok: false, code: "SNAPSHOT", cursor: this.head, detail: "old" };
        const items = this.items.filter((item) => item.cursor > cursor).slice(0, PAGE);
        const last = items.at(-1)?.cursor ?? cursor;
        return this.#opened(reader, { ok: true, items, cursor: last, more: last < this.head });
      },
    };
    reader.attach(connection);
    return { end: () => end("cut off") };
  }

  #opened(
    reader: FeedReader,
    answer: { ok: true; items: readonly FeedItem[]; cursor: number; more: boolean },
  ): unknown {
    if (!answer.more) {
      this.#sent = answer.cursor;
      this.#push = (item) => reader.heard(item);
    }
    return answer;
  }
}

function desk(taken: number[], faults: { left: number } = { left: 0 }) {
  const clock = new VirtualClock(1_790_000_000_000);
  let text: string | undefined;
  let anew = 0;
  const open = () =>
    new FeedReader({
      clock,
      file: { read: () => text, write: (now) => (text = now) },
      owner: () => "the lab's user",
      take: ({ body }) => {
        if (faults.left > 0) {
          faults.left -= 1;
          throw new Error("The disk is full.");
        }
        taken.push(body["n"] as number);
      },
      anew: () => (anew += 1),
      trouble: () => {},
    });
  return { clock, open, anew: () => anew };
}

const settle = async (clock: VirtualClock): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await clock.advance(1_000);
};

test("whatever is cut off, lost, killed or full meanwhile: every item is dealt with, in its order, from the first opening on", async () => {
  const step = fc.constantFrom("tell", "tell", "tell", "send", "lose", "cut", "kill", "full disk");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const feed = new MemoryFeed();
      feed.tell();
      const taken: number[] = [];
      const faults = { left: 0 };
      const { clock, open } = desk(taken, faults);
      let reader = open();
      let { end } = feed.connect(reader);
      await settle(clock);
      for (const each of steps) {
        if (each === "tell") feed.tell();
        if (each === "send") feed.send();
        if (each === "lose") feed.send(true);
        if (each === "full disk") faults.left += 1;
        if (each === "cut" || each === "kill") {
          end();
          await clock.advance(1);
          if (each === "kill") reader = open();
          ({ end } = feed.connect(reader));
        }
        await clock.advance(1);
      }
      end();
      faults.left = 0;
      ({ end } = feed.connect(reader));
      await settle(clock);
      feed.send();
      await settle(clock);
      // It began with "from now on": the item before the first opening is nobody's news.
      expect(taken).toEqual(Array.from({ length: feed.head - 1 }, (_, n) => n + 2));
      expect(reader.cursor).toBe(feed.head);
    }),
    { numRuns: 60 },
  );
});

test("a restored cloud's feed says that everything is to be read anew, once, and goes on from there", async () => {
  const feed = new MemoryFeed();
  const taken: number[] = [];
  const { clock, open, anew } = desk(taken);
  const reader = open();
  const { end } = feed.connect(reader);
  await settle(clock);
  feed.tell();
  feed.send();
  end();
  feed.restore();
  feed.connect(reader);
  await settle(clock);
  feed.tell();
  feed.send();
  expect(anew()).toBe(1);
  expect(taken).toEqual([1, 1_002]);
});

test("a flood of what was never asked for is bounded, and nonsense is passed over", async () => {
  const { clock, open } = desk([]);
  const reader = open();
  for (let n = 1; n < 5_000; n += 1) reader.heard({ cursor: n, kind: "account", at: 1, body: {} });
  for (const input of [null, 7, { cursor: "1" }, { cursor: -1, kind: "x", at: 0, body: {} }]) reader.heard(input);
  await settle(clock);
  expect(reader.cursor).toBeNull();
});

test("a signal of the cloud can never pass for one of this computer's own sources", () => {
  const body = {
    signal_id: "01a1fd5a-0000-4000-8000-000000000001",
    source: "manual",
    type: "buy",
    symbol: "EURUSD",
    mode: "live",
    emitted_ms: 1,
    valid_until_ms: 2,
    payload: "",
  };
  expect(cloudSignal({ cursor: 1, kind: "signal", at: 1, body })).toMatchObject({ source: "cloud:manual" });
  expect(cloudSignal({ cursor: 1, kind: "signal", at: 1, body: { ...body, type: "flatten" } })).toBeUndefined();
  expect(cloudSignal({ cursor: 1, kind: "account", at: 1, body })).toBeUndefined();
});
