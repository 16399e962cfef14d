import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Bridge } from "#bridge/bridge-options.ts";
import { createBridge } from "#bridge/main.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import type { AccountPositions } from "#shared/contract/accounts.ts";
import { contract, type FairleadContract } from "#shared/contract/contract.ts";
import type { BridgeEvent } from "#shared/contract/events.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";
import type { DealView, FlattenView, IntentView, LatchesView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { connectClient, type RpcClient } from "#shared/rpc/client.ts";
import { memoryWires } from "#shared/rpc/wire-memory.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ACCOUNT = "10001@Fairlead-Paper" as AccountId;

/** A whole bridge with its paper terminal, and a window on it. */
class Terminal {
  readonly intents: IntentView[] = [];
  readonly deals: DealView[] = [];
  readonly events: BridgeEvent[] = [];
  positions: AccountPositions["positions"] = [];
  latches: LatchesView | null = null;
  flatten: FlattenView | null = null;
  readonly #rpc: RpcClient<FairleadContract>;
  readonly #bridge: Bridge;
  #open = true;

  private constructor(rpc: RpcClient<FairleadContract>, bridge: Bridge) {
    this.#rpc = rpc;
    this.#bridge = bridge;
    const { trading, accounts, events } = rpc.client;
    events.log.subscribe({}, { items: (items) => void this.events.push(...items) });
    accounts.positions.subscribe({}, { items: (items) => this.#positions(items) });
    trading.latches.subscribe({}, { items: (items) => void (this.latches = items.at(-1) ?? this.latches) });
    trading.flattening.subscribe({}, { items: (items) => void (this.flatten = items.at(-1) ?? this.flatten) });
    trading.intents.subscribe({}, { items: (items) => void this.intents.push(...items) });
    trading.deals.subscribe({}, { items: (items) => void this.deals.push(...items) });
  }

  static async start(profile = temporaryFolder()): Promise<Terminal> {
    const bridge = await createBridge({
      version: "0.1.0",
      profile,
      paper: "simulated",
      replay: [],
      speed: 1,
      linkPort: 0,
      pairingDir: temporaryFolder(),
      nativeShell: false,
      keychain: () => new MemorySecretStore(),
      checkOutputs: true,
    });
    const rpc = connectClient(contract, {
      dial: () => {
        const [mine, its] = memoryWires();
        bridge.attach(its);
        return Promise.resolve(mine);
      },
    });
    const terminal = new Terminal(rpc, bridge);
    onTestFinished(() => terminal.close());
    return terminal;
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#rpc.connection.close();
    await this.#bridge.close();
  }

  get trading(): RpcClient<FairleadContract>["client"]["trading"] {
    return this.#rpc.client.trading;
  }

  order(over: Partial<Extract<OrderInput, { action: "open" }>> = {}): OrderInput {
    return {
      action: "open",
      symbol: "EURUSD",
      kind: "buy",
      lots: "0.1",
      price: null,
      deviation: null,
      holdMs: null,
      stopLoss: null,
      takeProfit: null,
      ...over,
    };
  }

  /** What stands in the way of an order now; null = nothing. */
  async blocking(): Promise<string | null | undefined> {
    const preview = await this.trading.preview({ accountId: ACCOUNT, order: this.order() }).catch(() => null);
    return preview?.verdict?.blocking;
  }

  /** Until the account is there, its quotes are, and MT5's lease is held. */
  async ready(): Promise<void> {
    await expect.poll(() => this.blocking(), { timeout: 20_000 }).toBe(null);
  }

  place(
    over: Partial<Extract<OrderInput, { action: "open" }>> = {},
    id: string = randomUUID(),
  ): Promise<{ intent: IntentView }> {
    return this.trading.place({ accountId: ACCOUNT, intentId: id, order: this.order(over) });
  }

  #positions(items: readonly AccountPositions[]): void {
    this.positions = items.at(-1)?.positions ?? this.positions;
  }
}

test("with orders lost from intents.log it starts all the same, says so, and refuses what could add risk", async () => {
  const profile = temporaryFolder();
  mkdirSync(join(profile, "intents.log"));
  const terminal = await Terminal.start(profile);
  await terminal.ready();
  await expect.poll(() => terminal.events.map(({ code }) => code)).toContain("INTENTS_LOG_DAMAGED");
  await expect(terminal.place()).rejects.toMatchObject({
    code: "INTENTS_LOG_DAMAGED",
    details: { file: join(profile, "intents.log") },
  });
  await terminal.trading.latch({ accountId: null, verb: "flattenAll" });
  await expect.poll(() => terminal.flatten).toMatchObject({ stage: "flat" });
});

test("an order from a window is journalled, filled, shown, closed, and flattened with proof; a latch outlives the bridge", async () => {
  const profile = temporaryFolder();
  const terminal = await Terminal.start(profile);
  await terminal.ready();

  const id = randomUUID();
  const opened = await terminal.place({}, id);
  expect(opened.intent).toMatchObject({ state: "done", executedLots: 0.1, source: "ticket" });
  expect((await terminal.place({}, id.toUpperCase())).intent).toMatchObject({
    state: "done",
    order: opened.intent.order,
  });
  await expect(terminal.place({ lots: "0.2" }, id)).rejects.toMatchObject({ code: "INTENT_REUSED" });
  await expect.poll(() => terminal.positions.length).toBe(1);
  await expect.poll(() => terminal.deals.map(({ intentId, entry }) => [intentId, entry])).toEqual([[id, "in"]]);

  for (const lots of ["0,10,0", "1e9", "-1", "NaN", "0.015", "1.085,5"])
    await expect(terminal.place({ lots }), lots).rejects.toMatchObject({
      code: "ORDER_INVALID",
      details: { field: "lots" },
    });
  await expect(terminal.place({ symbol: "NOPE" })).rejects.toMatchObject({ code: "ORDER_INVALID" });

  const { intent: reversed } = await terminal.place({ kind: "sell", lots: "0.2" });
  expect(reversed.state).toBe("done");
  await terminal.trading.latch({ accountId: ACCOUNT, verb: "pauseEntries" });
  await expect(terminal.place()).rejects.toMatchObject({
    code: "RISK_BLOCKED",
    details: { rule: "latch.pauseEntries" },
  });
  await expect
    .poll(() => terminal.latches, { timeout: 5_000 })
    .toMatchObject({ confirmed: true, latches: [{ verb: "pauseEntries" }] });

  await terminal.trading.latch({ accountId: null, verb: "flattenAll" });
  await expect.poll(() => terminal.flatten, { timeout: 10_000 }).toMatchObject({ stage: "flat", positionsLeft: 0 });
  expect(terminal.flatten?.flatMs).toBeGreaterThan(terminal.flatten?.startedMs ?? Number.NaN);
  expect(terminal.flatten?.positions.every(({ closed }) => closed)).toBe(true);
  await expect.poll(() => terminal.positions).toEqual([]);
  const { deals } = await terminal.trading.history({ accountId: ACCOUNT, fromMs: 0, toMs: 9e12, limit: 100 });
  expect(deals.filter(({ entry }) => entry === "out")).toHaveLength(2);

  await terminal.close();
  const next = await Terminal.start(profile);
  await expect.poll(() => next.latches?.latches.map(({ verb }) => verb), { timeout: 10_000 }).toContain("flattenAll");
  await expect.poll(() => next.blocking(), { timeout: 20_000 }).toBe("latch.flattenAll");
  expect(next.intents.find(({ intentId }) => intentId === id)).toMatchObject({ state: "done" });
  for (const verb of ["flattenAll", "pauseEntries"] as const) {
    await next.trading.resetLatch({ accountId: null, verb });
    await next.trading.resetLatch({ accountId: ACCOUNT, verb });
  }
  await next.ready();
  await expect.poll(async () => (await next.place()).intent.state, { timeout: 10_000 }).toBe("done");
}, 60_000);
