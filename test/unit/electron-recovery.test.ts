import { EventEmitter } from "node:events";
import type { WebContents } from "electron";
import { beforeEach, expect, test, vi } from "vitest";
import { returnHome } from "#electron/security/page-policy.ts";
import { offerReload, recoverPage } from "#electron/window/page-recovery.ts";

/** A page whose process dies when a test says so. */
class FakePage extends EventEmitter {
  destroyed = false;
  reloads = 0;

  isDestroyed(): boolean {
    return this.destroyed;
  }

  reload(): void {
    this.reloads += 1;
  }

  dies(reason = "crashed"): void {
    this.emit("render-process-gone", {}, { reason });
  }
}

let now: number;
let delays: number[];
let asked: string[];
let answer: boolean;
let page: FakePage;
beforeEach(() => {
  [now, delays, asked, answer] = [0, [], [], true];
  page = new FakePage();
  recoverPage(page, {
    now: () => now,
    after(ms, run) {
      delays.push(ms);
      run();
    },
    again(reason) {
      asked.push(reason);
      return Promise.resolve(answer);
    },
  });
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a window's page that dies is loaded again, at once and then later each time", () => {
  for (const reason of ["crashed", "oom", "killed", "abnormal-exit", "launch-failed"]) page.dies(reason);
  expect(delays).toEqual([0, 250, 500, 1_000, 2_000]);
  expect([page.reloads, asked]).toEqual([5, []]);
});

test("a page that ends as it should is not loaded again, nor is one whose window is gone", () => {
  page.dies("clean-exit");
  page.destroyed = true;
  page.dies();
  expect(page.reloads).toBe(0);
});

test("after the sixth death in a minute a person is asked: the app and its bridge go on, and the count begins anew", async () => {
  for (let death = 0; death < 6; death += 1) page.dies("oom");
  expect([page.reloads, asked]).toEqual([5, ["oom"]]);
  await settled();
  expect(page.reloads).toBe(6);
  page.dies();
  expect(delays.at(-1)).toBe(0);
});

test("a person who does not want it any more is not asked again, and nothing is loaded", async () => {
  answer = false;
  for (let death = 0; death < 6; death += 1) page.dies();
  await settled();
  expect([page.reloads, asked.length]).toEqual([5, 1]);
});

test("deaths that lie far apart never add up", () => {
  for (let death = 0; death < 40; death += 1) {
    page.dies();
    now += 61_000;
  }
  expect([new Set(delays), asked]).toEqual([new Set([0]), []]);
});

test("a window that hangs is asked about once at a time, and its page is ended only when its user says so", async () => {
  let ended = 0;
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    webContents: { forcefullyCrashRenderer: () => (ended += 1) },
  });
  const questions: PromiseWithResolvers<boolean>[] = [];
  offerReload(window, () => {
    const question = Promise.withResolvers<boolean>();
    questions.push(question);
    return question.promise;
  });
  window.emit("unresponsive");
  window.emit("unresponsive");
  expect(questions).toHaveLength(1);
  questions[0]?.resolve(false);
  await settled();
  expect(ended).toBe(0);
  window.emit("unresponsive");
  questions[1]?.resolve(true);
  await settled();
  expect([questions.length, ended]).toEqual([2, 1]);
});

test("a window that was taken away, or left on an error page, comes home; a home that cannot be loaded is not tried without end", () => {
  vi.useFakeTimers();
  try {
    const load = vi.fn((_url: string) => Promise.reject(new Error("refused")));
    const window = Object.assign(new EventEmitter(), { isDestroyed: () => false, loadURL: load });
    returnHome(window as unknown as WebContents, "app://fairlead/");
    const fails = (code: number, isMainFrame: boolean) => window.emit("did-fail-load", {}, code, "", "", isMainFrame);
    window.emit("did-navigate", {}, "app://fairlead/?window=1");
    fails(-3, true);
    fails(-20, false);
    vi.advanceTimersByTime(60_000);
    expect(load).not.toHaveBeenCalled();
    window.emit("did-navigate", {}, "about:blank");
    expect(load).toHaveBeenCalledExactlyOnceWith("app://fairlead/");
    for (let failed = 0; failed < 50; failed += 1) {
      fails(-20, true);
      vi.advanceTimersByTime(1_000);
    }
    expect(load.mock.calls.length).toBeLessThan(10);
    expect(load.mock.calls.length).toBeGreaterThan(2);
  } finally {
    vi.useRealTimers();
  }
});
