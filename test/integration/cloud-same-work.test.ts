import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { logIn, register, TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { WorkLog } from "#test/fixtures/cloud/work-log.ts";

const KNOWN = "known@example.com";
const STRANGER = "nobody@example.com";
const FRESH = "another wide horse 88 qz";

/** Does the same for a user's address and for one that nobody has, and compares every step. */
async function alike(work: WorkLog, act: (email: string) => Promise<unknown>): Promise<void> {
  const known = await work.of(() => act(KNOWN));
  const stranger = await work.of(() => act(STRANGER));
  expect(known.length).toBeGreaterThan(2);
  expect(stranger).toEqual(known);
}

test("signing in, registering and resetting do the same, step by step, for an address that has an account and one that has none", async () => {
  const lab = await CloudLab.open();
  await TestPerson.join(lab, KNOWN);
  const work = new WorkLog(lab);
  await alike(work, (email) => logIn(lab, email, undefined, "not the right words 12"));
  await alike(work, (email) => lab.call("POST", "/auth/password/reset", { body: { email } }));
  const set = (email: string, code: string) =>
    lab.call("POST", "/auth/password/reset/confirm", { body: { email, code, password: FRESH } });
  await alike(work, (email) => set(email, "0000-0000"));
  for (let guess = 0; guess < 5; guess += 1) {
    await set(KNOWN, "0000-0000");
    await set(STRANGER, "0000-0000");
  }
  // After the last guess, and with no code ever asked for.
  await alike(work, (email) => set(email, "0000-0000"));
  lab.pass(86_400_000);
  await lab.sql("delete from identity.reset_asks");
  await alike(work, (email) => set(email, "0000-0000"));
  await alike(work, (email) => register(lab, email));
});

test("who registers an address and signs in with that registration's password is told the same, whether or not it has an account", async () => {
  const lab = await CloudLab.open();
  await TestPerson.join(lab, KNOWN);
  const work = new WorkLog(lab);
  const own = "an attackers own words 77";
  const tokens: string[] = [];
  for (const email of [KNOWN, STRANGER])
    tokens.push(String((await register(lab, email, { password: own })).body["token"]));
  await alike(work, (email) => logIn(lab, email, undefined, own));
  const [known, stranger] = [await logIn(lab, KNOWN, undefined, own), await logIn(lab, STRANGER, undefined, own)];
  expect([known.status, known.body["code"]]).toEqual([403, "EMAIL_UNVERIFIED"]);
  expect([stranger.status, stranger.body["code"]]).toEqual([403, "EMAIL_UNVERIFIED"]);
  const [a = "", b = ""] = tokens;
  const steps = [];
  for (const token of [a, b])
    steps.push(
      await work.of(() => lab.call("POST", "/auth/verify", { token, body: { code: "0000-0000" } })),
      await work.of(() => lab.call("POST", "/auth/verify/resend", { token })),
    );
  expect(steps.slice(2)).toEqual(steps.slice(0, 2));
});

test("one's own registration of somebody's address buys no more guesses at that somebody's password", async () => {
  const lab = await CloudLab.open();
  await TestPerson.join(lab, KNOWN);
  const own = "an attackers own words 77";
  await register(lab, KNOWN, { password: own });
  const codes = [];
  for (let guess = 0; guess < 4; guess += 1) {
    codes.push((await logIn(lab, KNOWN, undefined, `not the right words ${guess}`)).body["code"]);
    codes.push((await logIn(lab, KNOWN, undefined, own)).body["code"]);
  }
  expect(codes.at(-1)).toBe("LOGIN_LOCKED");
});

test("an address that nobody has is told so by letter, and no code opens it", async () => {
  const lab = await CloudLab.open();
  await lab.call("POST", "/auth/password/reset", { body: { email: STRANGER } });
  expect((await lab.letters(STRANGER)).map(({ subject }) => subject)).toEqual([
    "There is no Fairlead account for this address",
  ]);
  await expect(lab.code(STRANGER)).rejects.toThrow();
  const rows = await lab.sql<{ user_id: string | null }>("select user_id from identity.reset_asks");
  expect(rows).toEqual([{ user_id: null }]);
});
