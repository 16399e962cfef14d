import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileMql, startMql } from "#test/mql5-host/harness.ts";
import { programFile } from "../fixtures/mql5-host/probe.ts";

const MQL5 = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../mql5");
const FIDELITY = path.join(MQL5, "Tests/Fidelity.mq5");

/** Runs a script to its end. */
async function runScript(source: string): Promise<{ code: number | null; log: string[]; errors: string[] }> {
  const binary = await compileMql({ source, includeDirs: [path.join(MQL5, "Include")] });
  const script = startMql({ binary, timerResolutionMs: 1 });
  const { code } = await script.exit;
  return { code, log: script.log, errors: script.errors };
}

describe("what we assume of MQL5 holds in the host", () => {
  test("every assertion of Fidelity.mq5", async () => {
    const assertions = fs
      .readdirSync(path.join(MQL5, "Tests/Fidelity"))
      .map((f) => fs.readFileSync(path.join(MQL5, "Tests/Fidelity", f), "utf8"))
      .join("")
      .match(/^\s+Check\("/gm);
    expect(assertions?.length).toBeGreaterThanOrEqual(150);
    const { code, log, errors } = await runScript(FIDELITY);
    expect(log.filter((l) => l.startsWith("FAIL"))).toEqual([]);
    expect(log.at(-1)).toMatch(/^fidelity: 1[5-9]\d ok, 0 failed$/);
    expect([code, errors]).toEqual([0, []]);
  }, 240_000);
});

describe("everyday programs", () => {
  test("an Expert Advisor of common idioms compiles and works through its events", async () => {
    const binary = await compileMql({ source: programFile("typical-expert.mq5") });
    const ea = startMql({ binary, virtualTime: true, startUtcMs: Date.UTC(2025, 8, 22) });
    await ea.ready;
    await ea.ticks("EURUSD", [{ msc: 0, bid: 1.1, ask: 1.10012 }]);
    await ea.flushed();
    expect(ea.log).toContain("OnInit: items 2 first EURUSD");
    expect(ea.log.at(-1)).toMatch(/^bar 2025.09.22 03:00:00 close 1.1 of 1 spread 1[12]/);
    expect((await ea.chart()).comment).toBe("ticks 1 drawdown 0.0%");
    await ea.stop();
    expect(ea.log.at(-1)).toBe("end removed items 0");
  }, 60_000);

  test("an indicator compiles, and says by name what the host does not run", async () => {
    const binary = await compileMql({ source: programFile("typical-indicator.mq5") });
    expect(binary.kind).toBe("indicator");
    const indicator = startMql({ binary });
    expect((await indicator.exit).code).toBe(4);
    expect(indicator.errors).toEqual(["MQL5 host: OnCalculate is not modelled"]);
  }, 60_000);
});
