import { expect, test } from "vitest";
import type { Frame } from "#shared/link/frame.ts";
import type { ConformanceRun } from "../link-conformance.ts";
import { ticksOf } from "../probe.ts";

const MINUTE = 60_000;

export function historyPromises(run: ConformanceRun): void {
  const { probe } = run;
  const brokerNow = (): number => Date.now() + probe.link.utcOffsetS * 1_000;
  const parts = (request: number): Frame<"HistoryTicks">[] =>
    probe.frames("HistoryTicks").filter(({ fields }) => fields.request === request);
  const end = (request: number) => probe.next("HistoryEnd", ({ fields }) => fields.request === request, 60_000);
  const span = () => {
    const toMs = Math.floor(brokerNow() / MINUTE) * MINUTE - 5 * MINUTE - 1;
    return { fromMs: toMs + 1 - 20 * MINUTE, toMs };
  };

  test("history comes part by part, as far as the credit reaches and no further", async () => {
    const request = 1_001;
    const { fromMs, toMs } = span();
    probe.history.send("HistoryTicksRequest", {
      fields: { request, symbol: run.terminal.symbol, fromMs, toMs, credit: 2 },
    });
    await probe.until(() => parts(request).length >= 2, 60_000);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(parts(request).map(({ fields }) => fields.part)).toEqual([0, 1]);
    probe.history.send("HistoryCredit", { fields: { request, credit: 60_000 } });
    const { fields } = await end(request);
    expect(fields.status).toBe("complete");
    const ticks = ticksOf(parts(request));
    expect(fields.total).toBe(BigInt(ticks.length));
    expect(parts(request).map((part) => part.fields.part)).toEqual(parts(request).map((_, i) => i));
    const times = ticks.map(({ timeMs }) => timeMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThanOrEqual(fromMs);
    expect(times.at(-1)).toBeLessThanOrEqual(toMs);
  });

  test("history asked for twice says the same", async () => {
    const { fromMs, toMs } = span();
    for (const request of [1_002, 1_003]) {
      probe.history.send("HistoryTicksRequest", {
        fields: { request, symbol: run.terminal.symbol, fromMs, toMs, credit: 60_000 },
      });
      await end(request);
    }
    expect(ticksOf(parts(1_002)).length).toBeGreaterThan(0);
    expect(ticksOf(parts(1_003))).toEqual(ticksOf(parts(1_002)));
  });

  test("minute bars open in the asked span, on the minute, and agree with the ticks", async () => {
    const request = 1_004;
    const { fromMs, toMs } = span();
    const ask = { symbol: run.terminal.symbol, fromMs, toMs, credit: 60_000 };
    probe.history.send("HistoryBarsRequest", { fields: { ...ask, request, timeframe: "M1" } });
    expect((await end(request)).fields.status).toBe("complete");
    const bars = probe
      .frames("HistoryBars")
      .filter(({ fields }) => fields.request === request)
      .flatMap(({ items }) => items);
    expect(bars.length).toBeGreaterThan(10);
    probe.history.send("HistoryTicksRequest", { fields: { ...ask, request: 1_005 } });
    await end(1_005);
    const minutes = Map.groupBy(ticksOf(parts(1_005)), ({ timeMs }) => Math.floor(timeMs / MINUTE) * MINUTE);
    for (const bar of bars) {
      expect(bar.timeMs % MINUTE).toBe(0);
      expect(bar.timeMs).toBeGreaterThanOrEqual(fromMs);
      expect(bar.timeMs).toBeLessThanOrEqual(toMs);
      const bids = (minutes.get(bar.timeMs) ?? []).map(({ bid }) => bid);
      expect({ open: bar.open, high: bar.high, low: bar.low, close: bar.close }).toEqual({
        open: bids[0],
        high: Math.max(...bids),
        low: Math.min(...bids),
        close: bids.at(-1),
      });
    }
  });

  test("a request for a symbol that the broker does not have ends at once, with the reason", async () => {
    const { fromMs, toMs } = span();
    probe.history.send("HistoryTicksRequest", {
      fields: { request: 1_006, symbol: "NOSUCHSYMBOL", fromMs, toMs, credit: 8 },
    });
    expect((await end(1_006)).fields.status).toBe("unknownSymbol");
  });

  test("a request that is cancelled ends, and the next one is served", async () => {
    const { fromMs, toMs } = span();
    const ask = { symbol: run.terminal.symbol, fromMs, toMs };
    probe.history.send("HistoryTicksRequest", { fields: { ...ask, request: 1_007, credit: 1 } });
    await probe.until(() => parts(1_007).length > 0, 60_000);
    probe.history.send("HistoryCredit", { fields: { request: 1_007, credit: 0 } });
    expect((await end(1_007)).fields.status).toBe("cancelled");
    probe.history.send("HistoryTicksRequest", { fields: { ...ask, request: 1_008, credit: 60_000 } });
    expect((await end(1_008)).fields.status).toBe("complete");
  });
}
