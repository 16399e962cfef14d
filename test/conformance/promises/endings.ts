import { expect, test } from "vitest";
import type { ConformanceRun } from "../link-conformance.ts";

export function endingPromises(run: ConformanceRun): void {
  const { probe } = run;
  const nextSession = (sessions: number) => probe.until(() => probe.sessions > sessions && probe.link, 30_000);

  test("up to here the bridge had nothing to refuse and missed no frame", () => {
    expect(run.link.connector.refusals().filter(({ reason }) => reason !== "unknownKey")).toEqual([]);
    expect(probe.lost).toBe(0);
    expect(probe.sessions).toBe(1);
  });

  test("told that its session is not known, it says Hello again, under a new number", async () => {
    const before = probe.link;
    const sessions = probe.sessions;
    before.restart("a test ended it");
    const after = await nextSession(sessions);
    expect(after.terminal).toBe(before.terminal);
    expect(after.account.id).toBe(before.account.id);
  });

  test("asked for a new key it makes one, names it, and comes back with it", async ({ skip }) => {
    skip(run.factory.name.includes("memory"), "an embedded terminal has no key to rotate");
    const { terminal } = probe.link;
    const sessions = probe.sessions;
    run.link.connector.rotateKey(terminal);
    await nextSession(sessions);
    expect(run.link.notices.some(({ code }) => code === "KEY_ROTATED")).toBe(true);
    expect(run.link.refused("wrongKey") + run.link.refused("wrongSecret")).toBe(0);
  });

  test("when the bridge was away it comes back by itself, as the same terminal", async ({ skip }) => {
    skip(!run.factory.outlivesBridge, "this terminal goes with its bridge");
    const { terminal } = probe.link;
    const sessions = probe.sessions;
    await run.restartBridge();
    const after = await nextSession(sessions);
    expect(after.terminal).toBe(terminal);
  });

  test("it says goodbye when it is stopped", async () => {
    probe.forget();
    await probe.next("Heartbeat");
    const closed = probe.closedBecause.length;
    await run.terminal.stop();
    await probe.until(() => probe.closedBecause.length > closed);
    expect(probe.closedBecause.at(-1)).toMatch(/^the program left/);
  });
}
