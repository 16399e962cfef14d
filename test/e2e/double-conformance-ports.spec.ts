import path from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { expect, NO_PROGRAM, PROBE, test, withoutProgram } from "./fixtures/probe.ts";

test.skip(withoutProgram, NO_PROGRAM);

/** Lives in the probe's main process between steps. */
interface Kept {
  child: Electron.UtilityProcess;
  exit: Promise<number>;
  said: unknown[];
}
type WithKept = typeof globalThis & { kept: Kept };

const UTILITY = path.join(PROBE, "utility.mjs");

test.describe("utility processes", () => {
  test.beforeEach(async ({ probe: { app } }) => {
    await app.evaluate(async ({ utilityProcess }, file) => {
      const child = utilityProcess.fork(file, ["--one", "two"], { stdio: "ignore" });
      const said: unknown[] = [];
      child.on("message", (message) => said.push(message));
      const exit = new Promise<number>((resolve) => child.once("exit", resolve));
      (globalThis as WithKept).kept = { child, exit, said };
      await new Promise<void>((resolve) => child.once("spawn", () => resolve()));
    }, UTILITY);
  });

  test.afterEach(async ({ probe: { app } }) => {
    await app.evaluate(async () => {
      const { child, exit } = (globalThis as WithKept).kept;
      if (child.pid !== undefined && child.kill()) await exit;
    });
  });

  const said = (app: ElectronApplication) => app.evaluate(() => (globalThis as WithKept).kept.said);

  test("gets its arguments, knows what it is, and has a pid", async ({ probe: { app } }) => {
    await expect.poll(() => said(app)).toEqual([{ argv: ["--one", "two"], type: "utility" }]);
    expect(await app.evaluate(() => typeof (globalThis as WithKept).kept.child.pid)).toBe("number");
  });

  test("receives what was sent before it listened, in order and by structured clone", async ({ probe: { app } }) => {
    await app.evaluate(() => {
      const { child } = (globalThis as WithKept).kept;
      for (const echo of [1, new Map([["a", 1]]), new Uint8Array([9])]) child.postMessage({ echo });
    });
    await expect.poll(async () => (await said(app)).length).toBe(4);
    const kinds = await app.evaluate(() =>
      (globalThis as WithKept).kept.said
        .slice(1)
        .map((message) => Object.prototype.toString.call((message as { echo: unknown }).echo)),
    );
    expect(kinds).toEqual(["[object Number]", "[object Map]", "[object Uint8Array]"]);
  });

  test("ends with its own exit code", async ({ probe: { app } }) => {
    const code = await app.evaluate(() => {
      const { child, exit } = (globalThis as WithKept).kept;
      child.postMessage({ exit: 7 });
      return exit;
    });
    expect(code).toBe(7);
    expect(await app.evaluate(() => (globalThis as WithKept).kept.child.pid)).toBeUndefined();
  });

  test("an uncaught error ends it with a code that is not 0", async ({ probe: { app } }) => {
    const code = await app.evaluate(() => {
      const { child, exit } = (globalThis as WithKept).kept;
      child.postMessage("throw");
      return exit;
    });
    expect(code).not.toBe(0);
  });

  test("can be killed in the middle of a loop", async ({ probe: { app } }) => {
    const killed = await app.evaluate(async () => {
      const { child, exit } = (globalThis as WithKept).kept;
      child.postMessage("loop");
      const accepted = child.kill();
      return [accepted, typeof (await exit)];
    });
    expect(killed).toEqual([true, "number"]);
  });

  test("a page talks to it over a port, in typed arrays, without main in between", async ({ probe: { app, page } }) => {
    await connect(app);
    const answer = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const port = (globalThis as unknown as { ports: MessagePort[] }).ports.at(-1);
          port?.addEventListener("message", ({ data }) =>
            resolve([data.kind, data.data instanceof Float64Array, [...data.data]]),
          );
          port?.start();
          port?.postMessage(new Float64Array([1.5, Number.NaN]));
        }),
    );
    expect(answer).toEqual(["[object Float64Array]", true, [1.5, Number.NaN]]);
  });

  test("a page that closes its port is noticed", async ({ probe: { app, page } }) => {
    await connect(app);
    await page.evaluate(() => (globalThis as unknown as { ports: MessagePort[] }).ports.at(-1)?.close());
    await expect.poll(() => said(app)).toContain("port closed");
  });

  test("its death closes the page's port", async ({ probe: { app, page } }) => {
    await connect(app);
    const closed = page.evaluate(
      () =>
        new Promise((resolve) => {
          const port = (globalThis as unknown as { ports: MessagePort[] }).ports.at(-1);
          port?.addEventListener("close", () => resolve("closed"));
          port?.start();
        }),
    );
    await app.evaluate(() => (globalThis as WithKept).kept.child.kill());
    expect(await closed).toBe("closed");
  });

  async function connect(app: ElectronApplication): Promise<void> {
    const page = await app.firstWindow();
    // The page is the same for all tests: the ports of those before lie there still.
    const before = await page.evaluate(() => (globalThis as unknown as { ports: unknown[] }).ports.length);
    await app.evaluate(({ BrowserWindow, MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      (globalThis as WithKept).kept.child.postMessage("take", [port1]);
      BrowserWindow.getAllWindows()[0]?.webContents.postMessage("probe:port", null, [port2]);
    });
    await page.waitForFunction((known) => (globalThis as unknown as { ports: unknown[] }).ports.length > known, before);
  }
});

test.describe("ports in the main process", () => {
  test("hold messages until they are started", async ({ probe: { app } }) => {
    const got = await app.evaluate(async ({ MessageChannelMain }) => {
      const { port1, port2 } = new MessageChannelMain();
      const messages: unknown[] = [];
      port2.on("message", ({ data }) => messages.push(data));
      const late = new Promise<void>((resolve) => {
        port2.on("message", ({ data }) => data === "late" && resolve());
      });
      port1.postMessage("early");
      await new Promise((resolve) => setTimeout(resolve, 50));
      const before = messages.length;
      port2.start();
      port1.postMessage("late");
      await late;
      return [before, messages];
    });
    expect(got).toEqual([0, ["early", "late"]]);
  });

  test("travel over ports, and tell when the other end closes", async ({ probe: { app } }) => {
    const got = await app.evaluate(async ({ MessageChannelMain }) => {
      const outer = new MessageChannelMain();
      const inner = new MessageChannelMain();
      const arrived = new Promise<Electron.MessagePortMain | undefined>((resolve) =>
        outer.port2.once("message", ({ ports }) => resolve(ports[0])),
      );
      outer.port2.start();
      outer.port1.postMessage("with a port", [inner.port1]);
      const port = await arrived;
      const heard = new Promise((resolve) => port?.once("message", ({ data }) => resolve(data)));
      const closed = new Promise((resolve) => port?.once("close", () => resolve("closed")));
      port?.start();
      inner.port2.postMessage({ bytes: new Uint8Array([1, 2]) });
      const first = (await heard) as { bytes: Uint8Array };
      inner.port2.close();
      return [first.bytes instanceof Uint8Array, await closed];
    });
    expect(got).toEqual([true, "closed"]);
  });

  test("refuse what cannot be cloned", async ({ probe: { app } }) => {
    const words = await app.evaluate(({ MessageChannelMain }) => {
      try {
        new MessageChannelMain().port1.postMessage(() => {});
        return "sent";
      } catch (error) {
        return String(error);
      }
    });
    expect(words).toContain("could not be cloned");
  });
});
