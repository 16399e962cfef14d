import { expect, test } from "vitest";
import { retireOnce } from "#bridge/compose/tick-keeping.ts";
import type { StreamInventory } from "#bridge/store/market/inventory.ts";
import type { Retention } from "#bridge/store/market/lane-retirer.ts";
import { asUtcMs } from "#shared/market/brands.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const DAY = 86_400_000;
const held = (stream: number, instrument: string, bytes: number): StreamInventory => ({
  stream,
  instrument,
  bytes,
  point: 0.00001,
  digits: 5,
  ticks: 1_000_000,
  open: 0,
  blocks: 120,
  firstMs: 0,
  lastMs: 0,
});

test("each account's own limits decide what its instruments keep; without any, nothing is let go", async () => {
  const asked = new Map<number, Retention>();
  const store = {
    inventory: () =>
      Promise.resolve([
        held(1, "1@A/EURUSD", 9e6),
        held(2, "2@B/EURUSD", 9e6),
        held(3, "2@B/XAUUSD", 2e6),
        held(4, "3@C/X", 9e6),
      ]),
    retire: (stream: number, retention: Retention) => {
      asked.set(stream, retention);
      return Promise.resolve({ ticks: 100, bytes: 1 });
    },
  };
  const values: Readonly<Record<string, number>> = { "ticks.keepDays 1@A": 30, "ticks.megabytes 2@B": 5 };
  const settings = {
    value: (key: string, scope: { readonly account?: string } = {}) => values[`${key} ${scope.account}`] ?? 0,
  };
  const clock = new VirtualClock(1_758_499_200_000);
  const gone = await retireOnce({ store, settings: settings as never, clock });
  expect(gone).toBe(200);
  expect([...asked]).toEqual([
    [1, { beforeMs: asUtcMs(clock.utcMs() - 30 * DAY) }],
    [2, { mostBytes: 5_000_000 }],
  ]);
});
