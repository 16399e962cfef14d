import fc from "fast-check";
import { expect, test } from "vitest";
import { PROGRAM_MESSAGES, partsOf, WireOutlet } from "#bridge/paper-terminal/peer/outlet.ts";
import type { LinkChannel } from "#bridge/ports/peer-wire.ts";
import { decode } from "#shared/link/codec.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import type { MessageShape } from "#shared/link/schema.ts";

test("the paper terminal sends every message of a program, and none of the bridge's", () => {
  const programs = Object.entries<MessageShape>(MESSAGES).filter(([, { from }]) => from === "ea");
  expect([...PROGRAM_MESSAGES].toSorted()).toEqual(programs.map(([name]) => name).toSorted());
});

const pong = (id: bigint) => ({ fields: { id, payload: new Uint8Array(32) } });
const digest = (request: number) => ({
  fields: { request, stream: 1, fromMs: 0, toMs: 1, part: 0, parts: 1, error: 0 },
  items: [],
});

test("whatever the wire refuses and when, frames leave in order, numbered without a hole, and none that was refused for good", () => {
  const steps = fc.array(fc.record({ open: fc.boolean(), post: fc.boolean(), data: fc.boolean() }), { maxLength: 80 });
  fc.assert(
    fc.property(steps, (drawn) => {
      let open = true;
      const left: Record<LinkChannel, bigint[]> = { control: [], data: [] };
      const ids: Record<LinkChannel, number[]> = { control: [], data: [] };
      const wire = {
        send: (channel: LinkChannel, bytes: Uint8Array): boolean => {
          if (!open) return false;
          const frame = decode(bytes);
          left[channel].push(frame.header.seq);
          ids[channel].push(
            frame.name === "Pong" ? Number(frame.fields.id) : frame.name === "TailDigest" ? frame.fields.request : -1,
          );
          return true;
        },
        close: () => {},
      };
      const outlet = new WireOutlet(
        wire,
        9n,
        () => {},
        () => expect.unreachable(),
      );
      const meant: Record<LinkChannel, number[]> = { control: [], data: [] };
      for (const [id, step] of drawn.entries()) {
        open = step.open;
        const channel = step.data ? "data" : "control";
        const taken = step.data
          ? step.post
            ? (outlet.post("TailDigest", digest(id)), true)
            : outlet.offer("TailDigest", digest(id))
          : step.post
            ? (outlet.post("Pong", pong(BigInt(id))), true)
            : outlet.offer("Pong", pong(BigInt(id)));
        if (taken) meant[channel].push(id);
      }
      open = true;
      outlet.flush();
      for (const channel of ["control", "data"] as const) {
        expect(ids[channel]).toEqual(meant[channel]);
        expect(left[channel]).toEqual(meant[channel].map((_, i) => BigInt(i + 1)));
      }
    }),
  );
});

test("a bridge that takes nothing for thousands of frames is given up", () => {
  let overflowed = 0;
  const outlet = new WireOutlet(
    { send: () => false, close: () => {} },
    1n,
    () => {},
    () => overflowed++,
  );
  for (let id = 0; id < 2_049; id++) outlet.post("Pong", pong(BigInt(id)));
  expect(overflowed).toBe(1);
});

test("records are split over parts without loss, and nothing is still one part", () => {
  expect(partsOf([], 3)).toEqual([[]]);
  expect(partsOf([1, 2, 3, 4], 2)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(partsOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});
