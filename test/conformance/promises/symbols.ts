import { expect, test } from "vitest";
import { AT_START } from "#test/fixtures/subscription.ts";
import type { ConformanceRun } from "../link-conformance.ts";

export function symbolPromises(run: ConformanceRun): void {
  const { probe } = run;

  test("it lists the symbols of Market Watch, each once", async () => {
    probe.link.send("SymbolListRequest", { fields: { request: 71, marketWatchOnly: true } });
    const last = await probe.next(
      "SymbolList",
      ({ fields }) => fields.request === 71 && fields.part === fields.parts - 1,
    );
    const parts = probe.frames("SymbolList").filter(({ fields }) => fields.request === 71);
    expect(parts.map(({ fields }) => fields.part)).toEqual(Array.from({ length: last.fields.parts }, (_, i) => i));
    const names = parts.flatMap(({ items }) => items.map(({ symbol }) => symbol));
    expect(names).toContain(run.terminal.symbol);
    expect(new Set(names).size).toBe(names.length);
    expect(parts.every(({ items }) => items.every(({ inMarketWatch }) => inMarketWatch))).toBe(true);
  });

  test("a subscription is answered, and the symbol's specification and hours follow", async () => {
    const stream = run.stream();
    const { symbol } = run.terminal;
    const wish = { ...AT_START, stream, symbol };
    probe.link.send("Subscribe", { fields: { request: 72 }, items: [wish] });
    const answer = await probe.next("Subscribed", ({ fields }) => fields.request === 72);
    expect(answer.items).toEqual([{ stream, status: "live", error: 0 }]);
    const specs = await probe.next("SymbolSpecs", ({ items }) => items.some((item) => item.symbol === symbol));
    const spec = specs.items.find((item) => item.symbol === symbol);
    expect(spec?.point).toBeCloseTo(10 ** -(spec?.digits ?? 0), 12);
    expect(spec?.volumeMin).toBeGreaterThan(0);
    expect(spec?.volumeStep).toBeGreaterThan(0);
    expect(spec?.contractSize).toBeGreaterThan(0);
    expect(spec?.tickSize).toBeGreaterThanOrEqual(spec?.point ?? 0);
    const hours = await probe.next("SymbolSessions", ({ items }) => items.some((item) => item.symbol === symbol));
    for (const { fromS, toS, weekday } of hours.items) {
      expect(fromS).toBeLessThan(toS);
      expect(toS).toBeLessThanOrEqual(86_400);
      expect(weekday).toBeLessThan(7);
    }
    probe.link.send("Unsubscribe", { fields: { request: 73 }, items: [{ stream }] });
  });

  test("a symbol that the broker does not have is named as such, and harms no other stream", async () => {
    const [known, unknown] = [run.stream(), run.stream()];
    const items = [
      { ...AT_START, stream: unknown, symbol: "NOSUCHSYMBOL" },
      { ...AT_START, stream: known, symbol: run.terminal.symbol },
    ];
    probe.link.send("Subscribe", { fields: { request: 74 }, items });
    const answer = await probe.next("Subscribed", ({ fields }) => fields.request === 74);
    const statuses = new Map(answer.items.map(({ stream, status }) => [stream, status]));
    expect(statuses.get(unknown)).toBe("unknownSymbol");
    expect(statuses.get(known)).toBe("live");
    await run.terminal.quote();
    await probe.until(() => probe.tickFrames(known).length > 0);
    probe.link.send("Unsubscribe", { fields: { request: 75 }, items: [{ stream: known }, { stream: unknown }] });
  });
}
