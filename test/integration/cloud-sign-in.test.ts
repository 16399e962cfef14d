import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { logIn, PASSWORD, register, TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";

test("guessing locks the pair of account and address, the owner elsewhere still gets in, and time unlocks", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const guess = () => logIn(lab, person.email, undefined, "guess", "198.51.100.9");
  for (let i = 0; i < 5; i += 1) expect((await guess()).body["code"]).toBe("CREDENTIALS_WRONG");
  const locked = await guess();
  expect(locked.body["code"]).toBe("LOGIN_LOCKED");
  expect(Number(locked.headers["retry-after"])).toBeGreaterThan(0);
  // The right password is not tried either.
  expect((await logIn(lab, person.email, undefined, PASSWORD, "198.51.100.9")).body["code"]).toBe("LOGIN_LOCKED");
  expect((await logIn(lab, person.email, undefined, PASSWORD, "192.0.2.1")).status).toBe(200);
  lab.pass(31_000);
  expect((await logIn(lab, person.email, undefined, PASSWORD, "198.51.100.9")).status).toBe(200);
});

test("a hundred guesses at once are tried no more often than one after another", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => logIn(lab, person.email, undefined, "guess", "198.51.100.9")),
  );
  const codes = answers.map(({ body }) => body["code"]);
  expect(codes.filter((code) => code === "CREDENTIALS_WRONG").length).toBeLessThanOrEqual(5);
});

test("an address that has no account locks, answers and words the same as one that has", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const tell = async (email: string, ip: string) => {
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push((await logIn(lab, email, undefined, "guess", ip)).body);
    return answers.map(({ code, title }) => ({ code, title }));
  };
  expect(await tell("nobody@example.com", "198.51.100.1")).toEqual(await tell(person.email, "198.51.100.2"));
});

test("an attacker who changes the last half of an IPv6 address gains no guesses", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const codes = [];
  for (let i = 0; i < 7; i += 1)
    codes.push((await logIn(lab, person.email, undefined, "guess", `2001:db8:1:2::${i + 1}`)).body["code"]);
  expect(codes.at(-1)).toBe("LOGIN_LOCKED");
});

test("devices are listed with their sign-ins, and removing one ends them at once", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const laptop = new TestDevice("Laptop");
  const other = await logIn(lab, person.email, laptop);
  const otherToken = String(other.body["access_token"]);
  const { items } = (await person.get("/devices")).body as {
    items: { name: string; device_id: string; is_bound: boolean; sessions: unknown[] }[];
  };
  expect(items.map(({ name, is_bound, sessions }) => ({ name, is_bound, sessions: sessions.length }))).toEqual(
    expect.arrayContaining([
      { name: "Trading PC", is_bound: true, sessions: 1 },
      { name: "Laptop", is_bound: true, sessions: 1 },
    ]),
  );
  expect((await lab.letters(person.email))[0]?.subject).toBe("A new device signed in to Fairlead");
  expect((await person.delete(`/devices/${String(other.body["device_id"])}`)).status).toBe(200);
  expect((await lab.call("GET", "/users/me", { token: otherToken })).status).toBe(401);
  expect((await person.get("/users/me")).status).toBe(200);
  expect((await person.post("/users/logout")).status).toBe(200);
  expect((await person.get("/users/me")).status).toBe(401);
  expect((await person.refresh()).body["code"]).toBe("REFRESH_REFUSED");
});

test("a password reset by the code from the letter ends every sign-in and API key, and the old password", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  for (const email of [person.email, "nobody@example.com"]) {
    const asked = await lab.call("POST", "/auth/password/reset", { body: { email } });
    expect(asked.status).toBe(202);
    expect(asked.body).toEqual({ success: true, message: expect.any(String) });
  }
  expect((await lab.letters("nobody@example.com")).map(({ subject }) => subject)).toEqual([
    "There is no Fairlead account for this address",
  ]);
  const code = await lab.code(person.email);
  const fresh = "another wide horse 88 qz";
  const reset = (body: Record<string, unknown>) =>
    lab.call("POST", "/auth/password/reset/confirm", { body: { email: person.email, password: fresh, ...body } });
  expect((await reset({ code: "0000-0000" })).body["code"]).toBe("CODE_WRONG");
  expect((await reset({ code, email: "nobody@example.com" })).body["code"]).toBe("CODE_WRONG");
  expect((await reset({ code })).status).toBe(200);
  expect((await reset({ code })).body["code"]).toBe("CODE_WRONG");
  expect((await person.get("/users/me")).status).toBe(401);
  expect((await person.refresh()).status).toBe(401);
  expect((await logIn(lab, person.email)).status).toBe(401);
  expect((await logIn(lab, person.email, undefined, fresh)).status).toBe(200);
});

test("a suspended user is out at once, and back when the suspension ends", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await lab.sql("update identity.users set account_status = 'suspended' where user_id = $1", [person.userId]);
  expect((await person.get("/users/me")).body["code"]).toBe("ACCOUNT_SUSPENDED");
  expect((await person.refresh()).body["code"]).toBe("ACCOUNT_SUSPENDED");
  expect((await logIn(lab, person.email)).body["code"]).toBe("ACCOUNT_SUSPENDED");
  await lab.sql("update identity.users set account_status = 'active' where user_id = $1", [person.userId]);
  expect((await person.get("/users/me")).status).toBe(200);
});

test("a changed password signs out the other devices and keeps this one", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const other = String((await logIn(lab, person.email)).body["access_token"]);
  const body = { current_password: PASSWORD, new_password: "another wide horse 88 qz" };
  expect((await person.put("/users/password", { ...body, current_password: "wrong" })).body["code"]).toBe(
    "CREDENTIALS_WRONG",
  );
  expect((await person.put("/users/password", body)).status).toBe(200);
  expect((await lab.call("GET", "/users/me", { token: other })).status).toBe(401);
  expect((await person.get("/users/me")).status).toBe(200);
});

test("too many registrations from one network are put off, and one address is not flooded with letters", async () => {
  const lab = await CloudLab.open();
  const codes = [];
  for (let i = 0; i < 8; i += 1) codes.push((await register(lab, "flooded@example.com")).body["code"]);
  expect(codes.at(-1)).toBe("LOGIN_LOCKED");
  expect((await lab.letters("flooded@example.com")).length).toBeLessThanOrEqual(6);
});
