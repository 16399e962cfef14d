import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { bridgeAt } from "#test/fixtures/cloud/bridge-at.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { LinkedDesk } from "#test/fixtures/cloud/linked-desk.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { PASSWORD, TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const until = (fits: () => boolean): Promise<void> =>
  expect
    .poll(fits, { timeout: 60_000, interval: 20 })
    .toBe(true)
    .then(() => undefined);

async function keptDeals(lab: CloudLab): Promise<string[]> {
  const rows = await lab.sql<{ ticket: string }>(
    "select body->>'ticket' as ticket from ingest.events where kind = 'deal' and body->>'server' = 'Lab' order by (body->>'ticket')::bigint",
  );
  return rows.map(({ ticket }) => ticket);
}

test("deaths between commit and acknowledgement, swallowed answers and a day offline: each deal arrives once, of two desktops too", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  const left = new LinkedDesk(temporaryFolder(), url, person, randomUUID());
  const right = new LinkedDesk(temporaryFolder(), url, person, randomUUID());
  left.deals(1, 2, 3);
  right.deals(3, 4);
  // Committed there, unknown here: the desktop dies before it could know.
  left.swallow = 1;
  await until(() => left.swallow === 0);
  left.restart();
  left.deals(5, 6);
  await until(() => left.unsent === 0 && right.unsent === 0);
  // A day offline: what happens is kept, and told with its number and its reason.
  left.online = false;
  left.restart();
  for (let ticket = 100; ticket < 400; ticket += 1) left.deals(ticket);
  right.deals(100, 101, 900);
  await until(() => left.view.phase === "waiting" && right.unsent === 0);
  expect(left.unsent).toBe(300);
  expect(left.view.error?.code).toBe("UNREACHABLE");
  left.swallow = 2;
  left.online = true;
  left.nudge();
  await until(() => left.unsent === 0);
  const wanted = [1, 2, 3, 4, 5, 6, ...Array.from({ length: 300 }, (_, at) => 100 + at), 900];
  expect(await keptDeals(lab)).toEqual(wanted.map(String));
});

test("a user signs up, confirms, signs in and sees plan and sync in a bridge; the next run takes the sign-in up; no token is anywhere to be read", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const profile = temporaryFolder();
  const before = Ledger.open(profile);
  before.deals.addDeals("10001@Lab" as AccountId, [madeDeal({ ticket: 1n }), madeDeal({ ticket: 2n })]);
  before.close();
  const secrets = new MemorySecretStore();
  const first = await bridgeAt(url, profile, { keychain: () => secrets });
  const email = "trader@example.com";
  await first.client.cloud.register({ email, password: PASSWORD, acceptedTerms: true });
  await until(() => first.view()?.signIn === "confirm");
  await expect(first.client.cloud.confirm({ code: "0000-0000" })).rejects.toMatchObject({
    code: "CLOUD_REFUSED",
    details: { problem: "CODE_WRONG" },
  });
  await first.client.cloud.confirm({ code: await lab.code(email) });
  await until(
    () => first.view()?.plan?.word === "cloud" && first.view()?.sync.unsent === 0 && !first.view()?.sync.backfilling,
  );
  expect(first.view()).toMatchObject({
    signIn: "in",
    email,
    keptIn: "keychain",
    secondFactor: false,
    plan: { plan: "free" },
  });
  expect(await keptDeals(lab)).toEqual(["1", "2"]);
  const devices = await first.client.cloud.devices({});
  expect(devices).toHaveLength(1);
  expect(devices[0]?.current).toBe(true);
  // A setting that the user's computers share goes up by itself, and beside what other programs keep there.
  await first.client.settings.set({ key: "appearance.theme", value: "dark" });
  await expect
    .poll(() => lab.sql<{ kept: object }>("select ui_preferences as kept from identity.preferences"), {
      timeout: 60_000,
    })
    .toMatchObject([{ kept: { "desk.appearance.theme": expect.stringMatching(/^1 \d+ "dark"$/) } }]);
  const seen = JSON.stringify(first.views);
  await first.close();
  const signIn = JSON.parse((await secrets.get("cloud.sign-in")) ?? "{}") as { refreshToken: string };
  expect(signIn.refreshToken).toMatch(/^flr_/);
  const files = ["fairlead.log", "cloud.json", "secrets.json"].map((name) => readOrNothing(join(profile, name)));
  for (const text of [seen, ...files]) {
    expect(text).not.toContain(signIn.refreshToken);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toMatch(/flr_[0-9a-f-]{36}\./);
  }
  const second = await bridgeAt(url, profile, { keychain: () => secrets });
  await until(() => second.view()?.plan?.word === "cloud");
  expect(second.view()).toMatchObject({ signIn: "in", email });
  await second.client.cloud.signOut({});
  await until(() => second.view()?.signIn === "out" && second.view()?.sync.phase === "off");
  expect(await secrets.get("cloud.sign-in")).toBeNull();
});

test("two desktops of one user hear of what changed in the cloud, also one that was away meanwhile, each from its own cursor", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab, "both@example.com", new TestDevice("Web"));
  const profiles = [temporaryFolder(), temporaryFolder()];
  const secrets = [new MemorySecretStore(), new MemorySecretStore()];
  const open = (at: 0 | 1) =>
    bridgeAt(url, profiles[at] ?? "", { keychain: () => secrets[at] ?? new MemorySecretStore() });
  const signals: string[][] = [[], []];
  const listen = async (at: 0 | 1) => {
    const desk = await open(at);
    desk.client.signals.log.subscribe(
      {},
      { items: (items) => void signals[at]?.push(...items.map(({ signal }) => signal.payload)) },
    );
    return desk;
  };
  const left = await listen(0);
  const right = await listen(1);
  for (const { client, view } of [left, right]) {
    await client.cloud.signIn({ email: "both@example.com", password: PASSWORD });
    await client.settings.set({ key: "cloud.trade", value: true });
    await until(() => view()?.sync.phase === "connected");
  }
  const cursorOf = (at: 0 | 1): number =>
    (JSON.parse(readOrNothing(join(profiles[at] ?? "", "cloud-feed.json")) || '{"cursor":-1}') as { cursor: number })
      .cursor;
  await until(() => cursorOf(0) >= 0 && cursorOf(1) >= 0);
  await person.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  const advise = (payload: string) =>
    person.post("/signals", {
      source: "bot:one",
      type: "info",
      symbol: "EURUSD",
      mode: "paper",
      valid_for_s: 600,
      payload,
    });
  await advise("to both");
  await until(() => signals.every((some) => some.length === 1));
  await right.close();
  await advise("while one is away");
  await until(() => signals[0]?.length === 2);
  const again = await listen(1);
  await until(() => signals[1]?.includes("while one is away") === true);
  expect(cursorOf(1)).toBe(cursorOf(0));
  // A plan that one of them begins is the other's at once: nobody waits a minute for it.
  await left.client.cloud.choosePlan({ plan: "basic", cycle: "monthly", trial: true });
  await until(() => again.view()?.plan?.plan === "basic");
}, 600_000);

test("an account of this computer is added and proven by its own link; a plan is tried, seen to end and kept, and one to be paid is refused", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab, "panel@example.com", new TestDevice("Web"));
  const { client, view } = await bridgeAt(url, temporaryFolder());
  await client.cloud.signIn({ email: person.email, password: PASSWORD });
  await until(() => view()?.plan?.word === "cloud");
  const ready = async (): Promise<string> =>
    (await client.cloud.accounts({})).find(({ connection }) => connection === "connected")?.accountId ?? "";
  await expect.poll(ready, { timeout: 60_000 }).not.toBe("");
  const accountId = await ready();
  expect(await client.cloud.addAccount({ accountId })).toMatchObject({
    accountId,
    kind: "demo",
    verification: "verified",
  });
  await expect(client.cloud.addAccount({ accountId })).rejects.toMatchObject({ code: "CLOUD_REFUSED" });
  await expect(client.cloud.addAccount({ accountId: "1@nowhere" })).rejects.toMatchObject({ code: "LINK_DOWN" });
  const [added, ...rest] = await client.cloud.accounts({});
  expect(rest).toEqual([]);
  await until(() => view()?.plan?.usage.accounts === 1);
  const pay = client.cloud.choosePlan({ plan: "pro", cycle: "annual", trial: false });
  await expect(pay).rejects.toMatchObject({ code: "CLOUD_REFUSED", details: { problem: "PAYMENT_REQUIRED" } });
  await client.cloud.choosePlan({ plan: "basic", cycle: "monthly", trial: true });
  expect(view()?.plan).toMatchObject({ plan: "basic", cancelsAtEnd: false, nextPlan: null });
  await client.cloud.cancelPlan({ cancel: true });
  expect(view()?.plan?.cancelsAtEnd).toBe(true);
  await client.cloud.cancelPlan({ cancel: false });
  await client.cloud.choosePlan({ plan: "free", cycle: "monthly", trial: false });
  expect(view()?.plan).toMatchObject({ plan: "basic", cancelsAtEnd: false, nextPlan: "free" });
  await client.cloud.removeAccount({ cloudId: added?.cloudId ?? "" });
  expect(await client.cloud.accounts({})).toMatchObject([{ cloudId: null, accountId }]);
}, 300_000);

test("a sign-in with a second factor asks for its code, and a session that is ended elsewhere says so here", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab, "two@example.com", new TestDevice("Other PC"));
  await person.addSecondFactor();
  const { client, view } = await bridgeAt(url, temporaryFolder());
  await client.cloud.signIn({ email: "two@example.com", password: PASSWORD });
  await until(() => view()?.signIn === "code");
  lab.pass(30_000);
  await client.cloud.answerCode({ code: person.totp() });
  await until(() => view()?.signIn === "in" && view()?.secondFactor === true);
  const devices = await client.cloud.devices({});
  const mine = devices.find(({ current }) => current);
  await person.delete(`/devices/sessions/${mine?.sessions[0]?.sessionId ?? ""}`);
  await until(() => view()?.signIn === "ended");
  expect(view()?.endedBy).toBe("REFRESH_REFUSED");
});

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
