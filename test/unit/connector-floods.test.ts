import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NOTICE_CODES } from "#shared/link/notice-codes.ts";
import { plainText } from "#shared/link/plain-text.ts";
import { HEARTBEAT, ModelLink } from "#test/fixtures/model-link.ts";

const notice = (noticeCode: string, message: string) =>
  ({ fields: { severity: "error", noticeCode, message } }) as const;

async function live() {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  return { model, terminal, peer };
}

test("a paired terminal that repeats itself a thousand times is told twenty times, then summed up once", async () => {
  const { model, terminal, peer } = await live();
  for (let i = 0; i < 1_000; i++) await peer.send("Notice", notice("KEYS_NOT_KEPT", `${i}`));
  await model.clock.advance(0);
  expect(model.notice("KEYS_NOT_KEPT")).toHaveLength(20);
  expect(model.notice("EVENTS_SUPPRESSED")).toHaveLength(0);
  for (let second = 0; second < 61; second++) {
    await peer.send("Heartbeat", { fields: HEARTBEAT });
    await model.clock.advance(1_000);
  }
  expect(model.notice("EVENTS_SUPPRESSED")).toMatchObject([
    { message: expect.stringMatching(/^980 more KEYS_NOT_KEPT/), details: { suppressed: 980, source: terminal.id } },
  ]);
  await peer.send("Notice", notice("KEYS_NOT_KEPT", "again"));
  await model.clock.advance(0);
  expect(model.notice("KEYS_NOT_KEPT")).toHaveLength(21);
});

test("one terminal's flood takes nothing from another's words", async () => {
  const model = new ModelLink();
  const [loud, quiet] = [model.paired("Loud"), model.paired("Quiet")];
  model.start();
  const peers = [model.peer(loud.publicKey), model.peer(quiet.publicKey)] as const;
  await peers[0].open(loud.identity, { login: 1n });
  await peers[1].open(quiet.identity, { login: 2n });
  for (let i = 0; i < 100; i++) await peers[0].send("Notice", notice("KEYS_NOT_KEPT", "flood"));
  await peers[1].send("Notice", notice("KEYS_NOT_KEPT", "once"));
  await model.clock.advance(0);
  const told = model.notice("KEYS_NOT_KEPT").map(({ details }) => details["terminal"]);
  expect(told.filter((terminal) => terminal === loud.id)).toHaveLength(20);
  expect(told.filter((terminal) => terminal === quiet.id)).toHaveLength(1);
});

test("lost frames and a jumping clock are told with measure; beyond 32 an hour the clock is not believed", async () => {
  const { model, peer } = await live();
  let seq = 1n;
  for (let i = 0; i < 200; i++) {
    seq += 2n;
    const ticks = { stream: 1, epoch: 1, seq: 1n, firstMs: 1, previousMs: 2 };
    await peer.send("EpochOpened", { fields: ticks }, { seq });
  }
  for (let i = 0; i < 100; i++) {
    const [oldOffsetS, newOffsetS] = [i * 900, (i + 1) * 900];
    await peer.send("OffsetChanged", { fields: { oldOffsetS, newOffsetS, brokerMs: 1, utcMs: 1 } });
  }
  await model.clock.advance(0);
  expect(model.notice("LINK_FRAMES_LOST")).toHaveLength(20);
  expect(model.notice("OFFSET_CHANGED")).toHaveLength(20);
  expect(model.refused("overloaded")).toBe(100 - 32);
});

test("a program's words never come under a code of the bridge's own, nor with marks that hide or forge a line", async () => {
  const { model, peer } = await live();
  await peer.send("Notice", notice("BRIDGE_STARTED", "all is well\r\n2026-11-21 ERROR \u202egnorw\u0007 \u2028next"));
  await peer.send("Notice", notice("LEASE_STALE_EPOCH", "refused"));
  await model.clock.advance(0);
  expect(model.notice("BRIDGE_STARTED")).toEqual([]);
  expect(model.notice("TERMINAL_NOTICE")).toMatchObject([
    {
      severity: "warning",
      message: "Harbour says: all is well 2026-11-21 ERROR  gnorw   next",
      details: { noticeCode: "BRIDGE_STARTED" },
    },
  ]);
  expect(model.notice("LEASE_STALE_EPOCH")).toMatchObject([{ severity: "error", message: "Harbour says: refused" }]);
});

test("a terminal that says Hello without end, or for ever new accounts, is refused as overloaded", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  for (let i = 0; i < 70; i++) {
    const peer = model.peer(terminal.publicKey);
    await peer.hello(terminal.identity, { login: BigInt(i + 1) });
    await model.clock.advance(0);
    peer.close();
    await model.clock.advance(0);
  }
  expect(model.refused("overloaded")).toBe(6);
  for (let i = 0; i < 60; i++) {
    const peer = model.peer(terminal.publicKey);
    await peer.hello(terminal.identity, { login: 1n });
    await model.clock.advance(0);
    peer.close();
    await model.clock.advance(0);
  }
  expect(model.refused("overloaded")).toBe(6 + 10);
  await model.clock.advance(60_000);
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity, { login: 1n });
});

test("the bridge knows every code that the MQL5 programs use", () => {
  const folder = join(import.meta.dirname, "..", "..", "mql5");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.mq[h5]$/.test(name));
  const used = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), "utf8").matchAll(/\bNotice\(\s*FL_SEVERITY_\w+\s*,\s*"(\w+)"/g)].map(
      ([, code]) => code,
    ),
  );
  expect(used.length).toBeGreaterThan(0);
  expect(
    [...new Set(used)].filter((code) => !(NOTICE_CODES as readonly (string | undefined)[]).includes(code)),
  ).toEqual([]);
});

test("text of another program is cut at a whole character", () => {
  expect(plainText(`${"a".repeat(9)}🚢`, 10)).toBe("a".repeat(9));
  expect(plainText(" \u0000\u200b ", 10)).toBe("");
});
