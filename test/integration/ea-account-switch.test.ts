import { afterEach, expect, test } from "vitest";
import { LOGIN, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
afterEach(() => room.close());

const positions = async () => (await room.server.ledger()).positions.length;
/** MT5 logs in to another account under the service, which lives on. */
const logIn = (login: number) => room.program("commandService").set({ account: { ACCOUNT_LOGIN: login } });
async function untilFlat(): Promise<void> {
  const deadline = Date.now() + 15_000;
  while ((await positions()) > 0) {
    if (Date.now() > deadline) throw new Error("positions are left");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
/** The service has gone through many rounds since. */
async function rounds(): Promise<void> {
  const service = room.program("commandService");
  for (let i = 0; i < 40; i++) {
    await service.command("ping");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

test("a flatten under way closes nothing of the account that MT5 is switched to, and goes on when it is back", async () => {
  room = await TradingRoom.open();
  await room.order();
  await room.server.faults({ requests: [{ when: { every: 1 }, fault: { kind: "reject", retcode: 10_018 } }] });
  const id = new Uint8Array(16).fill(3);
  room.link.send("Flatten", { id, bridgeEpoch: 5n, login: LOGIN, server: SERVER, scope: "account" });
  await room.link.next("FlattenState", ({ fields }) => fields.stage === "closing");
  // No bridge, so no new session: the service itself must see that the account is another.
  room.bridge.close();
  await logIn(777);
  await room.server.faults({});
  await rounds();
  await rounds();
  expect(await positions()).toBe(1);
  await logIn(Number(LOGIN));
  await untilFlat();
});

test("a timed close outlives a switch to another account and back", async () => {
  room = await TradingRoom.open();
  await room.order({ holdMs: 1_000 });
  await logIn(777);
  await rounds();
  await rounds();
  expect(await positions()).toBe(1);
  await logIn(Number(LOGIN));
  await untilFlat();
});
