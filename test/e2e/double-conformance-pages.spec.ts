import type { ElectronApplication, Page } from "@playwright/test";
import { expect, NO_PROGRAM, runSecondProbe, test, withoutProgram } from "./fixtures/probe.ts";

test.skip(withoutProgram, NO_PROGRAM);

/** What the probe's main process offers the spec. */
type ProbeMain = typeof globalThis & {
  openWindow(options?: object): Electron.BrowserWindow;
  secondInstances: unknown[];
  log: unknown[];
};

/** Opens a window of its own for a test, and closes it after. */
async function withWindow(app: ElectronApplication, use: (page: Page) => Promise<void>): Promise<void> {
  // Playwright hears late of a window that is gone: its page would be found for the one that is to be opened.
  await expect.poll(() => app.windows().length).toBe(1);
  await app.evaluate(() => (globalThis as ProbeMain).openWindow().loadURL("probe://app/other.html"));
  const opened = () => app.windows().find((page) => page.url().endsWith("/other.html"));
  await expect.poll(() => opened() !== undefined).toBe(true);
  await use(opened() as Page);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.destroy());
}

test.describe("app", () => {
  test("takes name and version from the app's package.json", async ({ probe: { app } }) => {
    expect(await app.evaluate(({ app }) => [app.getName(), app.getVersion(), app.isReady()])).toEqual([
      "electron-probe",
      "1.2.3",
      true,
    ]);
  });

  test("keeps its data where --user-data-dir says", async ({ probe: { app, folder } }) => {
    expect(await app.evaluate(({ app }) => app.getPath("userData"))).toBe(folder);
  });

  test("refuses a path name it does not know", async ({ probe: { app } }) => {
    const words = await app.evaluate(({ app }) => {
      try {
        return app.getPath("nonsense" as "home");
      } catch (error) {
        return `threw ${(error as Error).name}`;
      }
    });
    expect(words).toMatch(/^threw /);
  });

  test("a second start tells the first and ends", async ({ probe: { app, folder }, host }) => {
    expect(await runSecondProbe(host, folder)).toBe(0);
    await expect
      .poll(() => app.evaluate(() => (globalThis as ProbeMain).secondInstances))
      .toEqual([expect.objectContaining({ last: "--second", data: { from: "probe" } })]);
  });
});

test.describe("custom schemes", () => {
  test("serve pages, scripts and fetch, with status and headers", async ({ probe: { page } }) => {
    const answer = await page.evaluate(async () => {
      const response = await fetch("/echo?q=a%20b", { method: "POST", body: "hello" });
      return [response.status, response.headers.get("x-probe"), await response.json()];
    });
    expect(answer).toEqual([
      201,
      "yes",
      { method: "POST", url: "probe://app/echo?q=a%20b", asked: "a b", body: "hello" },
    ]);
  });

  test("answer what they do not know with their own 404", async ({ probe: { page } }) => {
    expect(await page.evaluate(async () => (await fetch("/missing")).status)).toBe(404);
  });

  test("a handler that throws fails the request", async ({ probe: { page } }) => {
    expect(
      await page.evaluate(() =>
        fetch("/throws").then(
          () => "answered",
          () => "failed",
        ),
      ),
    ).toBe("failed");
  });

  test("the content security policy of the answer holds", async ({ probe: { page } }) => {
    const state = await page.evaluate(() => [
      Reflect.get(globalThis, "inlineRan"),
      Reflect.get(globalThis, "violations"),
    ]);
    expect(state).toEqual([undefined, ["script-src-elem"]]);
  });

  test("loadURL rejects with Electron's code when the page cannot be had", async ({ probe: { app } }) => {
    const code = await app.evaluate(async ({ BrowserWindow }) => {
      const window = (globalThis as ProbeMain).openWindow({ show: false });
      const code = await window.loadURL("probe://app/throws").then(
        () => "loaded",
        (error: { code: string }) => error.code,
      );
      window.destroy();
      return [code, BrowserWindow.getAllWindows().length];
    });
    expect(code).toEqual(["ERR_FAILED", 1]);
  });
});

test.describe("navigation", () => {
  test("a page's own navigation can be prevented, the app's and the debugger's are not asked about", async ({
    probe: { app },
  }) => {
    await withWindow(app, async (page) => {
      await app.evaluate(({ BrowserWindow }) => {
        const log: unknown[] = [];
        (globalThis as ProbeMain).log = log;
        const contents = BrowserWindow.getAllWindows()[1]?.webContents;
        contents?.on("will-navigate", (event) => {
          log.push([event.url, event.isMainFrame]);
          event.preventDefault();
        });
      });
      await page.evaluate(() => location.assign("probe://app/".replace("probe://app", location.origin)));
      await expect.poll(() => app.evaluate(() => (globalThis as ProbeMain).log)).toEqual([["probe://app/", true]]);
      expect(page.url()).toContain("/other.html");
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.loadURL("probe://app/frame.html"));
      await page.reload();
      expect(await app.evaluate(() => (globalThis as ProbeMain).log.length)).toBe(1);
    });
  });

  test("window.open that is denied gives null and opens nothing", async ({ probe: { app } }) => {
    await withWindow(app, async (page) => {
      await app.evaluate(({ BrowserWindow }) => {
        const log: unknown[] = [];
        (globalThis as ProbeMain).log = log;
        BrowserWindow.getAllWindows()[1]?.webContents.setWindowOpenHandler(({ url, frameName }) => {
          log.push([url, frameName]);
          return { action: "deny" };
        });
      });
      expect(await page.evaluate(() => window.open("https://elsewhere.example/x", "named"))).toBeNull();
      await expect
        .poll(() => app.evaluate(() => (globalThis as ProbeMain).log))
        .toEqual([["https://elsewhere.example/x", "named"]]);
      await expect.poll(() => app.windows().length).toBe(2);
    });
  });

  test("a link with a target asks like window.open, and opens nothing", async ({ probe: { app } }) => {
    await withWindow(app, async (page) => {
      await app.evaluate(({ BrowserWindow }) => {
        const log: unknown[] = [];
        (globalThis as ProbeMain).log = log;
        BrowserWindow.getAllWindows()[1]?.webContents.setWindowOpenHandler(({ url }) => {
          log.push(url);
          return { action: "deny" };
        });
      });
      await page.setContent("<a href='https://elsewhere.example/link' target='_blank'>away</a>");
      await page.click("a");
      await expect
        .poll(() => app.evaluate(() => (globalThis as ProbeMain).log))
        .toEqual(["https://elsewhere.example/link"]);
      await expect.poll(() => app.windows().length).toBe(2);
    });
  });

  test("moves within the page are told and change no document", async ({ probe: { app } }) => {
    await withWindow(app, async (page) => {
      await app.evaluate(({ BrowserWindow }) => {
        const log: unknown[] = [];
        (globalThis as ProbeMain).log = log;
        BrowserWindow.getAllWindows()[1]?.webContents.on("did-navigate-in-page", (_event, url) => log.push(url));
      });
      await page.evaluate(() => history.pushState(null, "", "/pushed"));
      await expect.poll(() => app.evaluate(() => (globalThis as ProbeMain).log)).toEqual(["probe://app/pushed"]);
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.webContents.getURL())).toBe(
        "probe://app/pushed",
      );
    });
  });
});

test.describe("the session", () => {
  test("belongs to every page, and can cancel any request", async ({ probe: { app, page } }) => {
    await app.evaluate(({ session, BrowserWindow }) => {
      if (BrowserWindow.getAllWindows()[0]?.webContents.session !== session.defaultSession)
        throw new Error("another session");
      const log: unknown[] = [];
      (globalThis as ProbeMain).log = log;
      session.defaultSession.webRequest.onBeforeRequest(({ url, method, resourceType }, callback) => {
        log.push([url, method, resourceType]);
        callback({ cancel: url.includes("forbidden") });
      });
    });
    const outcome = await page.evaluate(() =>
      fetch("/forbidden").then(
        () => "answered",
        () => "failed",
      ),
    );
    const log = await app.evaluate(({ session }) => {
      session.defaultSession.webRequest.onBeforeRequest(null);
      return (globalThis as ProbeMain).log;
    });
    expect([outcome, log]).toEqual(["failed", [["probe://app/forbidden", "GET", "xhr"]]]);
  });

  test("decides what permissions a page has and gets", async ({ probe: { app } }) => {
    await app.evaluate(({ session }) => {
      const log: unknown[] = [];
      (globalThis as ProbeMain).log = log;
      session.defaultSession.setPermissionCheckHandler(() => false);
      session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
        log.push(permission);
        callback(false);
      });
    });
    await withWindow(app, async (page) => {
      const states = await page.evaluate(async () => [
        (await navigator.permissions.query({ name: "geolocation" })).state,
        await Notification.requestPermission(),
      ]);
      expect(states).toEqual(["denied", "denied"]);
      expect(await app.evaluate(() => (globalThis as ProbeMain).log)).toContain("notifications");
    });
  });
});

test.describe("windows", () => {
  test("are found by id, by page and by Playwright", async ({ probe: { app, page } }) => {
    const handle = await app.browserWindow(page);
    const id = await handle.evaluate((window) => window.id);
    const found = await app.evaluate(({ BrowserWindow }, id) => {
      const window = BrowserWindow.fromId(id);
      return window !== null && BrowserWindow.fromWebContents(window.webContents) === window;
    }, id);
    expect(found).toBe(true);
  });

  test("may refuse to close, and are gone once closed", async ({ probe: { app } }) => {
    const log = await app.evaluate(async ({ BrowserWindow }) => {
      const window = (globalThis as ProbeMain).openWindow({ show: false });
      const log: unknown[] = [window.isVisible()];
      await window.loadURL("probe://app/other.html");
      window.once("close", (event) => event.preventDefault());
      window.close();
      log.push(window.isDestroyed(), BrowserWindow.getAllWindows().length);
      const destroyed = new Promise<void>((resolve) =>
        window.webContents.once("destroyed", () => {
          log.push("page destroyed");
          resolve();
        }),
      );
      const closed = new Promise<void>((resolve) => window.once("closed", () => resolve()));
      window.close();
      await Promise.all([closed, destroyed]);
      log.push(window.isDestroyed(), BrowserWindow.getAllWindows().length);
      return log;
    });
    expect(log).toEqual([false, false, 2, "page destroyed", true, 1]);
  });

  test("report their place, and are ready to show once they have painted", async ({ probe: { app } }) => {
    const [bounds, ready] = await app.evaluate(async () => {
      const window = (globalThis as ProbeMain).openWindow({ show: false, x: 40, y: 30, width: 700, height: 500 });
      const ready = new Promise((resolve) => window.once("ready-to-show", () => resolve("ready")));
      await window.loadURL("probe://app/other.html");
      window.setBounds({ x: 50, y: 60, width: 800, height: 600 });
      const bounds = window.getBounds();
      const outcome = [bounds, await ready] as const;
      window.destroy();
      return outcome;
    });
    expect([bounds, ready]).toEqual([{ x: 50, y: 60, width: 800, height: 600 }, "ready"]);
  });

  test("tell when their page's process dies, and can load again", async ({ probe: { app } }) => {
    const reason = await app.evaluate(async () => {
      const window = (globalThis as ProbeMain).openWindow({ show: false });
      await window.loadURL("probe://app/other.html");
      const gone = new Promise<string>((resolve) =>
        window.webContents.once("render-process-gone", (_event, details) => resolve(details.reason)),
      );
      window.webContents.forcefullyCrashRenderer();
      const reason = await gone;
      await window.loadURL("probe://app/other.html");
      const alive = await window.webContents.executeJavaScript("document.title");
      window.destroy();
      return [reason === "clean-exit", alive];
    });
    expect(reason).toEqual([false, "Other"]);
  });

  test("follow the theme the app sets", async ({ probe: { app, page } }) => {
    const dark = () => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = "dark";
    });
    await expect.poll(dark).toBe(true);
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = "light";
    });
    await expect.poll(dark).toBe(false);
  });
});
