import { expect, test } from "vitest";
import type { BridgeStatus } from "#renderer/bridge/bridge-status.ts";
import { hopReadings } from "#renderer/panels/strip/hop-readings.ts";
import { diagnose } from "#renderer/services/diagnose.ts";
import { staleSince } from "#renderer/services/freshness.ts";
import { marketNow } from "#renderer/services/market-clock.ts";
import type { LinkView, ReplayView } from "#renderer/services/services.ts";
import type { Link } from "#shared/contract/links.ts";
import type { TerminalId } from "#shared/market/brands.ts";

const LINK: Link = {
  terminalId: "0".repeat(32) as TerminalId,
  name: "Desk",
  kind: "mt5",
  state: "live",
  ea: { ok: true, ageMs: 100, roundTripMs: 8 },
  broker: { ok: true, ageMs: 300, roundTripMs: 40 },
  programVersion: "1",
  terminalBuild: 5200,
  reduceOnly: false,
  triesSinceLive: 0,
  ticksStored: 0,
  unackedFrames: 0,
  brokerMs: 1_000_000,
};
const view = (part: Partial<Link> = {}, heardMs = 10_000): LinkView => ({ link: { ...LINK, ...part }, heardMs });
const OPEN: BridgeStatus = {
  phase: "open",
  tries: 0,
  problem: undefined,
  downSinceMs: undefined,
  upSinceMs: 500,
  generation: 1,
};
const pulse = (heardMs: number | undefined, windowLagMs = 0) => ({
  heardMs,
  roundTripMs: 1,
  bridgeLagMs: 0,
  windowLagMs,
});
const at = (nowMs: number, link: LinkView | undefined = view(), status: BridgeStatus = OPEN, heardMs = nowMs - 100) =>
  diagnose({ status, pulse: pulse(heardMs), link, linksKnown: true, nowMs });

test("while every hop answers there is nothing to say, and what is on screen is fresh", () => {
  expect(at(10_500)).toBeUndefined();
  expect(staleSince(OPEN, pulse(10_400), view(), 10_500)).toBeUndefined();
});

test("a bridge that is gone is named within a second, with how long it has been gone", () => {
  const lost: BridgeStatus = { ...OPEN, phase: "connecting", tries: 3, downSinceMs: 20_000, upSinceMs: undefined };
  expect(at(20_250, view(), lost)).toMatchObject({ hop: "bridge", key: "problem.bridgeLost", ageMs: 250 });
  expect(staleSince(lost, pulse(19_900), view(), 20_250)).toBe(20_000);
});

test("a bridge that hangs without closing its connection is named within a second", () => {
  expect(at(20_950, view(), OPEN, 20_000)).toMatchObject({ hop: "bridge", key: "problem.bridgeSilent" });
  expect(staleSince(OPEN, pulse(20_000), view(), 20_950)).toBe(20_000);
});

test("a bridge that hangs before it has ever answered is named within a second of the connection", () => {
  const mute = { status: { ...OPEN, upSinceMs: 20_000 }, pulse: pulse(undefined) };
  expect(diagnose({ ...mute, link: view(), linksKnown: true, nowMs: 20_800 })).toBeUndefined();
  expect(staleSince(mute.status, mute.pulse, view(), 20_800)).toBeUndefined();
  const said = diagnose({ ...mute, link: view(), linksKnown: true, nowMs: 20_950 });
  expect(said).toMatchObject({ hop: "bridge", key: "problem.bridgeSilent", ageMs: 950 });
  expect(staleSince(mute.status, mute.pulse, view(), 20_950)).toBe(20_000);
  const { bridge, ea } = hopReadings(mute.status, mute.pulse, view(), 20_950);
  expect([bridge.ok, ea.ok]).toEqual([false, undefined]);
});

test("a bridge that comes back is not called silent for what its last connection left unanswered", () => {
  const back = { ...OPEN, upSinceMs: 30_000, generation: 2 };
  expect(at(30_200, view(), back, 20_000)).toBeUndefined();
  expect(staleSince(back, pulse(20_000), view(), 30_200)).toBeUndefined();
});

test("a first connection under way is no problem at once", () => {
  const first: BridgeStatus = {
    phase: "connecting",
    tries: 1,
    problem: undefined,
    downSinceMs: 0,
    upSinceMs: undefined,
    generation: 0,
  };
  expect(
    diagnose({ status: first, pulse: pulse(undefined), link: undefined, linksKnown: false, nowMs: 200 }),
  ).toBeUndefined();
  expect(
    diagnose({ status: first, pulse: pulse(undefined), link: undefined, linksKnown: false, nowMs: 900 }),
  ).toMatchObject({ key: "problem.connecting" });
});

test("a silent EA is named with its age, which goes on growing between reports", () => {
  const silent = view({ state: "stale", ea: { ok: false, ageMs: 12_000 } }, 10_000);
  expect(at(13_000, silent)).toMatchObject({
    hop: "ea",
    key: "problem.eaSilent",
    ageMs: 15_000,
    action: "show-terminals",
  });
  expect(staleSince(OPEN, pulse(12_900), silent, 13_000)).toBe(-2_000);
});

test("a lost broker is named, and the EA before it is not blamed", () => {
  const broken = view({ broker: { ok: false, ageMs: 8_000, problem: "No connection." } });
  expect(at(10_500, broken)).toMatchObject({ hop: "broker", key: "problem.brokerLost", words: "No connection." });
});

test("no terminal at all says how to get one, but only once the bridge has said so", () => {
  const asked = { status: OPEN, pulse: pulse(10_400), link: undefined, nowMs: 10_500 };
  expect(diagnose({ ...asked, linksKnown: false })).toBeUndefined();
  const none = diagnose({ ...asked, linksKnown: true });
  expect(none).toMatchObject({ key: "problem.noTerminal" });
});

test("what lies behind a broken hop is unknown, not good", () => {
  const { ea, broker } = hopReadings(
    OPEN,
    pulse(10_400),
    view({ state: "stale", ea: { ok: false, ageMs: 1 } }),
    10_500,
  );
  expect([ea.ok, broker.ok]).toEqual([false, undefined]);
  const down: BridgeStatus = { ...OPEN, phase: "connecting", downSinceMs: 10_000, upSinceMs: undefined };
  const behind = hopReadings(down, pulse(9_900), view(), 10_500);
  expect([behind.bridge.ok, behind.ea.ok, behind.broker.ok]).toEqual([false, undefined, undefined]);
});

test("the market's clock runs on between reports, with the replay's speed, and never past its end", () => {
  expect(marketNow(undefined, view(), 10_500)).toBe(1_000_500);
  expect(marketNow(undefined, view(), 60_000)).toBe(1_005_000);
  const replay = (part: Partial<ReplayView["replay"]>): ReplayView => ({
    heardMs: 0,
    replay: {
      loaded: true,
      files: [],
      playing: true,
      speed: 10,
      fromMs: 0,
      toMs: 4_000,
      nowMs: 1_000,
      finished: false,
      ...part,
    },
  });
  expect(marketNow(replay({}), view(), 200)).toBe(3_000);
  expect(marketNow(replay({}), view(), 2_000)).toBe(4_000);
  expect(marketNow(replay({ playing: false }), view(), 200)).toBe(1_000);
  expect(marketNow(replay({ loaded: false }), undefined, 200)).toBeUndefined();
});
