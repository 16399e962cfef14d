import { expect, test } from "vitest";
import { StateLane } from "#bridge/cloud-link/state/state-lane.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const ACCOUNT = { server: "Demo", login: 7, link: "live", currency: "USD", digits: 2 } as const;
const account = (balanceMinor: number) => ({
  ...ACCOUNT,
  atMs: 1,
  balanceMinor,
  equityMinor: balanceMinor,
  marginMinor: 0,
  openPositions: 0,
});

function room() {
  const clock = new VirtualClock(0);
  const said: number[] = [];
  const state = { balance: 100, told: 0, answer: async (): Promise<unknown> => ({ ok: true, shed: false, waitMs: 0 }) };
  const lane = new StateLane(
    () => [account(state.balance)],
    clock,
    () => (state.told += 1),
  );
  lane.attach({
    ask: (_event, body) => {
      const { accounts } = body as { accounts: readonly { balanceMinor: number }[] };
      said.push(accounts[0]?.balanceMinor ?? 0);
      return state.answer();
    },
    ended: new Promise(() => {}),
    close: () => {},
  });
  return { clock, said, state, lane };
}

test("an account that does not change is told of again before the cloud takes its desktop for gone", async () => {
  const { clock, said } = room();
  await clock.advance(40_000);
  expect(said).toEqual([100]);
  await clock.advance(10_000);
  expect(said).toEqual([100, 100]);
  await clock.advance(600_000);
  expect(said.length).toBeGreaterThan(600_000 / 90_000);
});

test("a word that the cloud shed is said again, the newest one", async () => {
  const { clock, said, state } = room();
  await clock.advance(2_000);
  state.answer = async () => ({ ok: true, shed: true, waitMs: 500 });
  state.balance = 200;
  await clock.advance(1_000);
  state.answer = async () => ({ ok: true, shed: false, waitMs: 0 });
  state.balance = 300;
  await clock.advance(3_000);
  expect(said).toEqual([100, 200, 300]);
});

test("asked for once more it tells what has not changed, and says when the cloud has it, not when an earlier word was answered", async () => {
  const { clock, said, state, lane } = room();
  await clock.advance(2_000);
  let reply: (answer: unknown) => void = () => {};
  state.answer = () => new Promise((resolve) => (reply = resolve));
  state.balance = 200;
  await clock.advance(1_000);
  lane.again();
  state.answer = async () => ({ ok: true, shed: false, waitMs: 0 });
  reply({ ok: true, shed: false, waitMs: 0 });
  await clock.advance(0);
  expect([said, state.told]).toEqual([[100, 200], 0]);
  await clock.advance(1_000);
  expect([said, state.told]).toEqual([[100, 200, 200], 1]);
});
