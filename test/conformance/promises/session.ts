import { expect, test } from "vitest";
import type { ConformanceRun } from "../link-conformance.ts";

export function sessionPromises(run: ConformanceRun): void {
  const { probe } = run;

  test("it says which account, in what currency, of which build", () => {
    const { account, role, reduceOnly } = probe.link;
    expect(role).toBe("ea");
    expect(reduceOnly).toBe(false);
    expect(account.id).toBe(`${account.login}@${account.server}`);
    expect(BigInt(account.login)).toBeGreaterThan(0n);
    expect(account.currency).toMatch(/^[A-Z]{3,}$/);
    expect(account.leverage).toBeGreaterThan(0);
    expect(Math.abs(probe.link.utcOffsetS) % 900).toBe(0);
    const [link] = run.link.connector.links().filter(({ state }) => state !== "removed");
    expect(link?.programVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("it sends heartbeats at the agreed pace, with both clocks", async () => {
    await probe.until(() => probe.frames("Heartbeat").length >= 5);
    const beats = probe.frames("Heartbeat").slice(0, 5);
    const sent = beats.map(({ fields }) => Number(fields.sentUs));
    expect(sent).toEqual(sent.toSorted((one, other) => one - other));
    const paceMs = ((sent[4] ?? 0) - (sent[0] ?? 0)) / 4_000;
    expect(paceMs).toBeGreaterThan(100);
    expect(paceMs).toBeLessThan(1_000);
    for (const { fields } of beats) {
      expect(Math.abs(fields.brokerMs - fields.utcMs - probe.link.utcOffsetS * 1_000)).toBeLessThan(2_000);
    }
  });

  test("it shows the account, its positions and its orders without being asked", async () => {
    const { fields } = await probe.next("AccountSnapshot");
    const { login, server } = probe.link.account;
    expect({ login: `${fields.login}`, server: fields.server }).toEqual({ login, server });
    expect(fields.equity).toBeCloseTo(fields.balance + fields.credit + fields.profit, 2);
    const positions = await probe.next("PositionsSnapshot");
    const orders = await probe.next("OrdersSnapshot");
    for (const { part, parts } of [positions.fields, orders.fields]) expect(part).toBeLessThan(parts);
    expect(fields.positions).toBe(probe.frames("PositionsSnapshot").at(-1)?.items.length);
  });

  test("it answers a command with the same id and payload", async () => {
    const payload = Uint8Array.from({ length: 32 }, (_, i) => i);
    await run.link.connector.ping(probe.link.terminal, payload);
    const pong = await probe.next("Pong", ({ fields }) => fields.payload[31] === 31);
    expect(pong.fields.payload).toEqual(payload);
  });

  test("it holds the lease it is given, and none of an older bridge", async () => {
    const { bridgeEpoch } = run.link.connector;
    const held = await probe.next("LeaseState", ({ fields }) => fields.status === "held");
    expect(held.fields.bridgeEpoch).toBe(bridgeEpoch);
    const { account } = probe.link;
    const older = { bridgeEpoch: bridgeEpoch - 1n, login: BigInt(account.login), server: account.server };
    probe.link.send("Lease", { fields: { ...older, renewal: 1n, ttlMs: 5_000, flattenOnLapse: false } });
    await run.link.connector.ping(probe.link.terminal);
    const states = probe.frames("LeaseState").map(({ fields }) => fields);
    const since = states.slice(states.findIndex(({ status }) => status === "held"));
    expect(since.map((state) => [state.bridgeEpoch, state.highestEpoch])).toEqual(
      since.map(() => [bridgeEpoch, bridgeEpoch]),
    );
  });
}
