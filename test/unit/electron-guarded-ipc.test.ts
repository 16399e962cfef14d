import { expect, test } from "vitest";
import { z } from "zod";
import { GuardedIpc } from "#electron/security/guarded-ipc.ts";
import { isOwnPage, type SenderFrame } from "#electron/security/sender-check.ts";

const OWN: SenderFrame = { url: "app://fairlead/", origin: "app://fairlead", parent: null };

test("our page's main frame is trusted, wherever its router has taken it", () => {
  expect(isOwnPage(OWN)).toBe(true);
  expect(isOwnPage({ ...OWN, url: "app://fairlead/index.html?x=1#chart" })).toBe(true);
});

test.each<[string, SenderFrame | null]>([
  ["a frame that is gone", null],
  ["a frame inside our page", { ...OWN, parent: {} }],
  ["an empty address, which inherits our origin", { ...OWN, url: "" }],
  ["about:blank, which inherits our origin", { ...OWN, url: "about:blank" }],
  ["another host of our scheme", { ...OWN, url: "app://evil/", origin: "app://evil" }],
  ["a host that begins like ours", { ...OWN, url: "app://fairlead.evil/", origin: "app://fairlead.evil" }],
  ["a host that ends like ours", { ...OWN, url: "app://evil.fairlead/", origin: "app://evil.fairlead" }],
  ["our host as a user name", { ...OWN, url: "app://fairlead@evil/" }],
  ["our host with credentials", { ...OWN, url: "app://a:b@fairlead/" }],
  ["our host with a port", { ...OWN, url: "app://fairlead:1/" }],
  ["our address without our origin", { ...OWN, origin: "null" }],
  ["our origin on another scheme", { ...OWN, url: "https://fairlead/", origin: "https://fairlead" }],
  ["a file", { ...OWN, url: "file:///app://fairlead/", origin: "file://" }],
  ["data", { ...OWN, url: "data:text/html,app://fairlead/", origin: "null" }],
  ["no address at all", { ...OWN, url: "not an address" }],
])("%s is not trusted", (_what, frame) => {
  expect(isOwnPage(frame)).toBe(false);
});

/** Stands for Electron's ipcMain: calls a channel as `frame` would. */
function guarded() {
  const handlers = new Map<
    string,
    (event: { senderFrame: SenderFrame | null; sender: { id: number } }, ...args: unknown[]) => unknown
  >();
  const refused: string[] = [];
  const clock = { ms: 0 };
  const ipc = new GuardedIpc(
    { handle: (channel, handler) => void handlers.set(channel, handler) },
    (channel, reason) => refused.push(`${channel}: ${reason}`),
    () => clock.ms,
  );
  const callAs = (id: number, frame: SenderFrame | null, ...args: unknown[]) =>
    handlers.get("open")?.({ senderFrame: frame, sender: { id } }, ...args);
  const call = (frame: SenderFrame | null, ...args: unknown[]) => callAs(7, frame, ...args);
  return { ipc, call, callAs, refused, clock };
}

test("a handler gets parsed input from our page", () => {
  const { ipc, call } = guarded();
  ipc.handle("open", z.string().trim(), (text, sender) => `got ${text} from ${sender.id}`);
  expect(call(OWN, "  it ")).toBe("got it from 7");
});

test("a foreign sender is refused before anything is parsed or run, and the page learns nothing of why", () => {
  const { ipc, call, refused } = guarded();
  let ran = false;
  ipc.handle("open", z.string(), () => {
    ran = true;
  });
  expect(() => call({ url: "https://evil.example/", origin: "https://evil.example", parent: null }, "x")).toThrow(
    /^FORBIDDEN$/,
  );
  expect(() => call(null, "x")).toThrow(/^FORBIDDEN$/);
  expect(ran).toBe(false);
  expect(refused).toEqual(["open: sent by https://evil.example/", "open: sent by a frame that is gone"]);
});

test.each([[[5]], [[]], [["x", "y"]], [[{ toString: () => "x" }]]])("input %j that does not fit is refused", (args) => {
  const { ipc, call, refused } = guarded();
  ipc.handle("open", z.string(), () => "ran");
  expect(() => call(OWN, ...args)).toThrow(/^FORBIDDEN$/);
  expect(refused).toEqual(["open: its input does not fit"]);
});

test("a page that asks without end is refused and told of once, the others are answered, and it again when it is calm", () => {
  const { ipc, call, callAs, refused, clock } = guarded();
  let ran = 0;
  ipc.handle("open", z.string(), () => (ran += 1));
  for (let asked = 0; asked < 10_000; asked += 1) {
    try {
      call(OWN, "x");
    } catch {
      // refused, as it should be after a while
    }
  }
  expect(ran).toBe(200);
  expect(refused).toEqual(["open: it asks too often"]);
  expect(callAs(8, OWN, "x")).toBe(201);
  clock.ms += 10_000;
  expect(call(OWN, "x")).toBe(202);
});

test("a foreign page's address is not written into the log at any length", () => {
  const { ipc, call, refused } = guarded();
  ipc.handle("open", z.string(), () => "ran");
  expect(() => call({ url: `data:text/html,${"x".repeat(1e6)}`, origin: "null", parent: null }, "x")).toThrow(
    "FORBIDDEN",
  );
  expect(refused[0]?.length).toBeLessThan(300);
});
