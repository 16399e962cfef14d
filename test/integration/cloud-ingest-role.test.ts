import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";
import { pino } from "pino";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { DOOR_PATH, doorKey, IngestDoor } from "#cloud/ingest/ingest-door.ts";
import { RemoteUplink } from "#cloud/ingest/remote-uplink.ts";
import { LocalUplink } from "#cloud/ingest/uplink.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { connect, deal, openGateway, SyncDesktop } from "#test/fixtures/cloud/sync-desktop.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

/** A process of the role `ingest` alone, on the lab's database. */
async function openDoor(lab: CloudLab, port = 0): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  const node = await CloudLab.open(100_000, { CLOUD_ROLES: "ingest" }, undefined, lab.url);
  const door = new IngestDoor(node.parts, node.server.server, new LocalUplink(node.parts));
  await node.server.listen({ host: "127.0.0.1", port });
  const { port: taken } = node.server.server.address() as AddressInfo;
  const close = async () => {
    await door.close();
    await node.server.close();
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${taken}`, port: taken, close };
}

async function remote(lab: CloudLab, url: string, keys = lab.parts.keys): Promise<RemoteUplink> {
  const uplink = new RemoteUplink(url, { keys, log: pino({ level: "silent" }) });
  onTestFinished(() => uplink.close());
  return uplink;
}

const isUp = (uplink: RemoteUplink) =>
  uplink
    .hello({ tenantId: "x", userId: "x", deviceId: "x" }, {})
    .then(() => true)
    .catch((fault: Error) => fault.message.includes("deal with it"));

test("a gateway without the role ingest hands on to the process that has it: facts are kept before they are acknowledged, all lanes work", async () => {
  const lab = await CloudLab.open(100_000);
  const door = await openDoor(lab);
  const uplink = await remote(lab, door.url);
  await expect.poll(() => isUp(uplink)).toBe(true);
  const url = await openGateway(lab, 200, uplink);
  const person = await TestPerson.join(lab);
  const desk = new SyncDesktop(person, url);
  desk.record(...Array.from({ length: 70 }, (_, n) => deal(n + 1)));
  await desk.hello();
  expect(await desk.frame(1, 50)).toEqual({ ok: true, hwm: 50, credit: 4 });
  const count = async () => (await lab.sql<{ n: string }>("select count(*) n from ingest.events"))[0]?.n;
  expect(await count()).toBe("50");
  expect(await desk.frame(60, 5)).toMatchObject({ ok: false, code: "REHELLO" });
  expect(await desk.emit("sync:frame", { stream: "no" })).toMatchObject({ ok: false, code: "MALFORMED" });
  expect(await desk.emit("sync:state", { accounts: [] })).toMatchObject({ ok: true, shed: false });
  expect(await desk.emit("sync:state", { accounts: [] })).toMatchObject({ ok: true, shed: true });
  const data = Buffer.from("bytes of bars");
  const blob = { server: "S", symbol: "EURUSD", series: "M1", fromMs: 0, toMs: 1, count: 1, codec: "none", data };
  expect(await desk.emit("sync:blob", { ...blob, crc32: crc32(data) })).toMatchObject({ ok: true, shed: false });
  expect(await lab.sql("select data from ingest.blobs")).toEqual([{ data }]);

  // It dies, is away for a while, and comes back: the desktop is told, keeps what it has, and nothing is lost or doubled.
  await door.close();
  await expect.poll(() => isUp(uplink)).toBe(false);
  expect(await desk.frame(51, 20)).toMatchObject({ ok: false, code: "BUSY" });
  await openDoor(lab, door.port);
  await expect.poll(() => isUp(uplink)).toBe(true);
  desk.hwm = 50;
  await desk.drain();
  expect(await count()).toBe("70");
});

test("nobody gets in at the door without the operator's secret, a desktop's sign-in included, and what is not of it is refused", async () => {
  const lab = await CloudLab.open(100_000);
  const door = await openDoor(lab);
  const person = await TestPerson.join(lab);
  const knock = (auth: Record<string, unknown>) =>
    new Promise<string>((resolve) => {
      const socket = io(door.url, {
        path: DOOR_PATH,
        transports: ["websocket"],
        auth,
        reconnection: false,
        forceNew: true,
      });
      onTestFinished(() => void socket.disconnect());
      socket.once("connect", () => resolve("in"));
      socket.once("connect_error", ({ message }) => resolve(message));
    });
  const other = doorKey(new KeyRing(["y".repeat(64)]));
  for (const auth of [{}, { key: "" }, { key: other }, { key: person.token }, { key: [doorKey(lab.parts.keys)] }])
    expect(await knock(auth)).toBe("FORBIDDEN");
  expect(await knock({ key: doorKey(lab.parts.keys) })).toBe("in");
  await expect(connect(door.url, person.token, person.device)).rejects.toThrow();
  const uplink = await remote(lab, door.url, new KeyRing(["z".repeat(64)]));
  await expect(uplink.frame({ tenantId: "x", userId: "x", deviceId: "x" }, {})).rejects.toThrow("not connected");
});
