import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FieldsOf } from "#shared/link/frame.ts";
import { EaWorld, subscribe } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";
import { randomTicks } from "#test/fixtures/random-ticks.ts";

let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const lease = (over: Partial<FieldsOf<"Lease">> = {}): FieldsOf<"Lease"> => ({
  bridgeEpoch: 5n,
  login: 5_001n,
  server: "Simulated-Demo",
  renewal: 1n,
  ttlMs: 600,
  flattenOnLapse: false,
  ...over,
});
const says = (link: ProgramLink, status: FieldsOf<"LeaseState">["status"]) =>
  link.next("LeaseState", ({ fields }) => fields.status === status);
const states = (link: ProgramLink) => link.all("LeaseState").map(({ fields }) => fields.status);

describe("the lease", () => {
  test("is held while it is renewed, lapses when it is not, and its holder says both, also on the chart", async () => {
    const { ea, link } = await world.paired();
    await says(link, "none");
    await EaWorld.panelSays(ea, "Guard: new risk refused");
    for (let renewal = 1n; renewal <= 6n; renewal++) {
      link.send("Lease", lease({ renewal }));
      await pause(250);
    }
    expect(states(link)).toEqual(["none", "held"]);
    expect((await says(link, "held")).fields).toMatchObject({ bridgeEpoch: 5n, highestEpoch: 5n });
    await EaWorld.panelSays(ea, "Guard: new risk allowed");
    await says(link, "lapsed");
    await EaWorld.panelSays(ea, "Lease: LAPSED, no new risk is taken");
    await EaWorld.panelSays(ea, "Guard: new risk refused");
    link.send("Lease", lease({ renewal: 7n }));
    await link.next("LeaseState", () => states(link).at(-1) === "held" && states(link).length === 4);
  });

  test("of an older start of the bridge is refused, even after the EA has been killed and started again", async () => {
    const { bridge, ea, link } = await world.paired();
    link.send("Lease", lease({ bridgeEpoch: 9n }));
    await says(link, "held");
    link.send("Lease", lease({ bridgeEpoch: 8n, renewal: 99n, ttlMs: 60_000 }));
    expect((await link.next("Notice")).fields).toMatchObject({ noticeCode: "LEASE_STALE_EPOCH", severity: "error" });
    await says(link, "lapsed");
    await ea.kill();
    await world.start();
    const next = await bridge.link("ea", link);
    expect((await says(next, "none")).fields.highestEpoch).toBe(9n);
    next.send("Lease", lease({ bridgeEpoch: 8n, ttlMs: 60_000 }));
    await next.next("Notice", ({ fields }) => fields.noticeCode === "LEASE_STALE_EPOCH");
    expect(states(next)).not.toContain("held");
  });

  test.each([{ login: 5_002n }, { server: "Simulated-Real" }])("for another account (%o) is refused", async (other) => {
    const { link } = await world.paired();
    link.send("Lease", lease({ ...other, ttlMs: 60_000 }));
    expect((await link.next("Notice")).fields.noticeCode).toBe("LEASE_WRONG_ACCOUNT");
    await pause(200);
    expect(states(link)).not.toContain("held");
  });

  test("of a bridge that reads another protocol version opens no risk: reduce-only", async () => {
    const { ea, link } = await world.paired({}, { welcome: { reduceOnly: true } });
    link.send("Lease", lease({ ttlMs: 60_000 }));
    await says(link, "held");
    await EaWorld.panelSays(ea, "Guard: new risk refused");
  });

  test("does not lapse because the EA itself stood still: renewals that waited count, and the session lives on", async () => {
    const { bridge, ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await ea.coldHistory("EURUSD", { delayMs: 3_500 });
    let renewal = 1n;
    const renewing = setInterval(() => link.send("Lease", lease({ renewal: renewal++, ttlMs: 1_000 })), 300);
    await says(link, "held");
    await ea.ticks("EURUSD", randomTicks(1, 10, Date.UTC(2026, 10, 20)));
    await link.next("Heartbeat", ({ fields }) => fields.worstLoopMs > 3_000);
    await pause(500);
    expect(states(link)).toEqual(["none", "held"]);
    expect(bridge.sessions).toHaveLength(1);
    clearInterval(renewing);
    await says(link, "lapsed");
  });

  test("survives two seconds after the PC slept, and no longer", async () => {
    const { ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    link.send("Lease", lease({ ttlMs: 2_000 }));
    await says(link, "held");
    await ea.coldHistory("EURUSD", { delayMs: 3_000 });
    await ea.ticks("EURUSD", randomTicks(1, 10, Date.UTC(2026, 10, 20)));
    const woke = await link.next("Heartbeat", ({ fields }) => fields.worstLoopMs > 2_500);
    await pause(1_000);
    expect(states(link)).toEqual(["none", "held"]);
    await says(link, "lapsed");
    expect(link.frames.indexOf(woke)).toBeGreaterThan(0);
  });
});

describe("the broker's clock", () => {
  const quote = (ea: Awaited<ReturnType<EaWorld["start"]>>) => ea.ticks("EURUSD", [{ msc: 0, bid: 1.1, ask: 1.2 }]);

  test("is measured again, and a change is told once when it has been seen on fresh quotes for three seconds", async () => {
    const { ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await quote(ea);
    await ea.setBrokerZone({ minutes: 180, dst: "us" });
    for (let i = 0; i < 12; i++) {
      await quote(ea);
      await pause(500);
    }
    const told = link.all("OffsetChanged");
    expect(told.map(({ fields }) => [fields.oldOffsetS, fields.newOffsetS])).toEqual([[7_200, 10_800]]);
    for (const { fields } of told) {
      expect(Math.abs(fields.brokerMs - fields.utcMs - 10_800_000)).toBeLessThanOrEqual(1_000);
    }
  });

  test("that is a few seconds off the zone is no change of offset", async () => {
    const { ea, link } = await world.paired({}, {});
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await ea.setClockError(20_000);
    for (let i = 0; i < 8; i++) {
      await quote(ea);
      await pause(500);
    }
    expect(link.all("OffsetChanged")).toHaveLength(0);
  });
});
