import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { contract } from "#shared/contract/contract.ts";
import type { Contract, Entry } from "#shared/contract/descriptor.ts";
import type { Handlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { LogRing, type Sequenced } from "#shared/rpc/log.ts";
import { serve } from "#test/fixtures/rpc/serve.ts";
import { WIRE_KINDS } from "#test/fixtures/rpc/wires.ts";
import { arbitraryOf } from "#test/fixtures/zod-arbitrary.ts";

interface Step {
  readonly name: string;
  readonly entry: Entry;
}
const STEPS: readonly Step[] = Object.entries(contract as Contract).flatMap(([domainName, domain]) =>
  Object.entries(domain).map(([entryName, entry]) => ({ name: `${domainName}.${entryName}`, entry })),
);

/** Handlers for the whole contract, all served by one function. */
function handlersFor(answer: (name: string, input: unknown) => unknown): Handlers<typeof contract> {
  const domains = Object.entries(contract as Contract).map(([domainName, domain]) => {
    const served = Object.keys(domain).map((entryName) => {
      const name = `${domainName}.${entryName}`;
      return [entryName, (input: unknown) => answer(name, input)] as const;
    });
    return [domainName, Object.fromEntries(served)] as const;
  });
  return Object.fromEntries(domains) as unknown as Handlers<typeof contract>;
}

const method = (client: unknown, name: string): unknown => {
  const [domain = "", entry = ""] = name.split(".");
  return (client as Record<string, Record<string, unknown>>)[domain]?.[entry];
};

const samples = (schema: z.ZodType, seed: number, count: number): unknown[] =>
  fc.sample(arbitraryOf(schema), { numRuns: count, seed });

describe.each(WIRE_KINDS)("over $name", (kind) => {
  test("every command and query delivers its parsed input and its output unchanged", async () => {
    const heard: unknown[] = [];
    let output: unknown;
    const { client } = await serve(
      kind,
      contract,
      handlersFor((_name, input) => {
        heard.push(input);
        return output;
      }),
    );
    for (const { name, entry } of STEPS) {
      if (entry.kind === "stream") continue;
      const call = method(client, name) as (input: unknown) => Promise<unknown>;
      const outputs = samples(entry.output, 7, 6);
      for (const [at, input] of samples(entry.input, 11, 6).entries()) {
        output = outputs[at];
        await expect(call(input), name).resolves.toEqual(output);
        expect(heard.pop(), name).toEqual(entry.input.parse(input));
      }
    }
    expect(heard).toEqual([]);
  });

  test("every stream opens with its parsed parameters and delivers its items unchanged", async () => {
    let source: unknown;
    const heard: unknown[] = [];
    const { client } = await serve(
      kind,
      contract,
      handlersFor((_name, params) => {
        heard.push(params);
        return source;
      }),
    );
    for (const { name, entry } of STEPS) {
      if (entry.kind !== "stream") continue;
      const [params] = samples(entry.params, 3, 1);
      const items = samples(entry.item, 5, 5);
      const got: unknown[] = [];
      const stream = method(client, name) as {
        subscribe(params: unknown, observer: object): { close(): void };
        read(params: unknown): AsyncIterable<unknown>;
      };
      const expected = new Map<unknown, unknown>();
      switch (entry.mode) {
        case "latest": {
          const topic = topicOf(entry);
          for (const item of items) {
            topic.set(item);
            expected.set(entry.key === undefined ? "" : (item as Record<string, unknown>)[entry.key], item);
          }
          source = topic;
          break;
        }
        case "log": {
          const ring = new LogRing<Sequenced>("life", 100);
          for (const [at, item] of items.entries()) {
            const numbered = { ...(item as object), seq: at + 1 };
            ring.append(numbered);
            expected.set(at, numbered);
          }
          source = ring;
          break;
        }
        case "bulk":
          for (const [at, item] of items.entries()) expected.set(at, item);
          source = (async function* () {
            yield* items;
          })();
      }
      if (entry.mode === "bulk") {
        for await (const item of stream.read(params)) got.push(item);
      } else {
        await new Promise<void>((resolve, reject) => {
          const subscription = stream.subscribe(params, {
            items: (batch: unknown[]) => {
              got.push(...batch);
              if (got.length < expected.size) return;
              subscription.close();
              resolve();
            },
            failed: reject,
          });
        });
      }
      expect(got, name).toEqual([...expected.values()]);
      expect(heard.pop(), name).toEqual(entry.params.parse(params));
    }
  });

  test("input that breaks an entry's schema is refused by name and never reaches its handler", async () => {
    let reached = 0;
    const { client } = await serve(
      kind,
      contract,
      handlersFor(() => {
        reached += 1;
      }),
    );
    for (const { name, entry } of STEPS) {
      if (entry.kind === "stream") continue;
      const call = method(client, name) as (input: unknown) => Promise<unknown>;
      for (const input of [null, 17, "text", [], { surely: "not", __proto__: null }]) {
        if (entry.input.safeParse(input).success) continue;
        await expect(call(input), name).rejects.toMatchObject({ code: "BAD_REQUEST", details: { method: name } });
      }
    }
    expect(reached).toBe(0);
  });

  test("a latest stream is keyed by a property that its items have", () => {
    for (const { name, entry } of STEPS) {
      if (entry.kind !== "stream" || entry.mode !== "latest" || entry.key === undefined) continue;
      for (const item of samples(entry.item, 1, 3)) expect(item, name).toHaveProperty(entry.key);
    }
  });
});
