import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPostmasterFile } from "#cloud/postgres/postmaster-file.ts";
import { type CloudProcess, runCloud } from "#test/fixtures/cloud/cloud-process.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "fairlead-cloud-run-"));
  chmodSync(made, 0o755);
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("in production a missing secret, database, address or mail server refuses to start: each is named, and so is an unknown role", async () => {
  const run = runCloud(folder(), { NODE_ENV: "production", API_HOST: "0.0.0.0" }, ["--roles", "api,gatway"]);
  expect(await run.ended).toBe(2);
  const names = ["CLOUD_SECRET", "DATABASE_URL", "SMTP_URL", "PUBLIC_URL", "METRICS_TOKEN"];
  for (const name of names) expect(run.stderr()).toContain(`${name} `);
  expect(run.stderr()).toContain("unknown: gatway");
});

test("it starts on an empty folder, survives being killed without warning, drains on SIGTERM and leaves no server", async () => {
  const data = folder();
  const env = { PUBLIC_URL: "http://cloud.test" };
  const first = runCloud(data, env);
  const before = await first.ready;
  expect(await (await fetch(`${before}/health/ready`)).json()).toEqual({ status: "ready" });
  expect(await (await fetch(`${before}/docs/json`)).json()).toMatchObject({ openapi: expect.any(String) });
  const account = {
    email: "kept@example.com",
    password: "plenty wide horse 77 zq",
    accepted_terms: "1",
    accepted_privacy: "1",
  };
  const registered = await post(`${before}/api/v1/auth/register`, account);
  expect(registered.status).toBe(201);
  const { token } = (await registered.json()) as { token: string };
  first.kill("SIGKILL");
  await first.ended;

  const second = runCloud(data, env);
  const url = await second.ready;
  const headers = { authorization: `Bearer ${token}` };
  expect(await (await fetch(`${url}/api/v1/auth/registration`, { headers })).json()).toMatchObject({
    email: "kept@example.com",
  });
  expect(await (await fetch(`${url}/mailbox`)).text()).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("fairlead_http_request_seconds");
  const postmaster = readPostmasterFile(join(data, "postgres", "cluster"))?.pid ?? 0;
  expect(alive(postmaster)).toBe(true);
  await end(second);
  expect(alive(postmaster)).toBe(false);
  for (const run of [first, second])
    expect(`${run.stdout()}${run.stderr()}`).not.toMatch(/plenty wide horse|postgresql:|eyJ/);

  const jobs = runCloud(data, env, ["--roles", "jobs"]);
  expect(await jobs.ready).toBe("");
  await end(jobs);
});

async function end(run: CloudProcess): Promise<void> {
  run.kill("SIGTERM");
  expect(await run.ended).toBe(0);
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
