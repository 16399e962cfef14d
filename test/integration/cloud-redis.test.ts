import { expect, test } from "vitest";
import { RedisBus } from "#cloud/bus/redis-bus.ts";
import { redisConnection } from "#cloud/bus/redis-connection.ts";
import { RequestCounts } from "#cloud/http/request-counts.ts";
import { freePort } from "#cloud/postgres/free-port.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { isThere, runServer } from "#test/fixtures/cloud/debian-server.ts";
import { LiveDesktop } from "#test/fixtures/cloud/live-desktop.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

const REDIS = "/usr/bin/redis-server";

async function redis() {
  const port = await freePort();
  const server = await runServer(REDIS, ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""], port);
  return { url: `redis://127.0.0.1:${port}`, server };
}

test.skipIf(!isThere(REDIS, "redis-server"))(
  "two nodes with one Redis count an organisation's requests together and tell each other's desktops at once; without it each goes on for itself",
  async () => {
    const { url, server } = await redis();
    const first = await CloudLab.open(100_000, { REDIS_URL: url });
    const second = await CloudLab.open(100_000, { REDIS_URL: url }, undefined, first.url);
    const person = await TestPerson.join(first);
    const onSecond = (path: string) => second.call("GET", path, { token: person.token });
    const tenantId = await person.tenantId();
    const allow = (perMinute: number) =>
      first.sql(
        `insert into plans.overrides values ($1, 'requests_per_minute', $2, 'test', $3, now(), null)
           on conflict (tenant_id, name) do update set value = excluded.value`,
        [tenantId, JSON.stringify(perMinute), person.userId],
      );
    await allow(12);
    await expect.poll(() => [first, second].every(({ isShared }) => isShared)).toBe(true);
    const before = Number((await onSecond("/users/me")).headers["x-ratelimit-remaining"]);
    for (let n = 0; n < 5; n += 1) await person.get("/users/me");
    const after = Number((await onSecond("/users/me")).headers["x-ratelimit-remaining"]);
    expect(before - after).toBe(6);
    for (let n = 0; n < after; n += 1) await (n % 2 === 0 ? person.get("/entitlements") : onSecond("/entitlements"));
    expect((await onSecond("/users/me")).status).toBe(429);
    expect((await person.get("/users/me")).body["code"]).toBe("RATE_LIMITED");

    // A change by the first node reaches a desktop of the second; its gateway looks by itself only after an hour.
    await allow(100_000);
    const desk = await LiveDesktop.open(await openGateway(second, 3_600_000), person);
    await desk.feed(null);
    await person.post("/accounts", { broker_server: "S", login: 1, account_name: "A", account_type: "demo" });
    expect(await desk.heard(1)).toMatchObject([{ kind: "account" }]);

    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
    expect((await person.get("/users/me")).status).toBe(200);
    expect((await onSecond("/users/me")).status).toBe(200);
  },
);

test("a Redis that is not there costs no request: each process counts for itself, and its hints stay at home", async () => {
  const port = await freePort();
  const faults: Error[] = [];
  const url = `redis://127.0.0.1:${port}`;
  const connection = redisConnection(url, (fault) => faults.push(fault));
  const counts = new RequestCounts(connection);
  expect(await counts.count("a", 60_000)).toMatchObject({ current: 1 });
  expect(await counts.count("a", 60_000)).toMatchObject({ current: 2 });
  expect(await counts.count("b", 60_000)).toMatchObject({ current: 1 });
  const bus = new RedisBus(url, (fault) => faults.push(fault));
  const heard: unknown[] = [];
  bus.listen((hint) => heard.push(hint));
  bus.publish({ about: "feed", tenantId: "t" });
  expect(heard).toEqual([{ about: "feed", tenantId: "t" }]);
  await bus.close();
  connection.disconnect();
});
