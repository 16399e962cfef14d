import { describe, expect, test } from "vitest";
import { FairleadError } from "#shared/contract/errors.ts";
import type { CommandId } from "#shared/rpc/client-calls.ts";
import { codeOf, serve, until } from "#test/fixtures/rpc/serve.ts";
import { shop } from "#test/fixtures/rpc/shop.ts";
import { shopHandlers } from "#test/fixtures/rpc/shop-handlers.ts";
import { WIRE_KINDS } from "#test/fixtures/rpc/wires.ts";

const never = (): Promise<never> => new Promise(() => undefined);

describe.each(WIRE_KINDS)("calls over $name", (kind) => {
  test("a handler's own refusal arrives with its code, words and details", async () => {
    const refuse = (): never => {
      throw new FairleadError("NOT_FOUND", "There is no such item.", { item: "x", tries: 2 });
    };
    const { client, faults } = await serve(kind, shop, shopHandlers({ price: refuse }));
    await expect(client.shop.price({ item: "x" })).rejects.toMatchObject({
      name: "FairleadError",
      code: "NOT_FOUND",
      message: "There is no such item.",
      details: { item: "x", tries: 2 },
    });
    expect(faults).toEqual([]);
  });

  test("a fault of the bridge reaches its log with its cause, and the caller without it", async () => {
    const fault = new Error("password=hunter2 in /home/trader/secret.ts");
    const fail = (): never => {
      throw fault;
    };
    const { client, faults } = await serve(kind, shop, shopHandlers({ price: fail }));
    const error: unknown = await client.shop.price({ item: "x" }).catch((rejected: unknown) => rejected);
    expect(error).toMatchObject({ code: "INTERNAL", details: {} });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/hunter2|trader/);
    expect(faults).toEqual([fault]);
  });

  test("a late query is DEADLINE_EXCEEDED, and its handler is told to stop", async () => {
    let stopped = false;
    const { client } = await serve(
      kind,
      shop,
      shopHandlers({
        price: (_input, { signal }) => {
          signal.addEventListener("abort", () => {
            stopped = true;
          });
          return never();
        },
      }),
    );
    expect(await codeOf(client.shop.price({ item: "x" }, { deadlineMs: 20 }))).toBe("DEADLINE_EXCEEDED");
    expect(stopped).toBe(true);
  });

  test("a late command is OUTCOME_UNKNOWN, runs once, and its outcome can be asked for", async () => {
    const finish = Promise.withResolvers<{ receipt: number }>();
    let runs = 0;
    const { client, outcomeOf } = await serve(
      kind,
      shop,
      shopHandlers({
        buy: () => {
          runs += 1;
          return finish.promise;
        },
      }),
    );
    const late = client.shop.buy({ item: "x" }, { deadlineMs: 30 });
    const error = (await late.catch((rejected: unknown) => rejected)) as FairleadError;
    expect(error.code).toBe("OUTCOME_UNKNOWN");
    const outcome = outcomeOf(error.details as unknown as CommandId);
    finish.resolve({ receipt: 42 });
    expect(await outcome).toEqual({ receipt: 42 });
    expect(runs).toBe(1);
  });

  test("a wire that drops mid-command yields OUTCOME_UNKNOWN, never a second run; the new wire knows what happened", async () => {
    const finish = Promise.withResolvers<{ receipt: number }>();
    const bought: string[] = [];
    const rpc = await serve(
      kind,
      shop,
      shopHandlers({
        buy: ({ item }) => {
          bought.push(item);
          return finish.promise;
        },
      }),
    );
    const buying = rpc.client.shop.buy({ item: "one" }).catch((rejected: unknown) => rejected);
    await until(() => bought.length === 1);
    rpc.farEnds[0]?.close("pulled");
    const error = (await buying) as FairleadError;
    expect(error.code).toBe("OUTCOME_UNKNOWN");
    await until(() => rpc.connection.state.phase === "open");
    finish.resolve({ receipt: 7 });
    expect(await rpc.outcomeOf(error.details as unknown as CommandId)).toEqual({ receipt: 7 });
    expect(bought).toEqual(["one"]);
  });

  test("a wire that drops mid-query fails it with WIRE_CLOSED, and the client connects again", async () => {
    const rpc = await serve(
      kind,
      shop,
      shopHandlers({ price: ({ item }) => (item === "slow" ? never() : { cents: 5 }) }),
    );
    const asking = codeOf(rpc.client.shop.price({ item: "slow" }));
    rpc.farEnds[0]?.close("pulled");
    expect(await asking).toBe("WIRE_CLOSED");
    expect(await codeOf(rpc.client.shop.price({ item: "x" }))).toBe("WIRE_CLOSED");
    await until(() => rpc.connection.state.phase === "open");
    expect(await rpc.client.shop.price({ item: "x" })).toEqual({ cents: 5 });
  });

  test("a command of a wire that is not there is WIRE_CLOSED: it was certainly not sent", async () => {
    let runs = 0;
    const rpc = await serve(
      kind,
      shop,
      shopHandlers({
        buy: () => {
          runs += 1;
          return { receipt: 1 };
        },
      }),
    );
    rpc.connection.close();
    expect(await codeOf(rpc.client.shop.buy({ item: "x" }))).toBe("WIRE_CLOSED");
    expect(runs).toBe(0);
  });

  test("a cancelled query ends at once; a cancelled command answers with what happened", async () => {
    const cancelled: string[] = [];
    const { client } = await serve(
      kind,
      shop,
      shopHandlers({
        price: (_input, { signal }) => {
          signal.addEventListener("abort", () => cancelled.push("price"));
          return never();
        },
        buy: (_input, { signal }) =>
          new Promise((resolve) => {
            // It has acted already: the cancellation comes too late, and the receipt is the truth.
            signal.addEventListener("abort", () => resolve({ receipt: 3 }));
          }),
      }),
    );
    const source = new AbortController();
    const price = codeOf(client.shop.price({ item: "x" }, { signal: source.signal }));
    const buy = client.shop.buy({ item: "x" }, { signal: source.signal });
    setTimeout(() => source.abort(), 10);
    expect(await price).toBe("CANCELLED");
    expect(await buy).toEqual({ receipt: 3 });
    await until(() => cancelled.length === 1);
    expect(await codeOf(client.shop.price({ item: "x" }, { signal: source.signal }))).toBe("CANCELLED");
  });

  test("more calls at once than one window may make are OVERLOADED, and the others go on", async () => {
    const open: ((price: { cents: number }) => void)[] = [];
    const { client } = await serve(
      kind,
      shop,
      shopHandlers({ price: () => new Promise((resolve) => open.push(resolve)) }),
      { limits: { maxCalls: 3 } },
    );
    const codes = Array.from({ length: 5 }, () => codeOf(client.shop.price({ item: "x" })));
    expect(await Promise.all(codes.slice(3))).toEqual(["OVERLOADED", "OVERLOADED"]);
    for (const answer of open) answer({ cents: 1 });
    expect(await Promise.all(codes.slice(0, 3))).toEqual([undefined, undefined, undefined]);
  });

  test("a request larger than the wire allows is FRAME_TOO_LARGE at once, and the wire lives on", async () => {
    const { client } = await serve(kind, shop, shopHandlers(), { limits: { maxRequestBytes: 10_000 } });
    expect(await codeOf(client.shop.price({ item: "x".repeat(20_000) }))).toBe("FRAME_TOO_LARGE");
    expect(await client.shop.price({ item: "x" })).toEqual({ cents: 100 });
  });
});
