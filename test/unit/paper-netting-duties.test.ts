import { join } from "node:path";
import { expect, test } from "vitest";
import { FileTradeMemory } from "#bridge/paper-terminal/peer/trading/trade-memory.ts";
import { FaultPlan } from "#bridge/paper-terminal/trade-server/faults/fault-plan.ts";
import type { PaperBridge } from "#test/fixtures/paper-bridge.ts";
import { command, netting, place, stateOf, trading } from "#test/fixtures/paper-orders.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { BLANK } from "#test/fixtures/trade-world.ts";

/** Lots of the one position of a netting account. */
const heldLots = (bridge: PaperBridge): readonly number[] => bridge.server.positions().map(({ volume }) => volume);

test("of a netting position a timed close takes its own order's lots, less what its session has closed of them", async () => {
  const bridge = await trading(netting());
  await place(bridge, { volume: 0.5 });
  const timed = command({ volume: 0.3, holdMs: 10_000 });
  bridge.send("TradeCommand", { fields: timed });
  await bridge.clock.advance(1);
  const position = stateOf(bridge, timed)?.position ?? 0n;
  const close = { kind: "sell", position, reduceOnly: true } as const;
  await place(bridge, { ...close, volume: 0.1, closesFor: timed.magic });
  await place(bridge, { ...close, volume: 0.05 });
  expect(heldLots(bridge)).toEqual([0.65]);
  await bridge.clock.advance(11_000);
  expect(heldLots(bridge)).toEqual([0.45]);
  await bridge.clock.advance(400_000);
  expect(heldLots(bridge)).toEqual([0.45]);
});

test("a timed close of a netting position whose answer is lost, or comes late, is not made twice; a refused one is", async () => {
  const bridge = await trading(netting());
  await place(bridge, { volume: 0.5 });
  await place(bridge, { volume: 0.3, holdMs: 10_000 });
  bridge.server.setFaults(
    FaultPlan.parse({
      requests: [
        { when: { nth: [1] }, fault: { kind: "reject", retcode: 10_021 } },
        { when: { nth: [2] }, fault: { kind: "late", ms: 30_000, as: "silent" } },
      ],
    }),
  );
  await bridge.clock.advance(20_000);
  expect(heldLots(bridge)).toEqual([0.8]);
  await bridge.clock.advance(30_000);
  expect(heldLots(bridge)).toEqual([0.5]);
  await bridge.clock.advance(400_000);
  expect(heldLots(bridge)).toEqual([0.5]);
});

test("a stranger who turns a netting position round ends its timed close", async () => {
  const bridge = await trading(netting());
  await place(bridge, { volume: 0.3, holdMs: 10_000 });
  bridge.server.act({ ...BLANK, kind: "sell", volume: 0.5 }, "client");
  await bridge.clock.advance(20_000);
  expect(bridge.server.positions()).toMatchObject([{ side: "sell", volume: 0.2 }]);
});

test("an order whose fill owes its close is never forgotten, however many came after it, nor what was closed of it", async () => {
  const path = join(temporaryFolder(), "trades");
  const bridge = await trading({ ...netting(), memory: new FileTradeMemory(path) });
  const timed = command({ volume: 0.3, holdMs: 10_000 });
  bridge.send("TradeCommand", { fields: timed });
  await bridge.clock.advance(1);
  const position = stateOf(bridge, timed)?.position ?? 0n;
  await place(bridge, { kind: "sell", position, reduceOnly: true, volume: 0.1, closesFor: timed.magic });
  for (let i = 0; i < 3; i++) await place(bridge);
  const again = new FileTradeMemory(path, 1);
  again.close();
  const last = new FileTradeMemory(path, 1);
  expect([...last.trades.values()].map(({ command: { volume } }) => volume)).toEqual([0.3, 0.1, 0.1]);
  last.close();
});
