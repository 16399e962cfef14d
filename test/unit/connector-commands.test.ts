import { expect, test } from "vitest";
import { BRIDGE_MESSAGES } from "#bridge/ports/terminal-link.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import { HEARTBEAT, ModelLink } from "#test/fixtures/model-link.ts";

async function linked(role: "ea" | "commandService" = "ea") {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity, { role });
  return { model, terminal, peer };
}

test("a command to a terminal that is not there is refused before anything is sent", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  await expect(model.connector.ping(terminal.id)).rejects.toMatchObject({ code: "LINK_DOWN" });
});

test("a command that gets no answer in time has an unknown outcome, and is not sent again", async () => {
  const { model, terminal, peer } = await linked();
  const outcome = model.connector.ping(terminal.id, new Uint8Array(32).fill(7)).catch((error: unknown) => error);
  await peer.next("Ping", 1_000);
  for (let s = 0; s < 6; s++) {
    await peer.send("Heartbeat", { fields: HEARTBEAT });
    await model.clock.advance(1_000);
  }
  expect(await outcome).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  const mine = peer.heard.filter(({ frame }) => frame.name === "Ping" && frame.fields.payload[0] === 7);
  expect(mine).toEqual([]);
});

test("a command under way when the link breaks has an unknown outcome at once", async () => {
  const { model, terminal, peer } = await linked();
  const outcome = model.connector.ping(terminal.id).catch((error: unknown) => error);
  await peer.next("Ping");
  peer.close();
  expect(await outcome).toMatchObject({
    code: "OUTCOME_UNKNOWN",
    message: expect.stringContaining("closed the connection"),
  });
});

test("an answer from another session does not settle a command", async () => {
  const { model, terminal, peer } = await linked();
  const outcome = model.connector.ping(terminal.id).then(
    () => "answered",
    () => "unknown",
  );
  const { fields } = await peer.next("Ping");
  peer.close();
  const again = model.peer(terminal.publicKey);
  await again.open(terminal.identity);
  await again.send("Pong", { fields });
  expect(await outcome).toBe("unknown");
});

test("commands go to the command service where there is one", async () => {
  const { model, terminal, peer } = await linked();
  const service = model.peer(terminal.publicKey);
  await service.open(terminal.identity, { role: "commandService" });
  const outcome = model.connector.ping(terminal.id);
  const { fields } = await service.next("Ping");
  await service.send("Pong", { fields });
  await outcome;
  expect(peer.heard.some(({ frame }) => frame.name === "Ping")).toBe(false);
});

test("the lease is renewed every second with rising numbers, and not at all while nobody watches the account", async () => {
  const { model, peer } = await linked();
  for (let s = 0; s < 3; s++) {
    await peer.send("Heartbeat", { fields: HEARTBEAT });
    await model.clock.advance(1_000);
  }
  const leases = peer.heard.flatMap(({ frame }) => (frame.name === "Lease" ? [frame.fields] : []));
  expect(leases.map(({ renewal, bridgeEpoch }) => [renewal, bridgeEpoch])).toEqual([
    [1n, 1n],
    [2n, 1n],
    [3n, 1n],
  ]);
  expect(leases[0]).toMatchObject({ login: 7_001n, server: "Harbour-Demo", ttlMs: 5_000 });
  model.terms = null;
  await peer.send("Heartbeat", { fields: HEARTBEAT });
  await model.clock.advance(2_000);
  expect(peer.heard.filter(({ frame }) => frame.name === "Lease")).toHaveLength(3);
});

test("a program that connects again hears of its lease under numbers above those it knows: lower ones it ignores", async () => {
  const { model, terminal, peer } = await linked();
  for (let s = 0; s < 3; s++) {
    await peer.send("Heartbeat", { fields: HEARTBEAT });
    await model.clock.advance(1_000);
  }
  peer.close();
  const again = model.peer(terminal.publicKey);
  await again.open(terminal.identity);
  await model.clock.advance(1_000);
  expect((await again.next("Lease")).fields.renewal).toBeGreaterThan(3n);
});

test("of two terminals with the same login only the first gets the lease", async () => {
  const model = new ModelLink();
  const [one, two] = [model.paired(), model.paired()];
  model.start();
  const first = model.peer(one.publicKey);
  const second = model.peer(two.publicKey);
  await first.open(one.identity);
  await second.open(two.identity);
  await model.clock.advance(2_000);
  const leases = (peer: typeof first): number => peer.heard.filter(({ frame }) => frame.name === "Lease").length;
  expect([leases(first), leases(second)]).toEqual([2, 0]);
});

test("the bridge epoch grows with every start", () => {
  const model = new ModelLink();
  const epochs = Array.from({ length: 3 }, () => model.start().connector.bridgeEpoch);
  expect(epochs).toEqual([1n, 2n, 3n]);
});

test("the list of messages that the bridge sends is the schema's", () => {
  const sent = Object.values(MESSAGES)
    .filter(({ from }) => from === "bridge")
    .map(({ name }) => name);
  expect([...BRIDGE_MESSAGES].toSorted()).toEqual(sent.toSorted());
});
