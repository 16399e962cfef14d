import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { connect, openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { logIn, PASSWORD, register, TestPerson } from "#test/fixtures/cloud/test-person.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

test("tokens with another algorithm, key, purpose or owner open nothing", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const [head = "", body = "", signature = ""] = person.token.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Record<string, unknown>;
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
  const jwks = (await lab.call("GET", ".well-known/jwks.json")).text;
  const hmac = (input: string) => createHmac("sha256", jwks).update(input).digest("base64url");
  const confused = `${part({ ...header, alg: "HS256" })}.${body}`;
  const registration = String((await register(lab, "x@example.com")).body["token"]);
  const forged = [
    `${part({ ...header, alg: "none" })}.${body}.`,
    `${part({ alg: "none", typ: "at+jwt" })}.${body}.x`,
    `${confused}.${hmac(confused)}`,
    `${part({ ...header, kid: "../../../dev/null" })}.${body}.${signature}`,
    `${part({ ...header, kid: undefined })}.${body}.${signature}`,
    `${part({ ...header, jwk: { kty: "OKP", crv: "Ed25519", x: person.device.publicKey } })}.${part({ ...claims, sub: "x" })}.${signature}`,
    `${head}.${part({ ...claims, exp: 4_102_444_800 })}.${signature}`,
    `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
    registration,
    person.refreshToken,
    String((await person.post("/entitlements/grace")).body["token"]),
  ];
  for (const token of forged) {
    const answer = await lab.call("GET", "/users/me", { token });
    expect({ token, code: answer.body["code"] }).toEqual({ token, code: "UNAUTHENTICATED" });
  }
  lab.pass(601_000);
  expect((await person.get("/users/me")).status).toBe(401);
});

test("a token in the address, a cookie or the body is never looked at", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  expect((await lab.call("GET", `/users/me?access_token=${person.token}`)).status).toBe(401);
  expect(
    (await lab.call("GET", "/users/me", { headers: { cookie: `access_token=${person.token}; token=${person.token}` } }))
      .status,
  ).toBe(401);
  expect((await lab.call("POST", "/accounts", { body: { access_token: person.token } })).status).toBe(401);
});

test("SQL in any field is only text", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const text = "'); drop table accounts.accounts; set app.tenant_id = 'x'; --";
  const made = await person.post("/accounts", {
    broker_server: text,
    login: 1,
    account_name: text,
    account_type: "demo",
  });
  expect(made.body).toMatchObject({ broker_server: text, account_name: text });
  for (const path of [
    `/accounts/${encodeURIComponent("1' or '1'='1")}`,
    `/accounts?cursor=${Buffer.from("' or 1=1 --").toString("base64url")}`,
    "/accounts?limit=1;select",
  ]) {
    expect((await person.get(path)).status).toBe(400);
  }
  expect((await logIn(lab, "x@example.com' or '1'='1")).status).toBe(400);
  expect(((await person.get("/accounts")).body["items"] as unknown[]).length).toBe(1);
});

test("nobody makes themselves more than they are by sending more fields", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  for (const extra of [
    { platform_role: "admin" },
    { email_verified: true },
    { account_status: "active" },
    { user_id: "x" },
    { tenant_id: "x" },
    { __proto__x: 1 },
  ]) {
    expect((await person.put("/users/profile", { first_name: "A", ...extra })).status).toBe(400);
  }
  const polluted = await lab.server.inject({
    method: "PUT",
    url: "/api/v1/users/profile",
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
    payload: '{"first_name":"A","__proto__":{"platform_role":"admin"}}',
  });
  expect(polluted.statusCode).toBe(400);
  expect((await person.get("/admin/users")).body["code"]).toBe("FORBIDDEN");
});

test("staff without a second factor are no staff, and nobody raises their own rights", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await lab.sql("update identity.users set platform_role = 'admin' where user_id = $1", [person.userId]);
  expect((await person.get("/admin/users")).body["code"]).toBe("TWO_FACTOR_REQUIRED");
  await person.addSecondFactor();
  expect((await person.get("/admin/users")).status).toBe(200);
  expect((await person.put(`/admin/users/${person.userId}`, { platform_role: "support" })).body["code"]).toBe(
    "CONFLICT",
  );
  await lab.sql("update identity.users set platform_role = 'support' where user_id = $1", [person.userId]);
  expect((await person.get("/admin/audit-logs")).body["code"]).toBe("FORBIDDEN");
  const [last] = await lab.sql<{ action: string }>(
    "select action from audit.entries where actor_kind = 'staff' order by seq desc limit 1",
  );
  expect(last?.action).toBe("admin.users_listed");
});

test("bodies that are too large, not JSON, or forms from another site are refused", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  expect((await person.put("/users/profile", { first_name: "x".repeat(70_000) })).body["code"]).toBe("TOO_LARGE");
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ]) {
    const answer = await lab.server.inject({
      method: "PUT",
      url: "/api/v1/users/profile",
      headers: { authorization: `Bearer ${person.token}`, "content-type": type },
      payload: '{"first_name":"A"}',
    });
    expect({ type, status: answer.statusCode }).toEqual({ type, status: 415 });
  }
  const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
  const answer = await lab.server.inject({
    method: "PUT",
    url: "/api/v1/users/profile",
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
    payload: deep,
  });
  expect(answer.statusCode).toBe(400);
});

test("another origin is told nothing by CORS unless it is on the list, and never with credentials", async () => {
  const lab = await CloudLab.open(100_000, { CORS_ORIGINS: "https://app.example" });
  const ask = (origin: string) => lab.call("GET", "/plans", { headers: { origin } });
  expect((await ask("https://app.example")).headers["access-control-allow-origin"]).toBe("https://app.example");
  const evil = await ask("https://app.example.evil");
  expect(evil.headers["access-control-allow-origin"]).toBeUndefined();
  expect((await ask("https://app.example")).headers["access-control-allow-credentials"]).toBeUndefined();
});

test("line breaks in names, devices and headers write no lines of their own into letters or the log", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  expect((await person.put("/users/profile", { first_name: "A\r\nBcc: x@example.com" })).status).toBe(400);
  expect((await register(lab, "a@example.com\r\nBcc: b@example.com")).status).toBe(400);
  const device = { name: "PC\nSubject: x", device_type: "desktop" };
  expect(
    (await lab.call("POST", "/auth/login", { body: { email: person.email, password: PASSWORD, device } })).status,
  ).toBe(400);
});

test("addresses that climb out of the documentation's folder find nothing", async () => {
  const lab = await CloudLab.open();
  for (const path of [
    "/docs/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/docs/static/../../../../package.json",
    "/docs/static/%2e%2e/%2e%2e/package.json",
  ]) {
    const answer = await lab.server.inject({ method: "GET", url: path });
    expect({ path, found: answer.statusCode === 200 && /root:|"dependencies"/.test(answer.body) }).toEqual({
      path,
      found: false,
    });
  }
});

test("a fault of ours tells the client a request id and nothing of the inside", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await lab.sql("alter table accounts.accounts rename to elsewhere");
  const answer = await person.get("/accounts");
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ code: "INTERNAL", request_id: expect.any(String) });
  expect(answer.text).not.toMatch(/elsewhere|relation|accounts\.accounts|select/i);
});

test("networks that know nobody are limited too, and an X-Forwarded-For of one's own making does not help", async () => {
  const lab = await CloudLab.open(10);
  const codes = [];
  for (let i = 0; i < 12; i += 1)
    codes.push((await lab.call("GET", "/plans", { headers: { "x-forwarded-for": `198.51.100.${i}` } })).status);
  expect(codes.slice(-2)).toEqual([429, 429]);
});

test("a stolen sign-in makes no key that trades: that takes the second factor of a moment ago", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const make = (scopes: string[]) => person.post("/api-keys", { name: "k", scopes });
  expect((await make(["read", "trade"])).body["code"]).toBe("TWO_FACTOR_REQUIRED");
  await person.addSecondFactor();
  lab.pass(301_000);
  expect((await make(["trade"])).body["code"]).toBe("SECOND_FACTOR_STALE");
  expect((await make(["read", "write"])).status).toBe(201);
  await person.post("/auth/mfa/fresh", { code: person.totp() });
  expect((await make(["trade"])).status).toBe(201);
});

test("a network that floods with tokens nobody gave out is refused unread, and a good sign-in beside it goes on", async () => {
  const lab = await CloudLab.open(8);
  const guesser = { ip: "198.51.100.9" };
  const person = await TestPerson.join(lab);
  const mine = () => lab.call("GET", "/users/me", { token: person.token, ...guesser });
  expect((await mine()).status).toBe(200);
  const forged = Array.from({ length: 10 }, (_, n) => `flk_01a1fd5a-0000-7000-8000-00000000000${n}_${"x".repeat(43)}`);
  const codes = [];
  for (const token of forged) codes.push((await lab.call("GET", "/users/me", { token, ...guesser })).body["code"]);
  expect(codes).toEqual([...Array.from({ length: 8 }, () => "UNAUTHENTICATED"), "RATE_LIMITED", "RATE_LIMITED"]);
  expect((await mine()).status).toBe(200);
  // One that was good and has ended is a guess like any other.
  await lab.call("POST", "/users/logout", { token: person.token, ...guesser });
  expect((await mine()).body["code"]).toBe("UNAUTHENTICATED");
  expect((await mine()).body["code"]).toBe("RATE_LIMITED");
  expect((await lab.call("GET", "/users/me", { token: person.token })).body["code"]).toBe("UNAUTHENTICATED");
});

test("who may only look is no desktop of the organisation: its socket is refused", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  await lab.sql("update tenancy.memberships set role = 'viewer' where user_id = $1", [person.userId]);
  expect((await person.get("/accounts")).status).toBe(200);
  await expect(connect(url, person.token, person.device)).rejects.toThrow("FORBIDDEN");
});
