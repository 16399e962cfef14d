import { expect, test } from "vitest";
import { HEARTBEAT, ModelLink } from "#test/fixtures/model-link.ts";

test("a link goes from connecting over authenticated to live, and to stale and lost when its EA falls silent", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  await model.clock.advance(500);
  const peer = model.peer(terminal.publicKey);
  await peer.hello(terminal.identity);
  await peer.next("Welcome");
  await peer.attach(terminal.identity);
  await peer.next("Attached");
  await peer.send("Heartbeat", { fields: HEARTBEAT });
  await model.clock.advance(1_100);
  const live = model.links.get(terminal.id);
  expect(live).toMatchObject({
    state: "live",
    accountId: "7001@Harbour-Demo",
    ea: { ok: true },
    broker: { ok: true, roundTripMs: 20 },
  });
  expect(live?.broker.ageMs).toBeGreaterThanOrEqual(400);
  await model.clock.advance(2_400);
  expect(model.links.get(terminal.id)?.reason).toMatch(/silent for 3\d{3} ms/);
  expect(model.links.get(terminal.id)?.ea).toMatchObject({ ok: false });
  await model.clock.advance(8_000);
  expect(model.states).toEqual(["connecting", "authenticated", "live", "stale", "lost"]);
  expect(model.links.get(terminal.id)?.reason).toBe("Connection lost: nothing was heard for 10 s.");
});

test("without the broker a link is stale, and says where to look", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  await peer.send("Heartbeat", { fields: { ...HEARTBEAT, brokerConnected: false } });
  await model.clock.advance(300);
  const link = model.links.get(terminal.id);
  expect(link?.state).toBe("stale");
  expect(link?.reason).toContain("no connection to the broker");
  expect(link?.broker.problem).toContain("lower right corner");
});

test("a terminal that never comes is warned of once, after three tries, and is waited for without end", async () => {
  const model = new ModelLink();
  const terminal = model.paired("Harbour");
  model.start();
  await model.clock.advance(6_000);
  expect(model.notice("LINK_NOT_CONNECTED")).toEqual([]);
  await model.clock.advance(2_000);
  expect(model.notice("LINK_NOT_CONNECTED").map(({ message }) => message)).toEqual([
    expect.stringContaining("Harbour has not connected after 3 tries"),
  ]);
  await model.clock.advance(24 * 3_600_000);
  expect(model.notice("LINK_NOT_CONNECTED")).toHaveLength(1);
  expect(model.links.get(terminal.id)?.triesSinceLive).toBeGreaterThan(2_000);
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  await model.clock.advance(300);
  expect(model.links.get(terminal.id)).toMatchObject({ state: "live", triesSinceLive: 0 });
});

test("several terminals are linked at once, each with its own account", async () => {
  const model = new ModelLink();
  const [one, two] = [model.paired("One"), model.paired("Two")];
  model.start();
  await model.peer(one.publicKey).open(one.identity, { login: 1n });
  await model.peer(two.publicKey).open(two.identity, { login: 2n });
  await model.clock.advance(300);
  expect([...model.links.values()].map(({ name, accountId, state }) => [name, accountId, state])).toEqual([
    ["One", "1@Harbour-Demo", "live"],
    ["Two", "2@Harbour-Demo", "live"],
  ]);
});

test("a second EA in one terminal is refused while the first lives, and let in once it is gone", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const first = model.peer(terminal.publicKey);
  await first.open(terminal.identity);
  const second = model.peer(terminal.publicKey);
  await second.hello(terminal.identity);
  await model.clock.advance(500);
  expect((await second.next("Refused")).fields.reason).toBe("duplicateRole");
  await first.send("Heartbeat", { fields: HEARTBEAT });
  await first.next("HeartbeatEcho");
  first.close();
  const third = model.peer(terminal.publicKey);
  await third.open(terminal.identity);
});

test("an EA that was killed and started again is let in at once", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  await model.peer(terminal.publicKey).open(terminal.identity);
  model.transport.cut();
  await model.peer(terminal.publicKey).open(terminal.identity);
  expect(model.refused("duplicateRole")).toBe(0);
});

test("after an account switch the same terminal has another account, and programs that speak for the old one start anew", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const ea = model.peer(terminal.publicKey);
  const service = model.peer(terminal.publicKey);
  await ea.open(terminal.identity, { login: 1n });
  await service.open(terminal.identity, { login: 1n, role: "historyService" });
  await ea.send("Bye", { fields: { reason: "account" } });
  const again = model.peer(terminal.publicKey);
  await again.open(terminal.identity, { login: 2n, server: "Other-Live" });
  expect((await service.next("Refused")).fields.reason).toBe("wrongAccount");
  await model.clock.advance(300);
  expect(model.links.get(terminal.id)).toMatchObject({ state: "live", accountId: "2@Other-Live" });
  expect(model.registry.seen.map(({ account }) => account.id)).toEqual([
    "1@Harbour-Demo",
    "1@Harbour-Demo",
    "2@Other-Live",
  ]);
});

test("a session whose data socket never comes is ended, with the reason", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.hello(terminal.identity);
  await peer.next("Welcome");
  for (let s = 0; s < 11; s++) {
    await peer.send("Heartbeat", { fields: HEARTBEAT });
    await model.clock.advance(1_000);
  }
  expect(model.links.get(terminal.id)?.reason).toBe("Connection lost: its data socket did not attach.");
});

test("a hole in the control socket's numbers ends the session; one in the data socket's is told to the services", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  let lost = 0;
  model.start();
  model.connector.listen({ framesLost: (_, count) => (lost += count) });
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  await peer.send("HistoryEnd", { fields: { request: 1, status: "complete", total: 0n, error: 0 } }, { seq: 5n });
  await model.clock.advance(1);
  expect(lost).toBe(3);
  await peer.send("Heartbeat", { fields: HEARTBEAT }, { seq: 9n });
  await model.clock.advance(1);
  expect(model.links.get(terminal.id)?.reason).toContain("frames of the control socket were lost");
});

test("renaming and removing a terminal that is not there says so", () => {
  const { connector } = new ModelLink().start();
  const nobody = "00000000000000000000000000000000" as never;
  expect(() => connector.rename(nobody, "x")).toThrow(expect.objectContaining({ code: "TERMINAL_NOT_FOUND" }));
  expect(() => connector.remove(nobody)).toThrow(expect.objectContaining({ code: "TERMINAL_NOT_FOUND" }));
  expect(() => connector.rotateKey(nobody)).toThrow(expect.objectContaining({ code: "TERMINAL_NOT_FOUND" }));
});

test("a ledger that cannot be written refuses nobody else: the fault is told and the frames go on", async () => {
  const model = new ModelLink();
  const [one, two] = [model.paired(), model.paired()];
  model.start();
  const seen = model.registry.accountSeen.bind(model.registry);
  model.registry.accountSeen = (terminal, account) => {
    if (terminal === one.id) throw new Error("the disk is full");
    seen(terminal, account);
  };
  await model.peer(one.publicKey).hello(one.identity);
  await model.clock.advance(1);
  expect(model.notice("LINK_FAULT")[0]?.message).toContain("the disk is full");
  await model.peer(two.publicKey).open(two.identity);
});
