import type { Page } from "@playwright/test";
import { expect, NO_PROGRAM, test, withoutProgram } from "./fixtures/probe.ts";

test.skip(withoutProgram, NO_PROGRAM);

/** What the probe's preload exposes to its page, as far as a spec calls it by name. */
interface ProbeApi {
  add(a: number, b: number): number;
  callBack(callback: (...args: unknown[]) => void): void;
  echo(...args: unknown[]): Promise<unknown[]>;
  listener(): () => unknown;
  note(value: unknown): void;
  throwNow(): void;
  readonly nested: { readonly list: unknown[] };
}
declare const probe: ProbeApi;

/** Calls a method of the probe that answers with plain data. */
const ask = <T>(page: Page, method: string): Promise<T> =>
  page.evaluate((name) => (Reflect.get(probe, name) as () => Promise<T>)(), method);

test.describe("messages between renderer and main", () => {
  test("values travel by structured clone, both ways", async ({ probe: { page } }) => {
    expect(await ask(page, "roundTrip")).toEqual({
      kinds: [
        "Map",
        "Set",
        "Date",
        "BigInt",
        "Number",
        "-0",
        "Undefined",
        "Null",
        "Float64Array",
        "ArrayBuffer",
        "Error",
        "RegExp",
        "Object",
        "DataView",
        "Array",
      ],
      map: "one",
      date: 86_400_000,
      floats: [1.5, -2],
      bytes: [1, 2, 3],
      error: "RangeError: too far",
      regexp: "/a+b/gi",
      cycle: true,
      hole: false,
    });
  });

  test("a function cannot be sent", async ({ probe: { page } }) => {
    expect(await ask(page, "sendFunction")).toContain("could not be cloned");
  });

  test("a handler's error arrives in Electron's words", async ({ probe: { page } }) => {
    await expect(ask(page, "fail")).rejects.toThrow("Error invoking remote method 'probe:fail': TypeError: boom");
  });

  test("a channel without a handler is named", async ({ probe: { page } }) => {
    const words = "Error invoking remote method 'probe:unhandled': Error: No handler registered for 'probe:unhandled'";
    await expect(ask(page, "unhandled")).rejects.toThrow(words);
  });

  test("a channel takes one handler, and a new one once the old is removed", async ({ probe: { app } }) => {
    const words = await app.evaluate(({ ipcMain }) => {
      ipcMain.handle("probe:once", () => 1);
      try {
        ipcMain.handle("probe:once", () => 2);
        return "no error";
      } catch (error) {
        return String(error);
      } finally {
        ipcMain.removeHandler("probe:once");
        ipcMain.handle("probe:once", () => 3);
        ipcMain.removeHandler("probe:once");
      }
    });
    expect(words).toContain("Attempted to register a second handler for 'probe:once'");
  });

  test("messages keep their order", async ({ probe: { page } }) => {
    const sent = Array.from({ length: 100 }, (_, index) => index);
    await page.evaluate((values) => {
      for (const value of values) probe.note(value);
    }, sent);
    expect(await ask(page, "heard")).toEqual(sent);
  });

  test("main pushes to listeners that listen, once-listeners once", async ({ probe: { app, page } }) => {
    const push = (channel: string, value: number) =>
      app.evaluate(
        ({ BrowserWindow }, [name, payload]) =>
          BrowserWindow.getAllWindows()[0]?.webContents.send(name as string, payload),
        [channel, value],
      );
    await push("probe:push", 1);
    await push("probe:push-once", 2);
    await push("probe:push-once", 3);
    await push("probe:push", 4);
    // Each look takes what has arrived: a look that comes between two of them must not lose the first.
    const heard: unknown[] = [];
    const all = async (): Promise<unknown[]> => {
      heard.push(...(await ask<unknown[]>(page, "pushed")));
      return heard;
    };
    await expect.poll(all).toEqual([1, "once 2", 4]);
    await ask(page, "stopListening");
    await push("probe:push", 5);
    await ask(page, "heard");
    expect(await ask(page, "pushed")).toEqual([]);
  });

  test("the sender is the main frame, by its real address and origin", async ({ probe: { page } }) => {
    expect(await ask(page, "sender")).toEqual({
      url: "probe://app/",
      origin: "probe://app",
      isTop: true,
      isMainFrame: true,
    });
  });
});

test.describe("contextBridge", () => {
  test("the page has nothing of Node or Electron but what was exposed", async ({ probe: { page } }) => {
    const globals = ["require", "process", "module", "Buffer", "ipcRenderer", "electron"];
    const types = await page.evaluate((names) => names.map((name) => typeof Reflect.get(globalThis, name)), globals);
    expect(types).toEqual(globals.map(() => "undefined"));
    const leaked = await page.evaluate(() =>
      Object.getOwnPropertyNames(globalThis).filter((name) => /electron/i.test(name)),
    );
    expect(leaked).toEqual([]);
  });

  test("what was exposed is frozen to its depths and cannot be replaced", async ({ probe: { page } }) => {
    const state = await page.evaluate(() => {
      const before = probe;
      try {
        Object.defineProperty(globalThis, "probe", { value: "mine" });
      } catch {
        // refused loudly
      }
      try {
        Reflect.set(globalThis, "probe", "mine");
      } catch {
        // refused loudly
      }
      const { list } = probe.nested;
      return [before === probe, Object.isFrozen(probe), Object.isFrozen(list), Object.isFrozen(list[1])];
    });
    expect(state).toEqual([true, true, true, true]);
  });

  test("a synchronous function answers synchronously", async ({ probe: { page } }) => {
    expect(await page.evaluate(() => probe.add(2, 3))).toBe(5);
  });

  test("of an error only the message crosses", async ({ probe: { page } }) => {
    const caught = await page.evaluate(() => {
      try {
        probe.throwNow();
        return undefined;
      } catch (error) {
        return [(error as Error).message, "secret" in (error as object)];
      }
    });
    expect(caught).toEqual(["thrown in the preload", false]);
  });

  test("functions cross in both directions and can be called", async ({ probe: { page } }) => {
    const heard = await page.evaluate(async () => {
      const calls: unknown[] = [];
      probe.callBack((...args: unknown[]) => void calls.push(args));
      await new Promise((resolve) => setTimeout(resolve));
      const returned = probe.listener()();
      return [calls, returned];
    });
    expect(heard).toEqual([[["from the preload", { list: [1, 2] }]], "called"]);
  });

  test("a cyclic argument arrives as a cycle", async ({ probe: { page } }) => {
    const isCycle = await page.evaluate(async () => {
      const cyclic: { self?: unknown } = {};
      cyclic.self = cyclic;
      const [back] = (await probe.echo(cyclic)) as [{ self?: unknown }];
      return back.self === back;
    });
    expect(isCycle).toBe(true);
  });

  test("the preload is sandboxed: a require for a few modules, and no Node", async ({ probe: { page } }) => {
    expect((await ask<unknown[]>(page, "environment")).slice(0, 3)).toEqual(["function", "object", true]);
  });

  test("a frame inside the page gets no preload", async ({ probe: { page } }) => {
    const child = page.frame("child");
    expect(await child?.evaluate(() => Reflect.has(globalThis, "probe"))).toBe(false);
  });
});
