import { expect, test } from "vitest";
import { reseal } from "#cloud/jobs/reseal.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TEST_SECRET } from "#test/fixtures/cloud/cloud-test-names.ts";
import { logIn, PASSWORD, TestPerson } from "#test/fixtures/cloud/test-person.ts";

const STEP_MS = 30_000;

async function challenged(): Promise<{
  lab: CloudLab;
  person: TestPerson;
  codes: string[];
  challenge: () => Promise<string>;
}> {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const codes = await person.addSecondFactor();
  const challenge = async (): Promise<string> => {
    const answer = await logIn(lab, person.email);
    expect(answer.body).toEqual({ mfa_required: true, challenge_id: expect.any(String), expires_in: 300 });
    return String(answer.body["challenge_id"]);
  };
  return { lab, person, codes, challenge };
}

test("with a second factor the password alone opens nothing, and each code counts once", async () => {
  const { lab, person, challenge } = await challenged();
  const verify = (challenge_id: string, code: string) =>
    lab.call("POST", "/auth/mfa/verify", { body: { challenge_id, code } });
  // The code that set it up was seen: its time step is used.
  expect((await verify(await challenge(), person.totp())).body["code"]).toBe("CODE_WRONG");
  lab.pass(STEP_MS);
  const first = await challenge();
  const second = await challenge();
  const code = person.totp();
  const opened = await Promise.all([verify(first, code), verify(second, code)]);
  expect(opened.filter(({ status }) => status === 200)).toHaveLength(1);
  lab.pass(STEP_MS);
  expect((await verify(first, person.totp())).status).toBe(401);
});

test("a challenge takes five guesses, lasts five minutes, and new ones bring no new guesses for ever", async () => {
  const { lab, person, challenge } = await challenged();
  const verify = (challenge_id: string, code: string) =>
    lab.call("POST", "/auth/mfa/verify", { body: { challenge_id, code } });
  lab.pass(STEP_MS * 4);
  const one = await challenge();
  const wrong = (): string => String((Number(person.totp()) + 7) % 1_000_000).padStart(6, "0");
  for (let i = 0; i < 5; i += 1) expect((await verify(one, wrong())).body["code"]).toBe("CODE_WRONG");
  expect((await verify(one, person.totp())).body["code"]).toBe("CODE_WRONG");
  const two = await challenge();
  const codes = [];
  for (let i = 0; i < 6; i += 1) codes.push((await verify(two, wrong())).body["code"]);
  expect(codes.at(-1)).toBe("LOGIN_LOCKED");
  lab.pass(3_600_000);
  const late = await challenge();
  lab.pass(301_000);
  expect((await verify(late, person.totp())).body["code"]).toBe("CODE_WRONG");
});

test("a recovery code stands in for the authenticator once", async () => {
  const { lab, codes, challenge } = await challenged();
  expect(codes).toHaveLength(10);
  const use = async (recovery_code: string) =>
    lab.call("POST", "/auth/mfa/verify", { body: { challenge_id: await challenge(), recovery_code } });
  expect((await use(codes[0] ?? "")).status).toBe(200);
  expect((await use(codes[0] ?? "")).body["code"]).toBe("CODE_WRONG");
  expect((await use((codes[1] ?? "").toUpperCase())).status).toBe(200);
});

test("setting it up ends other sign-ins and asks for the password; taking it away asks for both factors", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const other = String((await logIn(lab, person.email)).body["access_token"]);
  expect((await person.post("/auth/mfa/setup", { password: "wrong" })).body["code"]).toBe("CREDENTIALS_WRONG");
  await person.addSecondFactor();
  expect((await lab.call("GET", "/users/me", { token: other })).status).toBe(401);
  expect((await person.get("/users/me")).body["two_factor_enabled"]).toBe(true);
  expect((await person.post("/auth/mfa/setup", { password: PASSWORD })).body["code"]).toBe("CONFLICT");
  lab.pass(STEP_MS * 2);
  expect((await person.post("/auth/mfa/disable", { password: PASSWORD, code: "000000" })).status).toBe(401);
  expect((await person.post("/auth/mfa/disable", { password: PASSWORD, code: person.totp() })).status).toBe(200);
  expect((await logIn(lab, person.email)).body["mfa_required"]).toBe(false);
});

test("the authenticator's secret lies sealed in the database, and a copied row does not open for another user", async () => {
  const { lab, person } = await challenged();
  const [row] = await lab.sql<{ sealed_secret: string }>("select sealed_secret from identity.totp where user_id = $1", [
    person.userId,
  ]);
  expect(row?.sealed_secret).not.toContain(person.secret);
  expect(() => lab.parts.keys.open("totp", "01a1fd5a-0000-7000-8000-000000000000", row?.sealed_secret ?? "")).toThrow();
});

test("after a rotation of the root secret the authenticators' secrets are sealed anew, and the old one can be thrown away", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await person.addSecondFactor();
  const next = "the-next-root-secret-of-this-test-0000000000003";
  const { database } = lab.parts;
  expect(await reseal(database, new KeyRing([next, TEST_SECRET]))).toBe(1);
  expect(await reseal(database, new KeyRing([next, TEST_SECRET]))).toBe(0);
  const [row] = await lab.sql<{ sealed: string }>("select sealed_secret as sealed from identity.totp");
  expect(new KeyRing([next]).open("totp", person.userId, row?.sealed ?? "")).toBe(person.secret);
});
