import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { EmbeddedPostgres } from "#cloud/postgres/embedded.ts";
import { asSuperuser } from "#test/fixtures/cloud/test-database.ts";

/** One cluster for all of it: making one is the slow part. */
const data = mkdtempSync(join(tmpdir(), "fairlead-postgres-"));
chmodSync(data, 0o755);
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function start(said: string[] = []): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start(data, (line) => said.push(line));
  onTestFinished(() => server.stop());
  return server;
}

const count = (url: string): Promise<number> =>
  asSuperuser(
    url,
    async (client) => (await client.query<{ n: number }>("select count(*)::int as n from kept")).rows[0]?.n ?? -1,
  );

test("three starts at once on an empty folder end with one server; whoever adopted it leaves it to those who use it", async () => {
  const servers = await Promise.all([start(), start(), start()]);
  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
  expect(servers.filter(({ isOwner }) => isOwner)).toHaveLength(1);
  const [adopter, owner] = [servers.find(({ isOwner }) => !isOwner), servers.find(({ isOwner }) => isOwner)];
  await asSuperuser(adopter?.url ?? "", (client) =>
    client.query("create table kept as select generate_series(1, 1000) as n"),
  );
  const user = new pg.Client({ connectionString: owner?.url });
  await user.connect();
  await adopter?.stop();
  expect((await user.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await user.end();
  await owner?.stop();
  expect(owner?.pid).toBeUndefined();
  expect(await count((await start()).url)).toBe(1_000);
});

test("a killed server is started again on its port, also when it is killed once more while it recovers, and what was committed is there", async () => {
  const said: string[] = [];
  const server = await start(said);
  const { url, pid } = server;
  await asSuperuser(url, (client) => client.query("insert into kept select generate_series(1, 500)"));
  process.kill(pid ?? 0, "SIGKILL");
  await expect
    .poll(() => server.pid, { timeout: 60_000, interval: 1 })
    .toSatisfy((now) => now !== undefined && now !== pid);
  process.kill(server.pid ?? 0, "SIGKILL");
  await expect.poll(() => count(url).catch(() => -1), { timeout: 60_000, interval: 100 }).toBe(1_500);
  expect(server.pid).not.toBe(pid);
  expect(new Set(said)).toEqual(new Set(["The embedded Postgres ended unexpectedly and is started again."]));
});

test("its folder and its password are for nobody else, and it listens on loopback only", async () => {
  const server = await start();
  expect(statSync(join(data, "postgres-secret")).mode & 0o077).toBe(0);
  expect(statSync(join(data, "postgres")).mode & 0o077).toBe(0);
  const settings = await asSuperuser(
    server.url,
    async (client) =>
      (
        await client.query(
          "select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'fsync') order by 1",
        )
      ).rows,
  );
  expect(settings).toEqual([
    { name: "fsync", setting: "on" },
    { name: "listen_addresses", setting: "127.0.0.1" },
    { name: "unix_socket_directories", setting: "" },
  ]);
  const open = new URL(server.url);
  open.password = "";
  await expect(asSuperuser(open.href, (client) => client.query("select 1"))).rejects.toThrow();
  expect(readdirSync(join(data, "postgres"))).toEqual(["cluster"]);
});
