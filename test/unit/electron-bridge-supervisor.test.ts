import { beforeEach, expect, test } from "vitest";
import type { BridgeProcess } from "#electron/bridge/bridge-process.ts";
import { BridgeSupervisor } from "#electron/bridge/bridge-supervisor.ts";
import type { FromBridge, ToBridge } from "#shared/shell/bridge-messages.ts";

/** A bridge process that does what a test says. */
class FakeProcess implements BridgeProcess<string> {
  readonly sent: [ToBridge, string[]][] = [];
  killed = false;
  #message: (message: FromBridge) => void = () => {};
  #exit: (code: number) => void = () => {};

  send(message: ToBridge, ports: string[] = []): void {
    this.sent.push([message, ports]);
  }

  onMessage(listener: (message: FromBridge) => void): void {
    this.#message = listener;
  }

  onExit(listener: (code: number) => void): void {
    this.#exit = listener;
  }

  kill(): void {
    this.killed = true;
    this.#exit(15);
  }

  says(message: FromBridge): void {
    this.#message(message);
  }

  ends(code = 1): void {
    this.#exit(code);
  }
}

let processes: FakeProcess[];
let timers: { at: number; run: () => void }[];
let now: number;
let channels: number;
let supervisor: BridgeSupervisor<string>;

beforeEach(() => {
  processes = [];
  timers = [];
  now = 0;
  channels = 0;
  supervisor = new BridgeSupervisor<string>({
    fork() {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    channel() {
      channels += 1;
      return { port1: `bridge ${channels}`, port2: `window ${channels}` };
    },
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
});

function pass(ms: number): void {
  now += ms;
  for (const timer of timers.filter(({ at }) => at <= now)) {
    timers = timers.filter((other) => other !== timer);
    timer.run();
  }
}

function newest(): FakeProcess {
  const process = processes.at(-1);
  if (!process) throw new Error("no process was started");
  return process;
}

test("a window's port waits for the bridge, and goes straight to it once it runs", () => {
  const got: string[] = [];
  supervisor.start();
  supervisor.connect(1, (port) => got.push(port));
  expect([supervisor.state.phase, got]).toEqual(["starting", []]);
  newest().says({ kind: "ready" });
  expect([supervisor.state.phase, got]).toEqual(["running", ["window 1"]]);
  expect(newest().sent).toEqual([[{ kind: "connect" }, ["bridge 1"]]]);
  supervisor.connect(1, (port) => got.push(port));
  expect(got).toEqual(["window 1", "window 2"]);
});

test("a window that asks twice while it waits gets one port; one that closed gets none", () => {
  const got: string[] = [];
  supervisor.start();
  supervisor.connect(1, () => got.push("first"));
  supervisor.connect(1, () => got.push("second"));
  supervisor.connect(2, () => got.push("closed"));
  supervisor.disconnect(2);
  newest().says({ kind: "ready" });
  expect(got).toEqual(["second"]);
});

test("a crash is answered by a new start, later each time, and the window gets a port to the new bridge", () => {
  const delays: number[] = [];
  supervisor.onState((state) => {
    if (state.phase === "restarting") delays.push(state.inMs);
  });
  supervisor.start();
  for (let crash = 0; crash < 5; crash += 1) {
    newest().says({ kind: "ready" });
    newest().ends();
    pass(delays.at(-1) ?? 0);
  }
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000]);
  const got: string[] = [];
  supervisor.connect(1, (port) => got.push(port));
  newest().says({ kind: "ready" });
  expect(got).toHaveLength(1);
  expect(processes).toHaveLength(6);
});

test("the sixth crash within a minute stops it, in words, until a person starts it again", () => {
  supervisor.start();
  for (let crash = 0; crash < 6; crash += 1) {
    newest().ends();
    pass(4_000);
  }
  expect(supervisor.state).toEqual({
    phase: "stopped",
    reason: "crash-loop",
    message: "The bridge ended 6 times within a minute.",
  });
  pass(3_600_000);
  expect(processes).toHaveLength(6);
  supervisor.restart();
  expect([supervisor.state.phase, processes.length]).toEqual(["starting", 7]);
  newest().ends();
  expect(supervisor.state).toMatchObject({ phase: "restarting", inMs: 250, crashes: 1 });
});

test("crashes that lie far apart never add up to a loop", () => {
  supervisor.start();
  for (let crash = 0; crash < 50; crash += 1) {
    newest().says({ kind: "ready" });
    pass(61_000);
    newest().ends();
    expect(supervisor.state).toMatchObject({ phase: "restarting", inMs: 250 });
    pass(250);
  }
});

test("a refusal is not repeated: the bridge's words are shown instead", () => {
  supervisor.start();
  newest().says({ kind: "refused", code: "PROFILE_LOCKED", message: "Another Fairlead uses it." });
  newest().ends(2);
  expect(supervisor.state).toEqual({ phase: "stopped", reason: "refused", message: "Another Fairlead uses it." });
  pass(3_600_000);
  expect(processes).toHaveLength(1);
});

test("a bridge that is not ready within a minute is ended, and counts as crashed", () => {
  supervisor.start();
  pass(60_000);
  expect(processes[0]?.killed).toBe(true);
  expect(supervisor.state.phase).toBe("restarting");
});

test("stopping waits for the bridge to end by itself", async () => {
  supervisor.start();
  newest().says({ kind: "ready" });
  let stopped = false;
  const stopping = supervisor.stop().then(() => {
    stopped = true;
  });
  expect(newest().sent).toEqual([[{ kind: "shutdown" }, []]]);
  await Promise.resolve();
  expect([supervisor.state.phase, stopped]).toEqual(["stopping", false]);
  newest().ends(0);
  await stopping;
  expect([stopped, newest().killed]).toEqual([true, false]);
  supervisor.start();
  expect(processes).toHaveLength(1);
});

test("a bridge that will not stop is killed after eight seconds", async () => {
  supervisor.start();
  const stopping = supervisor.stop();
  pass(7_999);
  expect(newest().killed).toBe(false);
  pass(1);
  await stopping;
  expect(newest().killed).toBe(true);
});

test("stopping between two starts starts nothing more", async () => {
  supervisor.start();
  newest().ends();
  await supervisor.stop();
  pass(60_000);
  expect(processes).toHaveLength(1);
});

/** Passes time in steps as small as the timers themselves. */
function passSlowly(ms: number, each: () => void = () => {}): void {
  for (let passed = 0; passed < ms; passed += 1_000) {
    pass(1_000);
    each();
  }
}

const pings = () => newest().sent.filter(([{ kind }]) => kind === "ping").length;

test("a bridge that answers is left alone for as long as it runs", () => {
  supervisor.start();
  newest().says({ kind: "ready" });
  let answered = 0;
  passSlowly(600_000, () => {
    for (; answered < pings(); answered += 1) newest().says({ kind: "pong" });
  });
  expect(pings()).toBe(120);
  expect([supervisor.state.phase, processes.length]).toEqual(["running", 1]);
});

test("a bridge that hangs for half a minute is ended and started again, and windows get ports to the new one", () => {
  const got: string[] = [];
  supervisor.start();
  newest().says({ kind: "ready" });
  passSlowly(34_000);
  expect([newest().killed, supervisor.state.phase]).toEqual([false, "running"]);
  passSlowly(1_000);
  expect(processes[0]?.killed).toBe(true);
  expect(supervisor.state).toMatchObject({ phase: "restarting", inMs: 250, crashes: 1 });
  supervisor.connect(1, (port) => got.push(port));
  pass(250);
  newest().says({ kind: "ready" });
  expect([supervisor.state.phase, processes.length, got]).toEqual(["running", 2, ["window 1"]]);
});

test("bridges that hang one after another are started ever later, and then not at all", () => {
  supervisor.start();
  const delays: number[] = [];
  supervisor.onState((state) => {
    if (state.phase === "restarting") delays.push(state.inMs);
  });
  for (let hung = 0; hung < 3; hung += 1) {
    newest().says({ kind: "ready" });
    passSlowly(35_000);
    pass(delays.at(-1) ?? 0);
  }
  // Two hangs fit into a minute: the delays grow with those of the last one.
  expect(delays).toEqual([250, 500, 500]);
});

test("neither a sleep of the computer nor a shell that was held up makes a bridge hang", () => {
  supervisor.start();
  newest().says({ kind: "ready" });
  for (let slept = 0; slept < 50; slept += 1) pass(3_600_000);
  expect([newest().killed, supervisor.state.phase]).toEqual([false, "running"]);
});

test("a bridge that is still starting is not asked, and one that stops is no longer", async () => {
  supervisor.start();
  passSlowly(30_000);
  expect(pings()).toBe(0);
  newest().says({ kind: "ready" });
  const stopping = supervisor.stop();
  passSlowly(7_000);
  expect(pings()).toBe(0);
  newest().ends(0);
  await stopping;
});
