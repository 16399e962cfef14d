import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { curveKeyPair } from "zeromq";
import type { ItemOf } from "#shared/link/frame.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { FeedTerminal } from "#test/fixtures/feed-terminal.ts";
import { LinkPeer, type PeerIdentity } from "#test/fixtures/link-peer.ts";
import { pairRequest } from "#test/fixtures/open-test-link.ts";
import type { PlainTick } from "#test/fixtures/plain-ticks.ts";
import { EURUSD } from "#test/fixtures/risk/risk-builders.ts";
import { until } from "#test/fixtures/rpc/serve.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { type WholeBridge, wholeBridge } from "#test/fixtures/whole-bridge.ts";
import { zmqDialer } from "#test/fixtures/zmq-dialer.ts";

/** A paired terminal against the whole bridge, its windows and its other terminals. */

const PAPER = "10001@Fairlead-Paper";
const THEIRS = "7001@Harbour-Demo";

interface Hostile {
  readonly bridge: WholeBridge;
  readonly dialer: ReturnType<typeof zmqDialer>;
  readonly identity: PeerIdentity;
}

async function paired(): Promise<Hostile> {
  const profile = temporaryFolder();
  const bridge = await wholeBridge(profile);
  const { client } = bridge;
  await client.links.openPairing({});
  const read = (): Record<string, string> =>
    Object.fromEntries(
      readFileSync(join(`${profile}-pairing`, "Fairlead", "pairing.txt"), "utf8")
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
  await until(() => read()["code"] !== undefined);
  const { control = "", data = "", code = "", "server-key": serverKey = "" } = read();
  const keys = curveKeyPair();
  const dialer = zmqDialer({ control, data, serverKey, keys });
  const peer = new LinkPeer(dialer);
  await peer.send("PairRequest", { fields: pairRequest(keys, code) });
  await peer.next("PairReply");
  const request = await new Promise<string>((resolve, reject) => {
    client.links.pairing.subscribe(
      {},
      { items: ([state]) => state?.requests[0] && resolve(state.requests[0].requestId), failed: reject },
    );
  });
  await client.links.confirmPairing({ requestId: request });
  const { fields } = await peer.next("PairReply");
  peer.close();
  return { bridge, dialer, identity: { terminal: fields.terminal, secret: fields.secret } };
}

const tick = (timeMs: number): PlainTick => ({ timeMs, bid: 1.1, ask: 1.2, flags: 6 });
const SPEC = EURUSD as ItemOf<"SymbolSpecs">;
const specs = (...items: ItemOf<"SymbolSpecs">[]) => ({ fields: { part: 0, parts: 1 }, items });

/** What a window holds of a `latest` stream, by key. */
function watched<T>(
  subscribe: (params: Record<string, never>, sink: { items: (items: readonly T[]) => void }) => unknown,
  keyOf: (item: T) => string,
): Map<string, T> {
  const held = new Map<string, T>();
  subscribe({}, { items: (items) => items.forEach((item) => held.set(keyOf(item), item)) });
  return held;
}

test("ticks a thousand years apart hold up nobody's charts", async () => {
  const { bridge, dialer, identity } = await paired();
  const { client } = bridge;
  const apart = [tick(86_400_000), tick(32_500_000_000_000)];
  const terminal = new FeedTerminal(dialer, identity, new Map([["EURUSD", apart]]));
  await terminal.start();
  await until(() => terminal.acks.length > 0);
  await terminal.peer.send("SymbolSpecs", specs(SPEC));
  const bars = async (account: string): Promise<number> => {
    const instrumentId = `${account}/EURUSD` as InstrumentId;
    return (await client.market.bars({ instrumentId, timeframe: "M5", limit: 50 })).count;
  };
  const known = watched(client.market.instruments.subscribe, ({ id }) => id);
  await until(() => known.has(`${THEIRS}/EURUSD`));
  expect(await bars(THEIRS)).toBe(2);
  expect(await bars(PAPER)).toBe(50);
  terminal.kill();
});

test("a specification that cannot be reaches neither window nor ledger, and is told; those beside it count", async () => {
  const { bridge, dialer, identity } = await paired();
  const { client } = bridge;
  const symbols = ["GOOD", "WIDE", "NAN", "FLAT", "BACK"];
  const terminal = new FeedTerminal(dialer, identity, new Map(symbols.map((symbol) => [symbol, [tick(1e12)]])));
  await terminal.start();
  await until(() => terminal.acks.length > 0);
  const known = watched(client.market.instruments.subscribe, ({ id }) => id);
  const told: string[] = [];
  client.events.log.subscribe({}, { items: (items) => void told.push(...items.map(({ code }) => code)) });
  await terminal.peer.send(
    "SymbolSpecs",
    specs(
      { ...SPEC, symbol: "WIDE", digits: 200 },
      { ...SPEC, symbol: "NAN", point: Number.NaN },
      { ...SPEC, symbol: "FLAT", contractSize: Number.POSITIVE_INFINITY },
      { ...SPEC, symbol: "BACK", point: -1 },
      { ...SPEC, symbol: "GOOD" },
    ),
  );
  await until(() => known.has(`${THEIRS}/GOOD`) && told.includes("SPEC_REFUSED"));
  expect([...known.keys()].filter((id) => id.startsWith(THEIRS))).toEqual([`${THEIRS}/GOOD`]);
  terminal.kill();
});

test("a terminal that claims another's account changes nothing of what that one tells", async () => {
  const { bridge, dialer, identity } = await paired();
  const { client } = bridge;
  const accounts = watched(client.accounts.state.subscribe, ({ id }) => id);
  const known = watched(client.market.instruments.subscribe, ({ id }) => id);
  await until(() => accounts.has(PAPER) && known.has(`${PAPER}/EURUSD`));
  const before = known.get(`${PAPER}/EURUSD`);
  const peer = new LinkPeer(dialer);
  await peer.open(identity, { login: 10_001n, server: "Fairlead-Paper", tradeMode: "real" });
  const figures = {
    login: 10_001n,
    server: "Fairlead-Paper",
    brokerMs: 1e12,
    balance: 1,
    credit: 0,
    profit: 0,
    equity: 1,
  };
  const rest = { margin: 0, marginFree: 1, marginLevel: 0, leverage: 1, tradeAllowed: true, expertAllowed: true };
  await peer.send("AccountSnapshot", { fields: { ...figures, ...rest, positions: 0, orders: 0 } });
  await peer.send("SymbolSpecs", specs({ ...SPEC, contractSize: 1, digits: 1 }, { ...SPEC, symbol: "MADE-UP" }));
  // A second session of the same terminal is answered after everything that was said before it.
  const seen: string[] = [];
  client.links.state.subscribe(
    {},
    { items: (items) => void seen.push(...items.map((link) => `${link.name} ${link.state}`)) },
  );
  await peer.send("Bye", { fields: { reason: "close" } });
  await until(() => seen.some((words) => /Harbour.* lost/.test(words)));
  expect(accounts.get(PAPER)).toMatchObject({
    nature: "paper",
    balance: { minor: expect.toSatisfy((it) => it > 100) },
  });
  expect(known.get(`${PAPER}/EURUSD`)).toEqual(before);
  expect(known.has(`${PAPER}/MADE-UP`)).toBe(false);
  peer.close();
});
