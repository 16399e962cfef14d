import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireValue } from "#shared/rpc/values.ts";
import { codeOf, serve, until } from "#test/fixtures/rpc/serve.ts";
import { shop } from "#test/fixtures/rpc/shop.ts";
import { shopHandlers } from "#test/fixtures/rpc/shop-handlers.ts";
import { WIRE_KINDS } from "#test/fixtures/rpc/wires.ts";

const kinds = fc.constantFrom(
  "call",
  "cancel",
  "outcome",
  "open",
  "credit",
  "close",
  "welcome",
  "constructor",
  "__proto__",
);
const methods = fc.constantFrom(
  "shop.price",
  "shop.buy",
  "shop.prices",
  "shop.sales",
  "shop.ledger",
  "toString",
  "shop.__proto__",
  "__proto__.toString",
  "shop.",
);
const anything = fc.anything({ withBigInt: true, withTypedArray: true, maxDepth: 3, maxKeys: 4 });
/** Frames that are nearly right: one field missing, doubled or of another type. */
const nearly = fc.record(
  {
    t: fc.oneof({ weight: 8, arbitrary: kinds }, anything),
    id: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -1, max: 20 }) }, anything),
    method: fc.oneof({ weight: 8, arbitrary: methods }, anything),
    input: fc.oneof(fc.constant({ item: "x" }), anything),
    params: fc.oneof(fc.constant({}), anything),
    command: fc.oneof(fc.integer({ min: -1, max: 5 }), anything),
    session: fc.oneof(fc.constant("x"), anything),
    since: anything,
    deadlineMs: fc.oneof(fc.integer({ min: -5, max: 100 }), anything),
    n: fc.oneof(fc.integer({ min: -5, max: 2_000 }), anything),
    extra: anything,
  },
  { requiredKeys: [] },
);

describe.each(WIRE_KINDS)("malformed frames over $name", (kind) => {
  test("arbitrary and nearly right frames are answered or refused; the bridge neither faults nor stops serving", async () => {
    const rpc = await serve(kind, shop, shopHandlers(), { limits: { maxMalformed: 10_000 } });
    const wire = await rpc.dialRaw();
    const answers: { t: string; error?: { code: string } }[] = [];
    wire.onMessage((message) => answers.push(message as { t: string }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearly, anything), async (frame) => {
        try {
          wire.send(frame as WireValue);
        } catch (fault) {
          // A value that this kind of wire cannot carry is refused where it is sent.
          expect(fault).toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(await rpc.client.shop.price({ item: "x" })).toEqual({ cents: 100 });
    await until(() => answers.some(({ error }) => error?.code === "FRAME_MALFORMED"));
    expect(rpc.faults).toEqual([]);
    const codes = new Set(answers.map(({ error }) => error?.code));
    expect(codes).not.toContain("INTERNAL");
  });

  test("a window that sends nothing but nonsense is cut off, and others do not notice", async () => {
    const rpc = await serve(kind, shop, shopHandlers(), { limits: { maxMalformed: 5 } });
    const wire = await rpc.dialRaw();
    const closed = new Promise<string>((resolve) => wire.onClose(resolve));
    wire.onMessage(() => undefined);
    for (let count = 0; count < 5; count += 1) wire.send({ nonsense: randomUUID() });
    await closed;
    expect(await rpc.client.shop.price({ item: "x" })).toEqual({ cents: 100 });
    await until(() => rpc.server.connections === 1);
  });

  test("depth and size are bounded whatever the shape", async () => {
    const rpc = await serve(kind, shop, shopHandlers(), { limits: { maxRequestBytes: 50_000, maxDepth: 16 } });
    let deep: WireValue = "bottom";
    for (let level = 0; level < 40; level += 1) deep = [deep];
    const wide = Array.from({ length: 20_000 }, () => null);
    const heavy = new Float64Array(10_000);
    const ask = (input: unknown) => codeOf(rpc.client.shop.price(input as { item: string }));
    expect(await ask({ item: deep })).toBe("FRAME_MALFORMED");
    expect(await ask({ item: wide })).toBe("FRAME_TOO_LARGE");
    expect(await ask({ item: heavy })).toBe("FRAME_TOO_LARGE");
    expect(await ask({ item: "x" })).toBeUndefined();
  });

  test("an id in use is refused without touching the call that holds it", async () => {
    const answer = Promise.withResolvers<{ cents: number }>();
    const rpc = await serve(kind, shop, shopHandlers({ price: () => answer.promise }));
    const wire = await rpc.dialRaw();
    const answers: { t: string; id?: number }[] = [];
    wire.onMessage((message) => answers.push(message as { t: string }));
    const call = { t: "call", id: 5, method: "shop.price", input: { item: "x" } };
    wire.send(call);
    wire.send(call);
    await until(() => answers.length === 2);
    expect(answers[1]).toMatchObject({ t: "error", id: 0, error: { code: "BAD_REQUEST", details: { id: 5 } } });
    answer.resolve({ cents: 9 });
    await until(() => answers.length === 3);
    expect(answers[2]).toEqual({ t: "result", id: 5, output: { cents: 9 } });
  });
});
