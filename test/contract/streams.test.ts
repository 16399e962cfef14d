import { describe, expect, test } from "vitest";
import type { FairleadError } from "#shared/contract/errors.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { LogRing } from "#shared/rpc/log.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { codeOf, serve, until } from "#test/fixtures/rpc/serve.ts";
import { shop } from "#test/fixtures/rpc/shop.ts";
import { shopHandlers } from "#test/fixtures/rpc/shop-handlers.ts";
import { WIRE_KINDS } from "#test/fixtures/rpc/wires.ts";

type Sale = { seq: number; item: string };
const sale = (seq: number): Sale => ({ seq, item: `item ${seq}` });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(WIRE_KINDS)("streams over $name", (kind) => {
  test("latest: a slow reader gets one batch at a time, each with the newest of every key", async () => {
    const topic = topicOf(shop.shop.prices);
    const { client } = await serve(kind, shop, shopHandlers({ prices: () => topic }));
    const batches: unknown[][] = [];
    let digest = Promise.withResolvers<void>();
    client.shop.prices.subscribe(
      {},
      {
        items: (batch) => {
          batches.push([...batch]);
          return digest.promise;
        },
      },
    );
    await until(() => batches.length === 1);
    expect(batches[0]).toEqual([]);
    for (let round = 0; round < 20_000; round += 1) topic.set({ item: `item ${round % 10}`, cents: round });
    await pause(30);
    expect(batches).toHaveLength(1);
    digest.resolve();
    digest = Promise.withResolvers<void>();
    await until(() => batches.length === 2);
    expect(batches[1]).toHaveLength(10);
    expect(batches[1]).toEqual(Array.from({ length: 10 }, (_, n) => ({ item: `item ${n}`, cents: 19_990 + n })));
    topic.set({ item: "item 3", cents: 1 });
    topic.delete("item 4");
    await pause(20);
    expect(batches).toHaveLength(2);
  });

  test("latest: a key that vanished is told, and after a reconnect the whole state comes anew", async () => {
    const topic = topicOf(shop.shop.prices);
    topic.set({ item: "a", cents: 1 });
    topic.set({ item: "b", cents: 2 });
    const rpc = await serve(kind, shop, shopHandlers({ prices: () => topic }));
    const shown = new Map<string, number>();
    let resets = 0;
    rpc.client.shop.prices.subscribe(
      {},
      {
        reset: () => {
          resets += 1;
          shown.clear();
        },
        items: (batch) => {
          for (const { item, cents } of batch) shown.set(item, cents);
        },
        gone: (keys) => {
          for (const key of keys) shown.delete(key);
        },
      },
    );
    await until(() => shown.size === 2);
    topic.delete("a");
    await until(() => !shown.has("a"));
    rpc.farEnds[0]?.close("pulled");
    topic.delete("b");
    topic.set({ item: "c", cents: 3 });
    await until(() => resets === 2 && shown.size === 1);
    expect([...shown]).toEqual([["c", 3]]);
  });

  test("latest: a closed stream leaves nothing behind at the bridge", async () => {
    const topic = topicOf(shop.shop.prices);
    const rpc = await serve(kind, shop, shopHandlers({ prices: () => topic }));
    const subscriptions = Array.from({ length: 50 }, () =>
      rpc.client.shop.prices.subscribe({}, { items: () => undefined }),
    );
    await until(() => topic.watchers === 50);
    for (const subscription of subscriptions.slice(0, 20)) subscription.close();
    await until(() => topic.watchers === 30);
    rpc.connection.close();
    await until(() => topic.watchers === 0);
  });

  test("log: every item in order, none twice, across lost wires", async () => {
    const ring = new LogRing<Sale>("life", 10_000);
    const rpc = await serve(kind, shop, shopHandlers({ sales: () => ring }));
    const got: number[] = [];
    const holes: number[] = [];
    rpc.client.shop.sales.subscribe(
      {},
      {
        items: (batch) => void got.push(...batch.map(({ seq }) => seq)),
        hole: (after) => holes.push(after),
      },
    );
    let cuts = 0;
    for (let seq = 1; seq <= 3_000; seq += 1) {
      ring.append(sale(seq));
      if (seq % 250 === 0) await pause(1);
      if (seq % 1_000 === 0) {
        cuts += 1;
        rpc.farEnds.at(-1)?.close("pulled");
        await until(() => rpc.farEnds.length === cuts + 1 && rpc.connection.state.phase === "open");
      }
    }
    await until(() => got.length >= 3_000);
    expect(got).toEqual(Array.from({ length: 3_000 }, (_, n) => n + 1));
    expect(holes).toEqual([]);
  });

  test("log: a reader that fell out of the ring is told where the hole begins and gets what is held", async () => {
    const ring = new LogRing<Sale>("life", 100);
    const { client } = await serve(kind, shop, shopHandlers({ sales: () => ring }));
    const digest = Promise.withResolvers<void>();
    const got: number[] = [];
    const holes: number[] = [];
    client.shop.sales.subscribe(
      {},
      {
        items: (batch) => {
          got.push(...batch.map(({ seq }) => seq));
          return digest.promise;
        },
        hole: (after) => holes.push(after),
      },
    );
    ring.append(sale(1));
    await until(() => got.length === 1);
    for (let seq = 2; seq <= 1_000; seq += 1) ring.append(sale(seq));
    digest.resolve();
    await until(() => got.length === 101);
    expect(holes).toEqual([1]);
    expect(got).toEqual([1, ...Array.from({ length: 100 }, (_, n) => 901 + n)]);
    expect(ring.size).toBe(100);
  });

  test("log: resumes behind `since`, and notices that the bridge was restarted", async () => {
    const ring = new LogRing<Sale>("second life", 100);
    for (let seq = 1; seq <= 5; seq += 1) ring.append(sale(seq));
    const { client } = await serve(kind, shop, shopHandlers({ sales: () => ring }));
    const read = async (since: { epoch: string; seq: number }, count: number) => {
      const got: number[] = [];
      const holes: number[] = [];
      const subscription = client.shop.sales.subscribe(
        {},
        { items: (batch) => void got.push(...batch.map(({ seq }) => seq)), hole: (after) => holes.push(after) },
        { since },
      );
      await until(() => got.length >= count);
      subscription.close();
      return { got, holes };
    };
    expect(await read({ epoch: "second life", seq: 3 }, 2)).toEqual({ got: [4, 5], holes: [] });
    expect(await read({ epoch: "first life", seq: 3 }, 5)).toEqual({ got: [1, 2, 3, 4, 5], holes: [3] });
  });

  test("bulk: the source is asked for no more than the reader has room for", async () => {
    let made = 0;
    let closed = false;
    const { client } = await serve(
      kind,
      shop,
      shopHandlers({
        ledger: async function* ({ chunks }) {
          try {
            for (; made < chunks; ) {
              made += 1;
              yield { cents: Float64Array.of(made, made + 0.5) };
            }
          } finally {
            closed = true;
          }
        },
      }),
    );
    let taken = 0;
    for await (const { cents } of client.shop.ledger.read({ chunks: 500 })) {
      taken += 1;
      expect(cents).toEqual(Float64Array.of(taken, taken + 0.5));
      if (taken % 50 === 0) await pause(2);
      expect(made - taken).toBeLessThanOrEqual(3);
      if (taken === 200) break;
    }
    await until(() => closed);
    expect(made).toBeLessThan(205);
  });

  test("bulk: a failing source ends the reader with its code", async () => {
    const { client, faults } = await serve(
      kind,
      shop,
      shopHandlers({
        ledger: async function* () {
          yield { cents: Float64Array.of(1) };
          throw new Error("disk");
        },
      }),
    );
    const read = async (): Promise<void> => {
      for await (const chunk of client.shop.ledger.read({ chunks: 2 })) expect(chunk.cents).toHaveLength(1);
    };
    expect(await codeOf(read())).toBe("INTERNAL");
    expect(faults).toHaveLength(1);
  });

  test("more streams than one window may open are OVERLOADED; an unknown one is UNKNOWN_METHOD", async () => {
    const topic = topicOf(shop.shop.prices);
    const rpc = await serve(kind, shop, shopHandlers({ prices: () => topic }), { limits: { maxStreams: 2 } });
    const failed: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      rpc.client.shop.prices.subscribe(
        {},
        {
          items: () => undefined,
          failed: (error: FairleadError) => failed.push(error.code),
        },
      );
    }
    await until(() => failed.length === 2);
    expect(failed).toEqual(["OVERLOADED", "OVERLOADED"]);
    const wire: Wire = await rpc.dialRaw();
    const answers: unknown[] = [];
    wire.onMessage((message) => answers.push(message));
    wire.send({ t: "open", id: 1, method: "shop.nothing", params: {} });
    await until(() => answers.length === 2);
    expect(answers[1]).toMatchObject({ t: "end", id: 1, error: { code: "UNKNOWN_METHOD" } });
  });
});
