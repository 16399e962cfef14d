import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { LOGINS, loginUrl } from "#cloud/database/database-roles.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { freePort } from "#cloud/postgres/free-port.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TEST_SECRET } from "#test/fixtures/cloud/cloud-test-names.ts";
import { isThere, runServer } from "#test/fixtures/cloud/debian-server.ts";
import { isolationLeaks, twoTenants } from "#test/fixtures/cloud/isolation-probe.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

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
  const nobody = /^nobody:[^:]*:(\d+):(\d+)/m.exec(readFileSync("/etc/passwd", "utf8"));
  const isRoot = process.getuid?.() === 0;
  const [uid, gid] = [Number(nobody?.[1]), Number(nobody?.[2])];
  // It refuses to run as root.
  if (isRoot)
    for (const path of [folder, join(folder, "users.txt"), join(folder, "pooler.ini")]) chownSync(path, uid, gid);
  await runServer(POOLER, ["-q", join(folder, "pooler.ini")], port, isRoot ? { uid, gid } : {});
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
