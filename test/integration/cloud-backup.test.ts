import { appendFileSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { expect, test } from "vitest";
import { ownTables } from "#cloud/backup/own-tables.ts";
import { restoreBackup } from "#cloud/backup/restore-backup.ts";
import { writeBackup } from "#cloud/backup/write-backup.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TEST_SECRET } from "#test/fixtures/cloud/cloud-test-names.ts";
import { twoTenants } from "#test/fixtures/cloud/isolation-probe.ts";
import { asSuperuser, emptyDatabase } from "#test/fixtures/cloud/test-database.ts";
import { register, TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const keys = new KeyRing([TEST_SECRET]);
const AS_IT_IS = { replace: false, endSignIns: false, patienceMs: 0 } as const;

/** Tables that a restore itself changes: cursors of before it are too old, and it is written down. */
const CHANGED = /^(?:feed\.|audit\.(?:heads|entries) 00000000-0000-0000-0000-000000000000)/;

async function everything(client: pg.Client): Promise<string[]> {
  const all: string[] = [];
  for (const { schema, table } of await ownTables(client)) {
    const { rows } = await client.query<{ row: string; owner: string }>(
      `select t::text as row, coalesce(to_jsonb(t) ->> 'tenant_id', '') as owner from ${schema}.${table} t`,
    );
    all.push(...rows.map(({ row, owner }) => `${schema}.${table} ${owner} ${row}`));
  }
  return all.filter((line) => !CHANGED.test(line)).toSorted();
}

test("a backup of a working cloud, restored elsewhere, has every row of every table; sign-ins, second factors and sealed secrets hold there", async () => {
  const lab = await CloudLab.open();
  await twoTenants(lab);
  await register(lab, "unconfirmed@example.com");
  const person = await TestPerson.join(lab);
  const folder = join(temporaryFolder(), "backup");
  const manifest = await writeBackup(lab.url, keys, folder, 1_790_000_000_000);
  expect(manifest.tables.length).toBeGreaterThan(25);
  expect(manifest.tables.filter(({ rows }) => rows === 0).map(({ table }) => table)).toEqual([]);
  expect(statSync(folder).mode & 0o077).toBe(0);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  // What comes after it is not in it.
  await person.put("/users/profile", { first_name: "Later" });
  const other = await emptyDatabase();
  await restoreBackup(other, keys, folder, AS_IT_IS, 1_790_000_000_000);
  const before = await asSuperuser(lab.url, everything);
  const after = await asSuperuser(other, everything);
  expect(after.filter((line) => line.includes("Later"))).toEqual([]);
  const changed = before.filter((line) => !after.includes(line));
  expect(changed.map((line) => line.split(" ")[0])).toEqual(["audit.entries", "audit.heads", "identity.users"]);
  const restored = await CloudLab.open(100_000, {}, undefined, other);
  expect((await restored.call("GET", "/users/me", { token: person.token })).body["email"]).toBe(person.email);
  // Of a tenant that had no feed at all as well: numbers of the lost time are too old for it.
  const heads = await restored.sql<{ low: string }>("select min(seq) as low from feed.heads");
  expect(Number(heads[0]?.low)).toBeGreaterThanOrEqual(1_000_000);
  expect(await restored.sql("select tenant_id from audit.broken")).toEqual([]);
  // It is in use now.
  await expect(restoreBackup(other, keys, folder, { ...AS_IT_IS, replace: true }, 1)).rejects.toThrow(/is running on/);
});

test("a refresh token of the time that a restore took back is good, and the sign-in goes on from there", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const folder = join(temporaryFolder(), "backup");
  await writeBackup(lab.url, keys, folder, 1);
  for (let n = 0; n < 3; n += 1) person.refreshToken = String((await person.refresh()).body["refresh_token"]);
  const other = await emptyDatabase();
  await restoreBackup(other, keys, folder, AS_IT_IS, 1);
  const later = Object.assign(Object.create(TestPerson.prototype) as TestPerson, person, {
    lab: await CloudLab.open(100_000, {}, undefined, other),
  });
  const next = await later.refresh();
  expect(next.status).toBe(200);
  later.lab.pass(60_000);
  // The one before is an old one there as well.
  expect((await later.refresh()).body["code"]).toBe("REFRESH_REUSED");
});

test("everybody is signed out by a restore that is told so", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const folder = join(temporaryFolder(), "backup");
  await writeBackup(lab.url, keys, folder, 1);
  const other = await emptyDatabase();
  await restoreBackup(other, keys, folder, { ...AS_IT_IS, endSignIns: true }, 1);
  const there = await CloudLab.open(100_000, {}, undefined, other);
  expect((await there.call("GET", "/users/me", { token: person.token })).status).toBe(401);
});

test("what is damaged, unfinished, of another secret or another program is refused, and what was there stays", async () => {
  const lab = await CloudLab.open();
  await TestPerson.join(lab);
  const folder = join(temporaryFolder(), "backup");
  await writeBackup(lab.url, keys, folder, 1);
  await expect(writeBackup(lab.url, keys, folder, 1)).rejects.toThrow(/is there already/);
  await expect(writeBackup(await emptyDatabase(), keys, `${folder}-2`, 1)).rejects.toThrow(/no cloud in this database/);
  expect(existsSync(`${folder}-2`)).toBe(false);
  const target = await emptyDatabase();
  const restore = (more: Partial<typeof AS_IT_IS> | { replace: boolean } = {}, ring = keys) =>
    restoreBackup(target, ring, folder, { ...AS_IT_IS, ...more }, 1);
  await expect(restore({}, new KeyRing([`another-${TEST_SECRET}`]))).rejects.toThrow(/another CLOUD_SECRET/);
  await restore();
  await expect(restore()).rejects.toThrow(/--replace/);
  await asSuperuser(target, (client) => client.query("update identity.users set first_name = 'Mine'"));
  appendFileSync(join(folder, "identity.users.copy.gz"), "x");
  await expect(restore({ replace: true })).rejects.toThrow(/damaged/);
  rmSync(join(folder, "manifest.json"));
  await expect(restore({ replace: true })).rejects.toThrow(/no finished backup/);
  const [row] = await asSuperuser(
    target,
    async (client) => (await client.query<{ first_name: string }>("select first_name from identity.users")).rows,
  );
  expect(row?.first_name).toBe("Mine");
});
