import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { Reason } from "#test/mql5-host/harness.ts";
import { ask } from "../fixtures/mql5-host/probe.ts";
import { probes } from "../fixtures/mql5-host/probes.ts";

const { folder, start } = probes("events");

const tick = (msc: number, bid: number): { msc: number; bid: number; ask: number } => ({ msc, bid, ask: bid + 0.0002 });

describe("events", () => {
  test("a batch of ticks raises OnTick once, and only for the chart's symbol", async () => {
    const probe = await start();
    await probe.ticks("EURUSD", [tick(0, 1.1), tick(0, 1.2), tick(0, 1.3)]);
    await probe.ticks("GBPUSD", [tick(0, 1.5)]);
    expect((await ask(probe, "counts"))[0]).toContain("ticks 1 ");
    await probe.ticks("EURUSD", [tick(0, 1.4)]);
    expect((await ask(probe, "counts"))[0]).toContain("ticks 2 ");
  });

  test("the timer fires no faster than its resolution", async () => {
    const probe = await start({ inputs: { InpTimerMs: 1 } });
    await probe.advance(160);
    expect((await ask(probe, "counts"))[0]).toContain("timers 10 ");
  });

  test("a timer that comes due while a handler runs is raised once, not made up", async () => {
    const probe = await start({ inputs: { InpTimerMs: 20 } });
    const asleep = probe.chartEvent(1000, 0, 0, "sleep|1000");
    await probe.advance(1000);
    await asleep;
    await probe.flushed();
    expect(probe.log.at(-1)).toBe("slept until 1000000");
    expect((await ask(probe, "counts"))[0]).toContain("timers 1 ");
  });

  test("virtual time moves by command only", async () => {
    const probe = await start();
    const first = await ask(probe, "counts");
    await new Promise((r) => setTimeout(r, 30));
    expect(await ask(probe, "counts")).toEqual(first);
    await probe.advance(1234);
    expect((await ask(probe, "counts"))[0]).toContain("us 1234000");
  });

  test("book events reach subscribers only", async () => {
    const probe = await start();
    await probe.book("EURUSD", [["BOOK_TYPE_BUY", 1.1, 5]]);
    expect(await ask(probe, "book|EURUSD")).toEqual(["bookadd true"]);
    await probe.book("EURUSD", [["BOOK_TYPE_BUY", 1.2, 5]]);
    await probe.flushed();
    expect(probe.log.filter((l) => l === "book EURUSD")).toHaveLength(1);
  });
});

describe("the life of a program", () => {
  test("OnDeinit runs with the reason it is removed for", async () => {
    const probe = await start();
    expect(await probe.stop(Reason.chartClose)).toEqual({ code: 0, signal: null });
    expect(probe.log.at(-1)).toBe("deinit 4 stopped true");
  });

  test("new parameters run it again with its global variables as they were", async () => {
    const probe = await start();
    await probe.restart(Reason.parameters, { inputs: { InpLabel: "second" }, chartSymbol: "GBPUSD" });
    await probe.waitForLog("init 2");
    expect(probe.log).toEqual([
      "init 1 label first reason 0 chart EURUSD",
      "deinit 5 stopped true",
      "init 2 label second reason 5 chart GBPUSD",
    ]);
  });

  test("ExpertRemove ends it after the handler", async () => {
    const probe = await start();
    await probe.chartEvent(1000, 0, 0, "remove").catch(() => undefined);
    expect((await probe.exit).code).toBe(0);
    expect(probe.log.at(-1)).toBe("deinit 0 stopped true");
  });

  test("a failed OnInit ends it with code 2", async () => {
    const probe = await start({ inputs: { InpFailInit: true } });
    expect(await probe.ready).toBe(false);
    expect((await probe.exit).code).toBe(2);
    expect(probe.log.at(-1)).toBe("deinit 8 stopped true");
  });

  test("OnDeinit is killed after two and a half seconds", async () => {
    const probe = await start({ virtualTime: false });
    await ask(probe, "hang");
    const before = Date.now();
    expect((await probe.stop()).code).toBe(6);
    expect(Date.now() - before).toBeGreaterThan(2_400);
  }, 20_000);

  test("an array index out of range stops it with code 3", async () => {
    const probe = await start();
    await ask(probe, "outside").catch(() => undefined);
    expect((await probe.exit).code).toBe(3);
    expect(probe.errors.join("\n")).toContain("array out of range: index 3 of 0");
  });

  test("a platform function that is not modelled stops it by name, with code 4", async () => {
    const probe = await start();
    await ask(probe, "missing").catch(() => undefined);
    expect((await probe.exit).code).toBe(4);
    expect(probe.errors).toContain("MQL5 host: iMA is not modelled");
  });

  test("so does a property that nobody gave", async () => {
    const probe = await start();
    await ask(probe, "greek|EURUSD").catch(() => undefined);
    expect((await probe.exit).code).toBe(4);
    expect(probe.errors).toContain("MQL5 host: SymbolInfoDouble(SYMBOL_PRICE_OMEGA) is not modelled");
  });

  test("what it draws can be read", async () => {
    const probe = await start();
    await ask(probe, "panel");
    const chart = await probe.chart();
    expect(chart.comment).toBe("link ok");
    expect(chart.objects["panel"]).toMatchObject({ type: "OBJ_LABEL", OBJPROP_TEXT: "live", OBJPROP_COLOR: 0x00ff00 });
    await ask(probe, "alert");
    expect(probe.events).toContainEqual({ event: "alert", text: "look here" });
  });
});

test("a program dies with the process that started it", async () => {
  const starter = path.join(folder, "starter.mjs");
  const probe = pathToFileURL(path.resolve("test/fixtures/mql5-host/probe.ts")).href;
  fs.writeFileSync(
    starter,
    `const { startProbe } = await import(${JSON.stringify(probe)});
     const p = await startProbe();
     console.log(p.pid);
     await p.exit;`,
  );
  const child = spawn(process.execPath, ["--no-warnings", starter], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => child.stdout.once("data", (d) => resolve(Number(d))));
  expect(fs.existsSync(`/proc/${pid}`)).toBe(true);
  child.kill("SIGKILL");
  await expect.poll(() => alive(pid), { timeout: 5_000 }).toBe(false);
}, 30_000);

/** A zombie is dead: its parent, which would have reaped it, is too. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("clocks", () => {
  const at = async (utc: number, zone: { minutes: number; dst: "us" | "eu" | "none" }): Promise<string> => {
    const probe = await start({ startUtcMs: utc, timeZone: zone, pcTimeZone: { minutes: 420 } });
    return (await ask(probe, "times"))[0] ?? "";
  };

  test("a broker at New York plus seven hours follows the US dates", async () => {
    expect(await at(Date.UTC(2025, 2, 9, 6, 59), { minutes: 120, dst: "us" })).toContain("server 2025.03.09 08:59:00");
    expect(await at(Date.UTC(2025, 2, 9, 7, 0), { minutes: 120, dst: "us" })).toContain("server 2025.03.09 10:00:00");
    expect(await at(Date.UTC(2025, 10, 2, 6, 0), { minutes: 120, dst: "us" })).toContain("server 2025.11.02 08:00:00");
  });

  test("a European broker follows the European dates", async () => {
    expect(await at(Date.UTC(2025, 2, 30, 0, 59), { minutes: 120, dst: "eu" })).toContain("server 2025.03.30 02:59:00");
    expect(await at(Date.UTC(2025, 2, 30, 1, 0), { minutes: 120, dst: "eu" })).toContain("server 2025.03.30 04:00:00");
    expect(await at(Date.UTC(2025, 9, 26, 1, 0), { minutes: 120, dst: "eu" })).toContain("server 2025.10.26 03:00:00");
  });

  test("the PC has a zone of its own, TimeCurrent stands still without ticks, and the broker's zone may change", async () => {
    const probe = await start({ pcTimeZone: { minutes: 420 } });
    await probe.ticks("EURUSD", [tick(Date.UTC(2025, 8, 22, 3, 0, 5), 1.1)]);
    await probe.advance(60_000);
    expect(await ask(probe, "times")).toEqual([
      "times server 2025.09.22 03:01:00 gmt 2025.09.22 00:01:00 local 2025.09.22 07:01:00 current 2025.09.22 03:00:05 gmtoffset -25200",
    ]);
    await probe.setBrokerZone({ minutes: 0 });
    expect((await ask(probe, "times"))[0]).toContain("server 2025.09.22 00:01:00");
  });
});

describe("several programs of one terminal", () => {
  test("share global variables and see each other's claims", async () => {
    const dataDir = path.join(folder, "shared");
    const [one, two] = await Promise.all([start({ dataDir }), start({ dataDir })]);
    expect(await ask(one, "set|owner|1")).toEqual(["set true"]);
    expect(await ask(two, "get|owner")).toEqual(["get 1"]);
    expect(await ask(two, "claim|owner|2|1")).toEqual(["claim true"]);
    expect(await ask(one, "claim|owner|3|1")).toEqual(["claim false"]);
    expect(await one.globals()).toEqual({ owner: 2 });
  });

  test("a file open without FILE_SHARE is closed to the other", async () => {
    const options = { commonDir: path.join(folder, "common") };
    const [one, two] = await Promise.all([start(options), start(options)]);
    expect((await ask(one, "open|Fairlead\\lock.bin"))[0]).toContain("open 1 ");
    expect((await ask(two, "open|fairlead/LOCK.bin"))[0]).toBe("open -1 error 5004");
    await one.kill();
    expect((await ask(two, "open|Fairlead\\lock.bin"))[0]).toContain("open 1 ");
  });
});
