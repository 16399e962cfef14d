import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { ensureRoles, LOGINS, loginUrl } from "#cloud/database/database-roles.ts";
import { migrate, migrations } from "#cloud/database/migrate.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { freePort } from "#cloud/postgres/free-port.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TEST_SECRET } from "#test/fixtures/cloud/cloud-test-names.ts";
import { debianPostgres } from "#test/fixtures/cloud/debian-postgres.ts";
import { isThere, nobody, runServer } from "#test/fixtures/cloud/debian-server.ts";
import { replayAsAnother } from "#test/fixtures/cloud/isolation-model.ts";
import { isolationLeaks, twoTenants } from "#test/fixtures/cloud/isolation-probe.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { toldSession, toldTrade } from "#test/fixtures/cloud/told-facts.ts";

const POOLER = "/usr/sbin/pgbouncer";

/** Debian's pgbouncer in transaction mode, with two connections a login: transactions of all tenants share them. */
async function pooler(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-pooler-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const server = new URL(inject("cloudPostgres"));
  const keys = new KeyRing([TEST_SECRET]);
  const users = LOGINS.map((login) => `"${login}" "${new URL(loginUrl(server.href, login, keys)).password}"`);
  const port = await freePort();
  writeFileSync(join(folder, "users.txt"), `${users.join("\n")}\n`);
  writeFileSync(
    join(folder, "pooler.ini"),
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
logfile = ${join(folder, "pooler.log")}
`,
  );
  const who = nobody();
  // It refuses to run as root.
  if (who.uid !== undefined)
    for (const path of [folder, join(folder, "users.txt"), join(folder, "pooler.ini")])
      chownSync(path, who.uid, who.gid ?? 0);
  await runServer(POOLER, ["-q", join(folder, "pooler.ini")], port, who);
  return `127.0.0.1:${port}`;
}

test.skipIf(!isThere(POOLER, "pgbouncer"))(
  "through a pooler in transaction mode no tenant's setting reaches another's transaction, and requests of many at once stay apart",
  async () => {
    const through = await pooler();
    const lab = await CloudLab.open(100_000, {}, undefined, undefined, through);
    expect(await isolationLeaks(lab, await twoTenants(lab))).toEqual([]);
    const people: TestPerson[] = [];
    for (let n = 0; n < 4; n += 1) people.push(await TestPerson.join(lab));
    const named = (at: number) => `only-${at}`;
    await Promise.all(
      people.map((person, at) =>
        person.post("/accounts", { broker_server: named(at), login: 1, account_name: named(at), account_type: "demo" }),
      ),
    );
    const answers = await Promise.all(
      Array.from({ length: 80 }, async (_, n) => {
        const at = n % people.length;
        return { at, text: (await people[at]?.get("/accounts"))?.text ?? "" };
      }),
    );
    for (const { at, text } of answers) expect(new Set(text.match(/only-\d/g))).toEqual(new Set([named(at)]));
  },
);

test.skipIf(!isThere(POOLER, "pgbouncer"))(
  "through that pooler, too, every route, socket event and stream keeps tenants apart",
  async () => {
    const lab = await CloudLab.open(1_000_000, {}, undefined, undefined, await pooler());
    await replayAsAnother(lab, await openGateway(lab), 25, "one");
  },
);

test.skipIf(!isThere("/usr/lib/postgresql/15/bin/postgres", "postgresql-15"))(
  "on Debian's Postgres 15 the migrations run, tenants are kept apart, and a desktop's facts and a webhook's line are written",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "fairlead-debian-"));
    chmodSync(folder, 0o755);
    const server = await debianPostgres(folder);
    onTestFinished(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await ensureRoles(server.url, new KeyRing([TEST_SECRET]));
    expect(await migrate(server.url)).toHaveLength(migrations().length);
    const lab = await CloudLab.open(1_000_000, {}, undefined, server.url);
    expect(await isolationLeaks(lab, await twoTenants(lab))).toEqual([]);
    // The triggers of trades and sessions, which older versions run otherwise.
    const person = await TestPerson.join(lab);
    const tenantId = await person.tenantId();
    await lab.sql("insert into plans.overrides values ($1, 'max_webhooks', '1', 'test', $2, now(), null)", [
      tenantId,
      person.userId,
    ]);
    const hook = { url: "https://hooks.example/x", events: ["trade.closed", "session.changed"] };
    expect((await person.post("/webhooks", hook)).status).toBe(201);
    const from = { tenantId, userId: person.userId, deviceId: person.deviceId };
    const stream = "01a1fd5a-0000-4000-9000-000000000001";
    await lab.ingest.hello(from, { protocol: 1, streams: [{ stream, epoch: 1, first: 0, last: 0 }] });
    const events = [toldTrade(1, 100, 1_700_000_000_000), toldSession(1, "running"), toldSession(2, "paused")];
    expect(await lab.ingest.frame(from, { stream, epoch: 1, from: 1, events })).toMatchObject({ ok: true, hwm: 3 });
    await lab.ingest.frame(from, { stream, epoch: 1, from: 4, events: [toldSession(3, "stopped")] });
    const lines = await lab.sql<{ event: string }>(
      "select event from webhooks.deliveries where tenant_id = $1 order by event",
      [tenantId],
    );
    expect(lines.map(({ event }) => event)).toEqual(["session.changed", "session.changed", "trade.closed"]);
  },
);
