import { chmodSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import type { Quote } from "#shared/contract/market.ts";
import { temporaryFolder } from "#test/fixtures/profile.ts";
import { until } from "#test/fixtures/rpc/serve.ts";
import { type StartedApp, startApp } from "#test/fixtures/started-app.ts";
import { openWindow } from "#test/fixtures/web-window.ts";
import { buildRenderer } from "../../scripts/build/parts.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";

// Otherwise the first start builds the window, which is not what is measured or promised here.
beforeAll(async () => {
  await buildRenderer(ROOT, () => undefined);
});

test("the window's build brings the licences of every library that is in it", () => {
  const told = readFileSync(join(ROOT, "dist", "renderer", "LICENCES.txt"), "utf8");
  const named = [...told.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(([, name, licence]) => ({ name, licence }));
  expect(named.map(({ name }) => name)).toEqual(expect.arrayContaining(["lightweight-charts", "react", "react-dom"]));
  // One that asks for more than its text does not come in unseen.
  expect(named.filter(({ licence }) => !/^(?:MIT|ISC|Apache-2\.0)$/.test(licence ?? ""))).toEqual([]);
  expect(told.match(/Permission is hereby granted|Permission to use, copy/g)?.length).toBeGreaterThan(10);
});

const start = (folder: string, ...more: string[]): StartedApp =>
  startApp("--host", "web", "--no-open", "--port", "0", "--link-port", "0", "--data", folder, ...more);

/** Every process that descends from `pid`, and itself. */
function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = [pid];
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child);
  return found.filter((member) => parents.has(member));
}

/** Local addresses on which a process listens, as the kernel has them. */
function listeningAddresses(pid: number): Set<string> {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap(
      (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
    ),
  );
  const rows = ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8").trim().split("\n").slice(1),
  );
  return new Set(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter((row) => row[3] === "0A" && inodes.has(row[9] ?? ""))
      .map((row) => row[1]?.split(":")[0] ?? ""),
  );
}

describe("npm start in a browser", () => {
  test.skipIf(process.platform !== "linux")(
    "prints one ready line, serves the page, shows live quotes, bars and the account, and stops without a trace",
    async () => {
      const folder = temporaryFolder();
      const app = start(folder);
      const url = await app.ready;
      const { client, page } = await openWindow(url);
      expect(page).toContain("<!doctype html>");
      expect(await client.system.capabilities({})).toMatchObject({ nativeShell: false, paperMarket: "simulated" });

      const quotes = new Map<string, Quote>();
      await new Promise<void>((resolve, reject) => {
        client.market.quotes.subscribe(
          {},
          {
            items: (batch) => {
              for (const quote of batch) quotes.set(quote.instrumentId, quote);
              if (quotes.size >= 10) resolve();
            },
            failed: reject,
          },
        );
      });
      const [quote] = quotes.values();
      if (!quote) throw new Error("no quote");
      expect(quote.ask).toBeGreaterThanOrEqual(quote.bid);
      const bars = await client.market.bars({ instrumentId: quote.instrumentId, timeframe: "M5", limit: 200 });
      expect(bars.count).toBe(200);
      for (let at = 0; at < bars.count; at += 1) {
        expect(bars.high[at]).toBeGreaterThanOrEqual(Math.max(bars.open[at] ?? 0, bars.close[at] ?? 0));
        if (at > 0) expect(bars.timeMs[at]).toBeGreaterThan(bars.timeMs[at - 1] ?? 0);
      }
      const account = await new Promise((resolve) => {
        client.accounts.state.subscribe({}, { items: ([first]) => first && resolve(first) });
      });
      expect(account).toMatchObject({ login: "10001", nature: "paper", currency: "USD" });

      expect(app.out).toEqual([`Fairlead is ready: ${url.href}`]);
      expect([...listeningAddresses(app.pid)]).toEqual(["0100007F"]);
      const members = family(app.pid);
      app.signal("SIGINT");
      const { code, out } = await app.ended;
      expect(code).toBe(0);
      expect(out).toHaveLength(1);
      expect(members.filter((member) => family(member).length > 0)).toEqual([]);
      const token = url.searchParams.get("token") ?? "";
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        expect(readFileSync(join(entry.parentPath, entry.name)).includes(token), entry.name).toBe(false);
      }
    },
  );

  test("its diagnostics bundle holds what an engineer needs and no secret", async () => {
    const folder = temporaryFolder();
    const app = start(folder);
    const url = await app.ready;
    const { client, cookie } = await openWindow(url);
    await client.links.openPairing({});
    const { file } = await client.system.diagnostics({});
    const entries = unzipSync(readFileSync(file));
    expect(Object.keys(entries).toSorted()).toEqual([
      "events.json",
      "links.json",
      "logs/fairlead.log",
      "process.json",
      "refused-requests.json",
      "settings.json",
      "versions.json",
    ]);
    const kept = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")) as {
      secrets: Record<string, { value?: string }>;
    };
    const readPairing = (): string => readFileSync(join(folder, "pairing", "Fairlead", "pairing.txt"), "utf8");
    await until(() => readPairing().includes("code="));
    const pairing = readPairing();
    const secrets = [
      ...Object.values(kept.secrets).flatMap(({ value }) => value?.split(" ").at(-1) ?? []),
      /code=(\S+)/.exec(pairing)?.[1] ?? "no pairing code",
      url.searchParams.get("token") ?? "no token",
      cookie.split("=")[1] ?? "no cookie",
    ];
    const everything = Object.values(entries)
      .map((entry) => Buffer.from(entry).toString("utf8"))
      .join("\n");
    for (const secret of secrets) expect(everything).not.toContain(secret);
    app.signal("SIGTERM");
    expect((await app.ended).code).toBe(0);
  });

  test("a second one on the same profile names the first one's pid and exits with 2; a killed one leaves no lock", async () => {
    const folder = temporaryFolder();
    const first = start(folder);
    await first.ready;
    const second = await start(folder).ended;
    expect(second.code).toBe(2);
    expect(second.out).toEqual([]);
    expect(second.err).toHaveLength(1);
    expect(second.err[0]).toContain(`pid ${first.pid}`);
    expect(second.err[0]).toMatch(/^PROFILE_LOCKED: /);
    first.signal("SIGKILL");
    await first.ended;
    const third = start(folder);
    await third.ready;
    third.signal("SIGINT");
    expect((await third.ended).code).toBe(0);
  });

  test.skipIf(process.platform === "win32")("what it writes is its user's alone, also in an open folder", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const app = start(folder);
    await app.ready;
    app.signal("SIGINT");
    await app.ended;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["ledger.db", "market.db"]));
    const open = files.filter(({ parentPath, name }) => (statSync(join(parentPath, name)).mode & 0o077) !== 0);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test("two profiles run side by side, also on the usual ports", async () => {
    const usual = (): StartedApp => startApp("--host", "web", "--no-open", "--data", temporaryFolder());
    const apps = [usual(), usual()];
    const [one, two] = await Promise.all(apps.map(({ ready }) => ready));
    expect(one?.port).not.toBe(two?.port);
    for (const app of apps) app.signal("SIGINT");
    for (const app of apps) expect((await app.ended).code).toBe(0);
  });

  test("it ends when whoever started it is gone", async () => {
    const app = start(temporaryFolder());
    await app.ready;
    app.letGo();
    expect((await app.ended).code).toBe(0);
  });

  test.skipIf(process.platform !== "linux")("auto falls back to the browser, and says why in one line", async () => {
    const app = startApp("--no-open", "--port", "0", "--link-port", "0", "--paper", "off", "--data", temporaryFolder());
    await app.ready;
    // The second half is said where Electron's program could not be fetched; the fetch itself is told of only when it is tried.
    const [said, ...others] = app.err.filter((line) => line.startsWith("Fairlead serves"));
    expect(said).toMatch(/^Fairlead serves its window to a browser, because there is no display(; and .+)?\.$/);
    expect(others).toEqual([]);
    app.signal("SIGINT");
    expect((await app.ended).code).toBe(0);
  });
});

describe("a start that cannot be", () => {
  test.each([
    [["--colour", "blue"], "--colour"],
    [["--port", "99999"], "--port"],
    [["--host", "phone"], "--host"],
    [["--replay", "x.csv", "--speed", "-3"], "--speed"],
    [["stray"], "stray"],
    [["stray\nin \u001b[31mred"], "stray in  [31mred"],
  ])("%s: one clear line and exit code 2", async (args, named) => {
    const { code, out, err } = await startApp(...args).ended;
    expect(code).toBe(2);
    expect(out).toEqual([]);
    expect(err).toHaveLength(1);
    expect(err[0]).toContain(named);
    expect(err[0]).toContain("See --help.");
  });

  test.skipIf(process.platform === "win32")(
    "a profile that cannot be one: one line, also where the desktop's window was tried first",
    async () => {
      const { code, out, err } = await startApp("--data", "/dev/null").ended;
      expect(code).toBe(2);
      expect(out).toEqual([]);
      expect(err).toEqual([expect.stringMatching(/^PROFILE_UNUSABLE: .*\/dev\/null/)]);
    },
  );

  test("a recording that is not there: one line with its path, exit code 2, and the profile is free again", async () => {
    const folder = temporaryFolder();
    const { code, err } = await start(folder, "--replay", "/no/such/recording.csv").ended;
    expect(code).toBe(2);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^REPLAY_FILE_UNREADABLE: .*recording\.csv/);
    const after = start(folder);
    await after.ready;
    after.signal("SIGINT");
    await after.ended;
  });

  test.skipIf(process.platform !== "linux")(
    "--host electron where it cannot be: one line that says why, and exit code 2",
    async () => {
      const { code, out, err } = await startApp("--host", "electron", "--data", temporaryFolder()).ended;
      expect(code).toBe(2);
      expect(out).toEqual([]);
      expect(err).toEqual([expect.stringMatching(/^OPTION_INVALID: --host electron .*there is no display/)]);
    },
  );

  test("--help prints every option to stdout and exits with 0", async () => {
    const { code, out, err } = await startApp("--help").ended;
    expect(code).toBe(0);
    expect(out.join("\n")).toContain("--pairing-dir DIR");
    expect(err).toEqual([]);
  });
});
