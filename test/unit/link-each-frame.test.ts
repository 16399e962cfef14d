import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode } from "#shared/link/codec.ts";
import { eachFrame, MOST_FRAMES_A_MESSAGE } from "#shared/link/each-frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import { tickColumns } from "#test/fixtures/link-arbitraries.ts";

const told = (message: Uint8Array): Uint8Array[] => {
  const frames: Uint8Array[] = [];
  eachFrame(message, (frame) => frames.push(Uint8Array.from(frame)));
  return frames;
};

const joined = (frames: readonly Uint8Array[]): Uint8Array => Uint8Array.from(frames.flatMap((frame) => [...frame]));

/** A frame of live ticks, as many of the columns as one may hold. */
const ticksFrame = tickColumns.map((columns) => {
  const { layout, baseMs, count, payload } = encodeTickPayload(columns, 0, columns.count);
  const fields = { stream: 1, epoch: 1, seq: 1n, layout, baseMs };
  return encode("Ticks", { header: { session: 5n, seq: 1n }, fields, count, payload });
});
const frameList = fc.array(ticksFrame, { minLength: 1, maxLength: 8 });

describe("a message of the data socket", () => {
  test("gives back the frames of ticks that it was made of, byte for byte and in their order", () => {
    fc.assert(
      fc.property(frameList, (frames) => {
        expect(told(joined(frames))).toStrictEqual(frames);
      }),
      { numRuns: 50 },
    );
  });

  test("gives every byte to some frame, once, whatever it holds", () => {
    fc.assert(
      fc.property(frameList, fc.uint8Array({ maxLength: 400 }), fc.nat(), (frames, noise, at) => {
        const message = joined(frames);
        message.set(noise.subarray(0, message.length), at % Math.max(1, message.length - noise.length));
        expect(joined(told(message))).toStrictEqual(message);
      }),
      { numRuns: 100 },
    );
  });

  test("is one frame where it holds anything but live ticks", () => {
    const bye = encode("Bye", { header: { session: 5n, seq: 2n }, fields: { reason: "remove" } });
    expect(told(bye)).toStrictEqual([bye]);
    expect(told(new Uint8Array(0))).toStrictEqual([new Uint8Array(0)]);
  });

  test("hands on what follows the last whole frame as one more, to be refused", () => {
    const [frame] = fc.sample(ticksFrame, { numRuns: 1, seed: 7 });
    if (frame === undefined) throw new Error("no sample");
    expect(told(joined([frame, frame, frame.subarray(0, 30)])).map(({ length }) => length)).toEqual([
      frame.length,
      frame.length,
      30,
    ]);
    const cut = told(joined([frame, frame.subarray(0, frame.length - 1)]));
    expect(cut.map(({ length }) => length)).toEqual([frame.length, frame.length - 1]);
  });

  test("holds no more frames than agreed: the rest of it is one that no reader takes", () => {
    const [frame] = fc.sample(ticksFrame, { numRuns: 1, seed: 7 });
    if (frame === undefined) throw new Error("no sample");
    const frames = told(joined(Array.from({ length: MOST_FRAMES_A_MESSAGE + 3 }, () => frame)));
    expect(frames).toHaveLength(MOST_FRAMES_A_MESSAGE + 1);
    expect(frames.at(-1)).toHaveLength(3 * frame.length);
  });
});
