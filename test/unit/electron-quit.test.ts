import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { quitCleanly } from "#electron/quit.ts";

/** Electron's app: quitting asks `will-quit`, and exits unless that is prevented. */
class FakeApp extends EventEmitter {
  exited = 0;

  quit(): void {
    let prevented = false;
    this.emit("will-quit", {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) this.exited += 1;
  }
}

test("the app exits only once the bridge has stopped, and stops it once", async () => {
  const app = new FakeApp();
  const stopped = Promise.withResolvers<void>();
  let stops = 0;
  quitCleanly(app, () => {
    stops += 1;
    return stopped.promise;
  });
  app.emit("window-all-closed");
  app.quit();
  expect([stops, app.exited]).toEqual([1, 0]);
  stopped.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect([stops, app.exited]).toEqual([1, 1]);
});
