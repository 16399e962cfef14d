import { describe, expect, test } from "vitest";
import { TradeDesk } from "#bridge/metatrader-connector/trade-desk.ts";
import type { TradeGatewayListener } from "#bridge/ports/trade-gateway.ts";
import { tradeCommand } from "#bridge/trading/executor/trade-command.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { LinkPeer } from "#test/fixtures/link-peer.ts";
import { HEARTBEAT, ModelLink, type ModelTerminal } from "#test/fixtures/model-link.ts";
import { deal, draft } from "#test/fixtures/trading/records.ts";

const ACCOUNT = "7001@Harbour-Demo" as AccountId;

class Desk {
  readonly model = new ModelLink();
  readonly told: string[] = [];
  readonly sets: { deals: number; connectedForMs: number }[] = [];
  readonly first: ModelTerminal;
  readonly second: ModelTerminal;
  readonly desk: TradeDesk;

  constructor() {
    this.first = this.model.paired("Harbour");
    this.second = this.model.paired("Quay");
    this.model.start();
    this.desk = new TradeDesk(this.model.connector.bridgeEpoch);
    const listener: TradeGatewayListener = {
      programMet: (account) => this.told.push(`met ${account}`),
      ownerReady: (account, { role }) => this.told.push(`owner ${role} of ${account}`),
      ownerLost: (account) => this.told.push(`lost ${account}`),
      deals: (_, { connectedForMs }, deals) => this.sets.push({ deals: deals.length, connectedForMs }),
    };
    this.desk.listen(listener);
    this.model.connector.listen(this.desk);
  }

  async opens(terminal: ModelTerminal, over: Partial<FieldsOf<"Hello">> = {}): Promise<LinkPeer> {
    const peer = this.model.peer(terminal.publicKey);
    await peer.open(terminal.identity, over);
    return peer;
  }

  command(): void {
    const { magic, ...wish } = { ...draft(1, this.model.clock.utcMs()), magic: 42n };
    this.desk.command(ACCOUNT, tradeCommand({ ...wish, magic }, undefined, 0n));
  }
}

const takes = async (peer: LinkPeer): Promise<bigint> => {
  const { fields } = await peer.next("TradeOwner");
  expect(fields.owner).toBe(true);
  await peer.send("TradeOwnerTaken", { fields: { fence: fields.fence, highestFence: fields.fence, owner: true } });
  return fields.fence;
};

describe("who may trade", () => {
  test("no terminal that was removed meanwhile: its account's next order is refused at once, and it hears nothing more", async () => {
    const desk = new Desk();
    const ea = await desk.opens(desk.first);
    await takes(ea);
    await desk.model.clock.advance(1);
    desk.command();
    await ea.next("TradeCommand");
    desk.model.connector.remove(desk.first.id);
    expect(desk.told.at(-1)).toBe(`lost ${ACCOUNT}`);
    expect(desk.desk.owner(ACCOUNT)).toBeNull();
    expect(() => desk.command()).toThrowError(expect.objectContaining({ code: "LINK_DOWN" }));
    await desk.model.clock.advance(2_000);
    // The first one was taken from what it heard.
    expect(ea.heard.filter(({ frame }) => frame.name === "TradeCommand")).toEqual([]);
    expect(ea.heard.at(-1)?.frame).toMatchObject({ name: "Refused", fields: { reason: "terminalRemoved" } });
  });

  test("nobody before a program has confirmed its fence: an order is refused and nothing is sent", async () => {
    const desk = new Desk();
    const ea = await desk.opens(desk.first);
    await ea.next("TradeOwner");
    expect(() => desk.command()).toThrowError(expect.objectContaining({ code: "LINK_DOWN" }));
    expect(ea.heard.some(({ frame }) => frame.name === "TradeCommand")).toBe(false);
  });

  test("the command service rather than the EA, by a higher fence, and the EA again when the service is gone", async () => {
    const desk = new Desk();
    const ea = await desk.opens(desk.first);
    const low = await takes(ea);
    await desk.model.clock.advance(1);
    const service = await desk.opens(desk.first, { role: "commandService" });
    const high = await takes(service);
    await desk.model.clock.advance(1);
    expect(high).toBeGreaterThan(low);
    expect((await ea.next("TradeOwner")).fields).toMatchObject({ owner: false, fence: high });
    desk.command();
    expect((await service.next("TradeCommand")).fields).toMatchObject({
      fence: high,
      login: 7_001n,
      server: "Harbour-Demo",
    });
    service.close();
    const again = await takes(ea);
    await desk.model.clock.advance(1);
    expect(again).toBeGreaterThan(high);
    expect(desk.told).toEqual([
      `met ${ACCOUNT}`,
      `owner ea of ${ACCOUNT}`,
      `met ${ACCOUNT}`,
      `owner commandService of ${ACCOUNT}`,
      `lost ${ACCOUNT}`,
      `owner ea of ${ACCOUNT}`,
    ]);
  });

  test("a command service, which has no data socket, goes on trading for longer than a program may lack one", async () => {
    const desk = new Desk();
    const service = await desk.opens(desk.first, { role: "commandService" });
    await takes(service);
    for (let s = 0; s < 30; s += 1) {
      await desk.model.clock.advance(1_000);
      await service.send("Heartbeat", { fields: HEARTBEAT });
    }
    expect(desk.desk.owner(ACCOUNT)?.role).toBe("commandService");
    expect(desk.told).not.toContain(`lost ${ACCOUNT}`);
  });

  test("one terminal of two with the same login; the other gets its turn when the first has left", async () => {
    const desk = new Desk();
    const one = await desk.opens(desk.first);
    await takes(one);
    const two = await desk.opens(desk.second);
    await desk.model.clock.advance(10);
    expect(two.heard.some(({ frame }) => frame.name === "TradeOwner")).toBe(false);
    one.close();
    await takes(two);
    await desk.model.clock.advance(1);
    desk.command();
    await two.next("TradeCommand");
  });

  test("a program that knows a higher fence is asked again above it", async () => {
    const desk = new Desk();
    const ea = await desk.opens(desk.first);
    const { fields } = await ea.next("TradeOwner");
    const highestFence = fields.fence + 1_000n;
    await ea.send("TradeOwnerTaken", { fields: { fence: fields.fence, highestFence, owner: false } });
    expect((await ea.next("TradeOwner")).fields.fence).toBeGreaterThan(highestFence);
  });

  test("a later bridge's fence is above every fence of this one", async () => {
    const desk = new Desk();
    const ea = await desk.opens(desk.first);
    const { fields } = await ea.next("TradeOwner");
    expect(fields.fence >> 20n).toBe(desk.model.connector.bridgeEpoch);
  });
});

test("an account switch under way: an order for the account that is left goes nowhere", async () => {
  const desk = new Desk();
  const ea = await desk.opens(desk.first);
  await takes(ea);
  await desk.model.clock.advance(1);
  const after = await desk.opens(desk.first, { login: 8_002n, role: "commandService" });
  await takes(after);
  await desk.model.clock.advance(1);
  expect(() => desk.command()).toThrowError(expect.objectContaining({ code: "LINK_DOWN" }));
  expect(after.heard.some(({ frame }) => frame.name === "TradeCommand")).toBe(false);
  expect(ea.heard.some(({ frame }) => frame.name === "TradeCommand")).toBe(false);
  expect(desk.told).toContain(`lost ${ACCOUNT}`);
});

test("an order that fits no frame is refused by name, and the session goes on", async () => {
  const desk = new Desk();
  const ea = await desk.opens(desk.first);
  await takes(ea);
  await desk.model.clock.advance(1);
  const wish = { ...draft(1, desk.model.clock.utcMs()), magic: 42n };
  const request = { ...wish.request, symbol: "S".repeat(80) };
  expect(() => desk.desk.command(ACCOUNT, tradeCommand({ ...wish, request }, undefined, 0n))).toThrowError(
    expect.objectContaining({ code: "BAD_REQUEST" }),
  );
  desk.command();
  const { header } = await ea.next("TradeCommand");
  // Welcome, TradeOwner, TradeCommand: the one that could not be packed took no number.
  expect(Number(header.seq)).toBe(3);
});

test("a set of deals is handed on whole, with the most cautious of its parts' words, or not at all", async () => {
  const desk = new Desk();
  const ea = await desk.opens(desk.first);
  const head = { id: 3n, parts: 2, fromMs: 1, toMs: 9, brokerMs: 9 };
  await ea.send("TradeDeals", { fields: { ...head, part: 1, connectedForMs: 50 }, items: [deal({ ticket: 2n })] });
  await desk.model.clock.advance(1);
  expect(desk.sets).toEqual([]);
  await ea.send("TradeDeals", { fields: { ...head, part: 0, connectedForMs: 70 }, items: [deal({ ticket: 1n })] });
  await desk.model.clock.advance(1);
  expect(desk.sets).toEqual([{ deals: 2, connectedForMs: 50 }]);
  await ea.send("TradeDeals", { fields: { ...head, id: 4n, part: 7, connectedForMs: 1 }, items: [] });
  await desk.model.clock.advance(1);
  expect(desk.sets).toHaveLength(1);
});
