import fc from "fast-check";
import { expect, test } from "vitest";
import { StreamFlow } from "#bridge/data-collector/stream-flow.ts";
import type { InstrumentId } from "#shared/market/brands.ts";

const flowAt = (seq: bigint, timeMs: number): StreamFlow => {
  const flow = new StreamFlow("1@S/EURUSD" as InstrumentId, "EURUSD", 1);
  flow.resume({ epoch: 1, seq, timeMs, countAtTime: 1, total: 1, firstMs: timeMs, pastMs: 0 });
  return flow;
};
const frame = (epoch: number, seq: number, firstMs: number, lastMs = firstMs) => ({
  epoch,
  seq: BigInt(seq),
  firstMs,
  lastMs,
});

test("whatever order frames come in, those accepted are consecutive and never run back in time", () => {
  const frames = fc.array(
    fc.record({
      epoch: fc.integer({ min: 1, max: 2 }),
      seq: fc.integer({ min: 1, max: 8 }),
      firstMs: fc.nat(100),
      span: fc.nat(10),
    }),
  );
  fc.assert(
    fc.property(frames, (some) => {
      const flow = flowAt(2n, 10);
      let last = { epoch: 1, seq: 2n, lastMs: 10 };
      for (const { epoch, seq, firstMs, span } of some) {
        if (epoch === 2) flow.epochOpened(2);
        if (flow.accept(frame(epoch, seq, firstMs, firstMs + span)) !== "accepted") continue;
        if (epoch === last.epoch) {
          expect(BigInt(seq)).toBe(last.seq + 1n);
          expect(firstMs).toBeGreaterThanOrEqual(last.lastMs);
        } else expect([epoch, seq]).toEqual([last.epoch + 1, 1]);
        last = { epoch, seq: BigInt(seq), lastMs: firstMs + span };
      }
    }),
  );
});

test("frames that were under way when the stream was taken up are passed over, the next one is taken", () => {
  const flow = flowAt(5n, 10);
  expect(flow.accept(frame(1, 9, 50))).toBe("early");
  expect(flow.accept(frame(1, 5, 10))).toBe("duplicate");
  expect(flow.accept(frame(1, 6, 12))).toBe("accepted");
  expect(flow.accept(frame(1, 9, 50))).toBe("misplaced");
});

test("a program that keeps sending other frames than the next one is not waited for without end", () => {
  const flow = flowAt(5n, 10);
  const places = Array.from({ length: 1_100 }, (_, i) => flow.accept(frame(1, 7 + i, 50)));
  expect(places.at(-1)).toBe("misplaced");
});

test("a new epoch is taken only when it was announced, from its first frame on", () => {
  const flow = flowAt(5n, 10);
  expect(flow.accept(frame(1, 6, 11))).toBe("accepted");
  expect(flow.accept(frame(2, 1, 3))).toBe("misplaced");
  flow.epochOpened(2);
  expect(flow.accept(frame(2, 2, 3))).toBe("misplaced");
  expect(flow.accept(frame(2, 1, 3))).toBe("accepted");
  expect(flow.accept(frame(1, 7, 12))).toBe("duplicate");
});

test("a suspended stream takes nothing", () => {
  const flow = flowAt(5n, 10);
  flow.suspend();
  expect(flow.accept(frame(1, 6, 11))).toBe("early");
});
