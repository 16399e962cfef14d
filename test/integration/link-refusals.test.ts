import { afterEach, beforeEach, expect, test } from "vitest";
import { curveKeyPair, Dealer } from "zeromq";
import { LinkPeer, STRANGER } from "#test/fixtures/link-peer.ts";
import { pairRequest, TestLink, until } from "#test/fixtures/open-test-link.ts";
import { zmqDialer } from "#test/fixtures/zmq-dialer.ts";

let link: TestLink;
const peers: LinkPeer[] = [];
const peer = (...args: ConstructorParameters<typeof LinkPeer>): LinkPeer => {
  const made = new LinkPeer(...args);
  peers.push(made);
  return made;
};

beforeEach(async () => {
  link = await TestLink.open();
});
afterEach(async () => {
  for (const open of peers.splice(0)) open.close();
  await link.close();
});

/** Refused so often, and told: on the settings page in words, and in the event log. */
function expectCounted(reason: string, times: number): void {
  expect(link.refused(reason), reason).toBe(times);
  expect(words(reason)?.length ?? 0, reason).toBeGreaterThan(10);
  expect(
    link.notices.filter(({ code, details }) => code === "PEER_REFUSED" && details["reason"] === reason),
  ).toHaveLength(1);
}

const words = (reason: string): string | undefined =>
  link.connector.refusals().find((refusal) => refusal.reason === reason)?.words;

test("a program without a key gets nowhere, and the reason is counted in words", async () => {
  const dealer = new Dealer({ linger: 0 });
  dealer.connect(link.link.endpoints.control);
  // Which of the two ends hangs up first decides what the bridge gets to see.
  const reason = await until(() => ["noKey", "handshakeBroken"].find((name) => link.refused(name) > 0));
  expect(words(reason)).toContain("without encryption");
  expect(link.notices.find(({ details }) => details["reason"] === reason)?.code).toBe("PEER_REFUSED");
  dealer.close();
});

test("a program that does not know this bridge's key gets nowhere", async () => {
  const other = curveKeyPair();
  peer(zmqDialer({ ...link.link.endpoints, serverKey: other.publicKey, keys: curveKeyPair() }));
  await until(() => link.refused("wrongServerKey") > 0);
  expectCounted("wrongServerKey", link.refused("wrongServerKey"));
});

test("an unknown key is refused while pairing is closed, and may only ask to be paired while it is open", async () => {
  peer(link.dialer());
  await until(() => link.refused("unknownKey") > 0);
  expectCounted("unknownKey", link.refused("unknownKey"));
  await link.openPairing();
  const stranger = peer(link.dialer());
  await stranger.hello(STRANGER);
  expect((await stranger.next("Refused")).fields.reason).toBe("unknownTerminal");
  await stranger.attach(STRANGER);
  expect((await stranger.next("Refused")).fields.reason).toBe("unknownTerminal");
  await stranger.send("Bye", { fields: { reason: "close" } });
  expect((await stranger.next("Refused")).fields.reason).toBe("helloRequired");
});

test("a wrong pairing code is refused with words the EA can show", async () => {
  await link.openPairing();
  const keys = curveKeyPair();
  const asking = peer(link.dialer(keys));
  await asking.send("PairRequest", { fields: pairRequest(keys, "WRONG-WRONG-WRONG-WRONG-WRONG") });
  const reply = await asking.next("PairReply");
  expect(reply.fields).toMatchObject({ status: "refused", reason: 3 });
  expect(reply.fields.message).toContain("wrong");
  expect(reply.fields.secret.every((byte) => byte === 0)).toBe(true);
  expectCounted("pairingCodeWrong", 1);
});

test("a pairing code that was used pairs nobody else", async () => {
  const code = await link.openPairing();
  const first = curveKeyPair();
  const second = curveKeyPair();
  const [one, two] = [peer(link.dialer(first)), peer(link.dialer(second))];
  await one.send("PairRequest", { fields: pairRequest(first, code) });
  await two.send("PairRequest", { fields: pairRequest(second, code) });
  await one.next("PairReply");
  await two.next("PairReply");
  const requests = link.pairing?.requests ?? [];
  expect(requests.map(({ keyHint }) => keyHint).toSorted()).toEqual(
    [first, second].map((k) => k.publicKey.slice(0, 8)).toSorted(),
  );
  const mine = requests.find(({ keyHint }) => keyHint === first.publicKey.slice(0, 8));
  link.connector.pairing.confirm(mine?.requestId ?? "");
  expect((await one.next("PairReply")).fields.status).toBe("confirmed");
  expect((await two.next("PairReply")).fields).toMatchObject({ status: "refused", reason: 5 });
  await two.send("PairRequest", { fields: pairRequest(second, code) });
  expect((await two.next("PairReply")).fields).toMatchObject({ status: "refused", reason: 5 });
  expectCounted("pairingCodeUsed", 2);
  await until(() => link.pairingFile()["code"] === undefined);
});

test("an expired pairing code is refused as expired, and the file no longer shows it", async () => {
  await link.close();
  link = await TestLink.open({ settings: { pairingMs: 300 } });
  const code = await link.openPairing();
  const keys = curveKeyPair();
  const late = peer(link.dialer(keys));
  await late.raw("control", new Uint8Array(1));
  await until(() => link.pairing?.open === false);
  await late.send("PairRequest", { fields: pairRequest(keys, code) });
  expect((await late.next("PairReply")).fields).toMatchObject({ status: "refused", reason: 4 });
  expectCounted("pairingCodeExpired", 1);
  await until(() => link.pairingFile()["code"] === undefined);
});

test("a program cannot be paired under a public key that is not its connection's", async () => {
  const code = await link.openPairing();
  const liar = peer(link.dialer());
  await liar.send("PairRequest", { fields: pairRequest(curveKeyPair(), code) });
  expect((await liar.next("PairReply")).fields).toMatchObject({ status: "refused", reason: 8 });
  expectCounted("wrongKey", 1);
});

test("a paired terminal cannot speak as another: not with its id, not with its secret, not in its session", async () => {
  const victim = await link.pair();
  const thief = await link.pair();
  const owner = peer(link.dialer(victim.keys));
  await owner.open(victim.identity);

  const wrongSecret = peer(link.dialer(thief.keys));
  await wrongSecret.hello({ terminal: victim.identity.terminal, secret: thief.identity.secret });
  expect((await wrongSecret.next("Refused")).fields.reason).toBe("wrongSecret");

  const sameSession = peer(link.dialer(thief.keys), owner.session);
  await sameSession.hello(thief.identity);
  expect((await sameSession.next("Refused")).fields.reason).toBe("wrongSession");

  const stolenSecret = peer(link.dialer(thief.keys));
  await stolenSecret.hello(victim.identity);
  expect((await stolenSecret.next("Refused")).fields.reason).toBe("wrongKey");
  expect(link.notices.some(({ code }) => code === "LINK_SECRET_MISUSED")).toBe(true);
  for (const reason of ["wrongSecret", "wrongSession", "wrongKey"]) expectCounted(reason, 1);
});

test("a terminal's own session goes on while others try their luck with it", async () => {
  const victim = await link.pair();
  const thief = await link.pair();
  const owner = peer(link.dialer(victim.keys));
  await owner.open(victim.identity);
  const other = peer(link.dialer(thief.keys));
  await other.open(thief.identity, { login: 7_002n });
  await other.send("Bye", { fields: { reason: "close" } }, { session: owner.session });
  expect((await other.next("Refused")).fields.reason).toBe("wrongSession");
  expectCounted("wrongSession", 1);
  await owner.send("Heartbeat", { fields: heartbeat });
  await owner.next("HeartbeatEcho");
});

test("a removed terminal is cut at once, and its key is refused from then on", async () => {
  const paired = await link.pair();
  const owner = peer(link.dialer(paired.keys));
  await owner.open(paired.identity);
  link.connector.remove(paired.id);
  expect((await owner.next("Refused")).fields.reason).toBe("terminalRemoved");
  await owner.send("Heartbeat", { fields: heartbeat });
  expect((await owner.next("Refused")).fields.reason).toBe("helloRequired");
  await owner.hello(paired.identity);
  expect((await owner.next("Refused")).fields.reason).toBe("terminalRemoved");
  const before = link.refused("terminalRemoved");
  expectCounted("terminalRemoved", 2);
  peer(link.dialer(paired.keys));
  await until(() => link.refused("terminalRemoved") > before);
  expect(link.links.get(paired.id)?.state).toBe("removed");
});

test("an EA of another protocol version may reduce risk only, and is told why", async () => {
  const paired = await link.pair();
  const future = peer(link.dialer(paired.keys));
  await future.hello(paired.identity, { protocolMin: 2, protocolMax: 3 }, { protocol: 2 });
  expect((await future.next("Welcome")).fields.reduceOnly).toBe(true);
  expectCounted("protocolVersion", 1);
  await future.attach(paired.identity);
  expect((await future.next("Refused")).fields.reason).toBe("protocolVersion");
  const state = link.connector.links().find(({ terminalId }) => terminalId === paired.id);
  expect(state?.reduceOnly).toBe(true);
  expect(state?.reason).toContain("versions");
});

test("a message of more parts than one has no effect, and is counted as one", async () => {
  await link.openPairing();
  const { publicKey, secretKey } = curveKeyPair();
  const key = { curveServerKey: link.link.serverKey, curvePublicKey: publicKey, curveSecretKey: secretKey };
  const [control, data] = [new Dealer({ ...key, linger: 0 }), new Dealer({ ...key, linger: 0 })];
  try {
    control.connect(link.link.endpoints.control);
    data.connect(link.link.endpoints.data);
    const frame = new Uint8Array(1);
    await control.send([frame, frame]);
    await until(() => link.refused("malformedFrame") === 1);
    await data.send([frame, frame, frame]);
    await until(() => link.refused("malformedFrame") >= 2);
    await data.send(frame);
    await until(() => link.refused("malformedFrame") >= 3);
    expectCounted("malformedFrame", 3);
  } finally {
    control.close();
    data.close();
  }
});

const heartbeat = {
  sentUs: 1n,
  brokerMs: 1_700_000_000_000,
  utcMs: 1_699_992_800_000,
  lastQuoteMs: 0,
  brokerConnected: true,
  algoTradingAllowed: true,
  brokerPingUs: 20_000,
  worstLoopMs: 3,
  unacked: 0,
};
