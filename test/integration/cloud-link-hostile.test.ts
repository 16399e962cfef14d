import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Account, AccountPositions } from "#shared/contract/accounts.ts";
import type { Link } from "#shared/contract/links.ts";
import { NO_LIMITS } from "#shared/trading/presets/no-limits.ts";
import { bridgeAt } from "#test/fixtures/cloud/bridge-at.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { HostileGateway } from "#test/fixtures/cloud/hostile-gateway.ts";
import { PASSWORD, TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const until = (fits: () => boolean): Promise<void> =>
  expect
    .poll(fits, { timeout: 60_000, interval: 20 })
    .toBe(true)
    .then(() => undefined);

/** A user's bridge with its paper account, signed in to a cloud that has been taken over. */
async function takenOver() {
  const lab = await CloudLab.open();
  const cloud = await HostileGateway.open(lab);
  await TestPerson.join(lab, "victim@example.com");
  const profile = temporaryFolder();
  const desk = await bridgeAt(cloud.url, profile);
  const accounts: Account[] = [];
  const held: AccountPositions[] = [];
  const links: Link[] = [];
  desk.client.links.state.subscribe({}, { items: (items: readonly Link[]) => void links.push(...items) });
  desk.client.accounts.state.subscribe({}, { items: (items: readonly Account[]) => void accounts.push(...items) });
  desk.client.accounts.positions.subscribe(
    {},
    { items: (items: readonly AccountPositions[]) => void held.push(...items) },
  );
  await desk.client.cloud.signIn({ email: "victim@example.com", password: PASSWORD });
  await until(
    () => cloud.connected && accounts.length > 0 && held.length > 0 && desk.view()?.sync.phase === "connected",
  );
  // Without quotes every order is refused, whoever wishes it.
  await until(() => links.some(({ state, ticksStored }) => state === "live" && ticksStored > 100));
  const account = accounts[0] as Account;
  const place = { server: account.server, login: Number(account.login) };
  const buy = (lots: number) => ({
    ...place,
    args: { asset: "EURUSD", direction: "buy", amount: lots, stop_loss: null, take_profit: null, duration_s: null },
  });
  const allow = (name: "reduce" | "trade", value: boolean) => desk.client.settings.set({ key: `cloud.${name}`, value });
  return { ...desk, cloud, account, place, buy, allow, positions: () => held.at(-1)?.positions.length ?? 0, profile };
}

test("a hostile cloud cannot trade with the switch off, not past the limits with it on, not twice, and not past a command's time", async () => {
  const { client, cloud, account, place, buy, allow, positions, view } = await takenOver();
  expect(await cloud.demand("trade.manual", buy(0.1))).toMatchObject({ ok: false, code: "SWITCH_OFF" });
  expect(await cloud.demand("account.flatten", place)).toMatchObject({ ok: false, code: "SWITCH_OFF" });
  const advised: { source: string; payload: string }[] = [];
  client.signals.log.subscribe({}, { items: (items) => void advised.push(...items.map(({ signal }) => signal)) });
  cloud.advise("while the switch is off");
  // The lesser switch does not open the greater door.
  await allow("reduce", true);
  expect(await cloud.demand("trade.manual", buy(0.1))).toMatchObject({ ok: false, code: "SWITCH_OFF" });
  await allow("trade", true);
  cloud.advise("with the switch on");
  await until(() => advised.length > 0);
  // It reached no session before, and passes for no source of this computer's own now.
  expect(advised).toMatchObject([{ source: "cloud:manual", payload: "with the switch on" }]);

  const presets = await client.risk.presets({ accountId: account.id });
  const open = presets.find(({ id }) => id === "custom")?.limits;
  if (open === undefined) throw new Error("There is no preset to start from.");
  const limits = {
    ...NO_LIMITS,
    name: "Mine",
    initialBalance: open.initialBalance,
    orderLots: { lots: 0.2, source: null },
  };
  await client.risk.setLimits({ accountId: account.id, limits });
  const refusal = async (): Promise<string> => {
    const answer = await cloud.demand("trade.manual", buy(5));
    return answer.ok ? "placed" : `${answer.code} ${answer.detail}`;
  };
  // Just after the start the lease is not held yet, and says so first.
  await expect.poll(refusal).toMatch(/^REFUSED .*RISK_BLOCKED: limit\.orderLots/);
  expect(positions()).toBe(0);

  const now = Date.now();
  const late = { ...buy(0.1), issuedMs: now - 40_000, expiresMs: now - 10_000 };
  expect(await cloud.demand("trade.manual", late)).toMatchObject({ ok: false, code: "EXPIRED" });
  // A life of its own making is no longer than ours, and a date from the future is not believed.
  const long = { ...buy(0.1), issuedMs: now, expiresMs: now + 3_600_000 };
  expect(await cloud.demand("trade.manual", long)).toMatchObject({ ok: false, code: "EXPIRED" });
  const future = { ...buy(0.1), issuedMs: now + 3_600_000, expiresMs: now + 3_610_000 };
  expect(await cloud.demand("trade.manual", future)).toMatchObject({ ok: false, code: "EXPIRED" });

  const id = randomUUID();
  const wish = { ...buy(0.1), id, issuedMs: Date.now(), expiresMs: Date.now() + 30_000 };
  const first = await cloud.demand("trade.manual", wish);
  expect(first.ok ? "" : first.detail).toBe("");
  expect(first).toMatchObject({ ok: true, result: { state: "done", lots: 0.1 } });
  await until(() => positions() === 1);
  // The same again gets the same answer; another order under the same id gets nothing.
  expect(await cloud.demand("trade.manual", wish)).toEqual(first);
  const twice = await cloud.demand("trade.manual", { ...wish, args: { ...wish.args, amount: 0.2 } });
  expect(twice).toMatchObject({ ok: false, code: "MALFORMED" });
  expect(await cloud.demand("trade.manual", { ...wish, id: id.toUpperCase() })).toEqual(first);
  const { deals } = await client.trading.history({
    accountId: account.id,
    fromMs: 0,
    toMs: Number.MAX_SAFE_INTEGER,
    limit: 100,
  });
  expect(deals.filter(({ entry, symbol }) => entry === "in" && symbol === "EURUSD")).toHaveLength(1);
  expect(await cloud.demand("trade.manual", { ...place, login: 4_242, args: buy(0.1).args })).toMatchObject({
    ok: false,
  });
  // All of it is on the screen.
  await until(() => (view()?.remote.length ?? 0) >= 8);
  expect(new Set(view()?.remote.map(({ outcome }) => outcome))).toEqual(
    new Set(["done", "REFUSED", "EXPIRED", "SWITCH_OFF", "NO_SUCH_ACCOUNT"]),
  );

  expect(await cloud.demand("account.flatten", place)).toMatchObject({ ok: true });
  await until(() => positions() === 0);
});

test("where the build follows the plan, who is signed out may watch and protect, and starts nothing new live; nothing is asked of paper", async () => {
  const lab = await CloudLab.open();
  const cloud = await HostileGateway.open(lab);
  const { view, client } = await bridgeAt(cloud.url, temporaryFolder(), { entitlements: "cloud" });
  await until(() => view() !== undefined);
  expect(view()).toMatchObject({ entitlements: "cloud", mayStart: false, signIn: "out", plan: null });
  await TestPerson.join(lab, "free@example.com");
  await client.cloud.signIn({ email: "free@example.com", password: PASSWORD });
  await until(() => view()?.plan?.word === "cloud");
  // The free plan has no live trading.
  expect(view()).toMatchObject({ mayStart: false, plan: { plan: "free", limits: { max_sessions: 1 } } });
});
