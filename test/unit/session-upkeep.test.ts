import { expect, test } from "vitest";
import { sessionView } from "#bridge/window/session-view.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { SessionView } from "#shared/contract/sessions.ts";
import { SessionLab } from "#test/fixtures/session-lab.ts";

const HOUR_MS = 3_600_000;
const said = (lab: SessionLab, code: string): number => lab.notices.filter((notice) => notice.code === code).length;

/** Seconds pass one by one, as the engine lives them. */
async function live(lab: SessionLab, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await lab.clock.advance(1_000);
    lab.engine.second();
  }
}

test("a close that is refused is said once, tried less and less often, and at most ten seconds apart", async () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  let tries = 0;
  lab.onClose = () => {
    tries += 1;
    throw new FairleadError("LINK_DOWN");
  };
  lab.engine.stop(id);
  await live(lab, 15);
  expect(tries).toBe(5);
  await live(lab, 100);
  expect(tries).toBe(15);
  expect(said(lab, "SESSION_CLOSE_REFUSED")).toBe(1);
  lab.onClose = () => {
    throw new FairleadError("ORDER_INVALID");
  };
  await live(lab, 20);
  expect(said(lab, "SESSION_CLOSE_REFUSED")).toBe(2);
  lab.onClose = () => undefined;
  await live(lab, 10);
  expect(lab.state(id).phase.name).toBe("stopped");
});

test("a market that opens, or a link that comes back, is met at once: with its first quote the close is tried again", async () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  let tries = 0;
  lab.onClose = () => {
    tries += 1;
    throw new FairleadError("LINK_DOWN");
  };
  lab.engine.stop(id);
  await live(lab, 16);
  tries = 0;
  for (let second = 0; second < 5; second += 1) {
    await live(lab, 1);
    lab.tick(1.1);
  }
  expect(tries).toBe(5);
  lab.onClose = () => undefined;
  await live(lab, 1);
  lab.tick(1.1);
  expect(lab.state(id).phase.name).toBe("stopped");
  expect(said(lab, "SESSION_CLOSE_REFUSED")).toBe(1);
});

test("a close that is done is not sent again while its deal has not come", async () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  lab.closeAnswer = "wait";
  lab.engine.stop(id);
  const close = lab.placed[1]?.id;
  if (close === undefined) throw new Error("no close");
  lab.tell(close, "done");
  await live(lab, 60);
  expect(lab.placed).toHaveLength(2);
  lab.fill(close);
  expect(lab.state(id).phase.name).toBe("stopped");
});

test("the longest duration is counted by a clock that nobody sets: five hours forward or back end and prolong nothing", async () => {
  const lab = new SessionLab();
  const id = lab.begin({ maxDurationMs: 600_000 });
  await live(lab, 300);
  lab.clock.setUtc(lab.clock.utcMs() + 5 * HOUR_MS);
  await live(lab, 100);
  expect(lab.state(id).phase.name).toBe("running");
  lab.clock.setUtc(lab.clock.utcMs() - 9 * HOUR_MS);
  await live(lab, 199);
  expect(lab.state(id).phase.name).toBe("running");
  await live(lab, 1);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "maxDuration" });
  expect(lab.state(id).age?.ms).toBe(600_000);
});

test("a computer that sleeps does not stop the session's time", async () => {
  const lab = new SessionLab();
  const id = lab.begin({ maxDurationMs: HOUR_MS });
  await live(lab, 10);
  lab.sleptMs += 2 * HOUR_MS;
  lab.clock.setUtc(lab.clock.utcMs() + 2 * HOUR_MS);
  lab.engine.second();
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "maxDuration" });
});

test("a session is shown in whole milliseconds at every up-time, its earlier runs' age included", () => {
  // Linux counts hundredths of a second; from 65,536 s on (a double's step) a thousand of them are no whole number.
  const upMs = (hundredths: number): number => (hundredths / 100) * 1_000;
  const lab = new SessionLab();
  const bootMs = lab.clock.monotonicMs();
  const at = (hundredths: number): void => {
    lab.sleptMs = upMs(hundredths) - bootMs;
    lab.engine.second();
  };
  at(6_553_600);
  const id = lab.begin();
  const shown = (): number => SessionView.parse(sessionView(lab.state(id), "USD", lab.clock.utcMs(), false)).durationMs;
  for (let past = 0; past < 500; past += 7) {
    at(6_553_600 + past);
    lab.engine.pause(id);
    expect(shown()).toBe(past * 10);
    lab.engine.start(id);
  }
  lab.engine.stop(id);
  const left = lab.state(id);
  if (left.age === undefined) throw new Error("no age");
  lab.store.save({ state: { ...left, age: { ...left.age, ms: 12.000_000_1 } }, trades: [], events: [] });
  lab.restart();
  expect(shown()).toBe(12);
});

test("over a restart of Fairlead the session's time goes on, whatever the wall clock was set to before", async () => {
  const lab = new SessionLab();
  const id = lab.begin({ maxDurationMs: HOUR_MS });
  lab.clock.setUtc(lab.clock.utcMs() + 5 * HOUR_MS);
  await live(lab, 600);
  await lab.clock.advance(1_200_000);
  lab.restart();
  await live(lab, 1_799);
  expect(lab.state(id).phase.name).toBe("paused");
  await live(lab, 1);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "maxDuration" });
});

test.each([
  ["the broker's time tells how long it was, though the wall clock was set", HOUR_MS, 4 * HOUR_MS],
  ["the broker's summer time is no hour of the session's", 2 * HOUR_MS, HOUR_MS],
])("over a restart of the computer %s", async (_, brokerPassed, wallPassed) => {
  const lab = new SessionLab();
  lab.brokerMs = 1_000_000_000;
  const id = lab.begin({ maxDurationMs: 5_000_000 });
  await live(lab, 60);
  lab.engine.pause(id);
  lab.sleptMs -= 50_000;
  const stamp = lab.brokerMs;
  lab.brokerMs = null;
  lab.clock.setUtc(lab.clock.utcMs() + wallPassed);
  lab.restart();
  lab.engine.second();
  expect(lab.state(id).phase.name).toBe("paused");
  lab.brokerMs = stamp + brokerPassed;
  lab.engine.second();
  const leftS = (5_000_000 - 60_000 - HOUR_MS) / 1_000;
  await live(lab, leftS - 1);
  expect(lab.state(id).phase.name).toBe("paused");
  await live(lab, 1);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "maxDuration" });
});

test("what could not be written is said once, and written as soon as the ledger takes it", async () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  const position = lab.state(id).live[0]?.position;
  if (position === undefined || position === null) throw new Error("no position");
  lab.store.full = true;
  lab.serverClose(position, 1.101);
  await live(lab, 5);
  expect(said(lab, "STORE_FULL")).toBe(1);
  expect(lab.store.trades(id)[0]?.state).not.toBe("closed");
  lab.store.full = false;
  lab.engine.second();
  expect(lab.store.trades(id)[0]).toMatchObject({ state: "closed", net: 100 });
  expect(lab.store.log.map(({ code }) => code)).toContain("TRADE_CLOSED");
  expect(lab.store.get(id)?.tally.closed).toBe(1);
});
