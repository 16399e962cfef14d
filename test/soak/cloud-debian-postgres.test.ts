import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { isThere } from "#test/fixtures/cloud/debian-server.ts";

test.skipIf(!isThere("/usr/lib/postgresql/15/bin/postgres", "postgresql-15"))(
  "every test of the cloud passes on Debian's Postgres 15 as it does on the embedded one",
  async () => {
    const vitest = new URL("../../node_modules/vitest/vitest.mjs", import.meta.url).pathname;
    const run = spawn(process.execPath, [vitest, "run", "--project", "cloud", "--reporter", "dot"], {
      cwd: new URL("../../", import.meta.url).pathname,
      env: { ...process.env, CLOUD_TEST_POSTGRES: "debian", VITEST: undefined, VITEST_WORKER_ID: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const keep = (part: Buffer): void => void (said = (said + part.toString()).slice(-20_000));
    run.stdout.on("data", keep);
    run.stderr.on("data", keep);
    const code = await new Promise<number | null>((resolve) => run.once("exit", resolve));
    expect({ code, said: code === 0 ? "" : said }).toEqual({ code: 0, said: "" });
  },
);
