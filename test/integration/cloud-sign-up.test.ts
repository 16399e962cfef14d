import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { logIn, register, TestPerson } from "#test/fixtures/cloud/test-person.ts";

test("a user registers, confirms the address by the code in the letter, signs in and reads the profile", async () => {
  const lab = await CloudLab.open();
  const registered = await register(lab, "Ana@Example.com", {
    username: "ana",
    first_name: "Ana",
    phone: "+62 811 000",
  });
  expect(registered.status).toBe(201);
  expect(registered.body).toMatchObject({ success: true, user_id: expect.any(String), token: expect.any(String) });
  const token = String(registered.body["token"]);
  expect((await lab.call("GET", "/auth/registration", { token })).body).toMatchObject({
    email: "Ana@Example.com",
    email_verified: false,
  });
  // Until then that token opens nothing else.
  expect((await lab.call("GET", "/users/profile", { token })).status).toBe(401);
  const confirmed = await lab.call("POST", "/auth/verify", {
    token,
    body: { code: (await lab.code("Ana@Example.com")).toLowerCase().replace("-", " ") },
  });
  expect(confirmed.status).toBe(200);
  const grant = await logIn(lab, "ana@example.COM");
  expect(grant.body).toMatchObject({ mfa_required: false, token_type: "Bearer", expires_in: 600 });
  const profile = await lab.call("GET", "/users/me", { token: String(grant.body["access_token"]) });
  expect(profile.body).toMatchObject({
    user_id: registered.body["user_id"],
    email: "Ana@Example.com",
    username: "ana",
    first_name: "Ana",
    email_verified: true,
    two_factor_enabled: false,
    account_status: "active",
    subscription_tier: "free",
    role: "owner",
    preferences: { risk_tolerance: "moderate", timezone: "UTC" },
  });
  expect(profile.text).not.toMatch(/hash|email_key|platform_role/);
});

test("registering an address that has an account answers the same, and tells the owner by letter instead", async () => {
  const lab = await CloudLab.open();
  const owner = await TestPerson.join(lab, "owner@example.com");
  const fresh = await register(lab, "fresh@example.com");
  const taken = await register(lab, "OWNER@example.com");
  expect(taken.status).toBe(fresh.status);
  expect({ ...taken.body, user_id: "", token: "" }).toEqual({ ...fresh.body, user_id: "", token: "" });
  const [letter] = await lab.letters("owner@example.com");
  expect(letter?.subject).toBe("You already have a Fairlead account");
  const token = String(taken.body["token"]);
  expect((await lab.call("GET", "/auth/registration", { token })).body).toMatchObject({ email_verified: false });
  const guess = await lab.call("POST", "/auth/verify", { token, body: { code: "ABCD-EFGH" } });
  expect(guess.body["code"]).toBe("CODE_WRONG");
  expect((await owner.get("/users/me")).status).toBe(200);
});

test("a code counts five guesses, for half an hour, and only the newest one", async () => {
  const lab = await CloudLab.open();
  const { body } = await register(lab, "guess@example.com");
  const token = String(body["token"]);
  const confirm = (code: string) => lab.call("POST", "/auth/verify", { token, body: { code } });
  const right = await lab.code("guess@example.com");
  for (let i = 0; i < 5; i += 1) expect((await confirm("0000-0000")).status).toBe(401);
  expect((await confirm(right)).status).toBe(401);
  lab.pass(1);
  expect((await lab.call("POST", "/auth/verify/resend", { token })).status).toBe(202);
  expect((await confirm(right)).status).toBe(401);
  const second = await lab.code("guess@example.com");
  lab.pass(31 * 60_000);
  expect((await confirm(second)).status).toBe(401);
  await lab.call("POST", "/auth/verify/resend", { token });
  expect((await confirm(await lab.code("guess@example.com"))).status).toBe(200);
});

test("who signs in before confirming is told so, with a token to confirm by, and only with the right password", async () => {
  const lab = await CloudLab.open();
  await register(lab, "late@example.com");
  const wrong = await logIn(lab, "late@example.com", undefined, "not that password at all");
  expect(wrong.body["code"]).toBe("CREDENTIALS_WRONG");
  const right = await logIn(lab, "late@example.com");
  expect(right.body["code"]).toBe("EMAIL_UNVERIFIED");
  const token = String(right.body["token"]);
  expect(
    (await lab.call("POST", "/auth/verify", { token, body: { code: await lab.code("late@example.com") } })).status,
  ).toBe(200);
});

test("two registrations of one address: the first to be confirmed wins, and the other cannot take it over", async () => {
  const lab = await CloudLab.open();
  const thief = await register(lab, "same@example.com", { password: "thiefs own choice 4711" });
  const thiefsCode = await lab.code("same@example.com");
  lab.pass(1_000);
  const owner = await register(lab, "same@example.com");
  const code = await lab.code("same@example.com");
  expect((await lab.call("POST", "/auth/verify", { token: String(owner.body["token"]), body: { code } })).status).toBe(
    200,
  );
  const late = await lab.call("POST", "/auth/verify", {
    token: String(thief.body["token"]),
    body: { code: thiefsCode },
  });
  expect(late.status).toBe(404);
  expect((await logIn(lab, "same@example.com", undefined, "thiefs own choice 4711")).status).toBe(401);
  expect((await logIn(lab, "same@example.com")).status).toBe(200);
});

test("weak passwords, missing consent and unknown fields are refused by name", async () => {
  const lab = await CloudLab.open();
  for (const password of [
    "short",
    "Password2024!!",
    "qwertyuiop123",
    "aaaaaaaaaaaaaa",
    "wendy.long@x",
    "trader123456789",
  ]) {
    const answer = await register(lab, "wendy.long@example.com", { password });
    expect({ password, code: answer.body["code"] }).toEqual({ password, code: "PASSWORD_WEAK" });
  }
  const noTerms = await register(lab, "a@example.com", { accepted_terms: undefined });
  expect(noTerms.status).toBe(400);
  const extra = await register(lab, "a@example.com", { platform_role: "admin" });
  expect(extra.body).toMatchObject({
    code: "BAD_REQUEST",
    errors: [{ field: "platform_role", message: "is not a field of this request" }],
  });
});
