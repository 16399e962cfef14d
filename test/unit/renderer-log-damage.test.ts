import { expect, test } from "vitest";
import { damageReader } from "#renderer/panels/notices/log-damage-notice.tsx";
import { EventLog } from "#renderer/stores/event-log.ts";
import type { BridgeEvent } from "#shared/contract/events.ts";

const event = (seq: number, code: string): BridgeEvent => ({
  seq,
  atMs: seq,
  severity: "error",
  code,
  message: "",
  details: {},
});

test("a damaged log is told for as long as its bridge lives, however much happens meanwhile, and not by the next bridge", () => {
  const events = new EventLog();
  const read = damageReader(events);
  events.add([event(0, "BRIDGE_STARTED")], false);
  expect(read()).toBeUndefined();
  const told = event(1, "INTENTS_LOG_DAMAGED");
  events.add([told], false);
  expect(read()).toBe(told);
  events.add(
    Array.from({ length: 20_000 }, (_, at) => event(2 + at, "OTHER")),
    false,
  );
  expect(events.all()).not.toContain(told);
  expect(read()).toBe(told);
  events.restart();
  events.add([event(0, "BRIDGE_STARTED")], false);
  expect(read()).toBeUndefined();
});
