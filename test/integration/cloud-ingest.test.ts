import fc from "fast-check";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { SYNC_LIMITS } from "#shared/sync/frames.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { connect, deal, openGateway, SyncDesktop } from "#test/fixtures/cloud/sync-desktop.ts";
import { logIn, TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";

async function desktop(): Promise<{ lab: CloudLab; url: string; person: TestPerson; desk: SyncDesktop }> {
  const lab = await CloudLab.open(1_000_000);
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  return { lab, url, person, desk: new SyncDesktop(person, url) };
}

const kept = async (lab: CloudLab): Promise<string[]> =>
  (await lab.sql<{ key: string }>("select natural_key as key from ingest.events order by natural_key")).map(
    ({ key }) => key,
  );
const told = (desk: SyncDesktop): string[] => desk.events.map(({ kind, key }) => `${kind}:${key}`).toSorted();

test("events arrive once, are acknowledged after their commit, and the state of the stream is told", async () => {
  const { lab, person, desk } = await desktop();
  desk.record(...Array.from({ length: 120 }, (_, n) => deal(n + 1)));
  expect(await desk.hello()).toMatchObject({
    ok: true,
    protocol: 1,
    streams: [{ stream: desk.stream, epoch: 1, hwm: 0 }],
    credit: 4,
  });
  expect(await desk.frame(1, 50)).toEqual({ ok: true, hwm: 50, credit: 4 });
  expect(await kept(lab)).toHaveLength(50);
  // Sent again, as after a lost acknowledgement; then overlapping; then with a hole.
  expect(await desk.frame(1, 50)).toEqual({ ok: true, hwm: 50, credit: 4 });
  expect(await desk.frame(30, 50)).toMatchObject({ ok: true, hwm: 79 });
  expect(await desk.frame(100, 5)).toMatchObject({ ok: false, code: "REHELLO" });
  desk.hwm = 79;
  await desk.drain();
  expect(await kept(lab)).toEqual(told(desk));
  expect((await person.get("/sync/streams")).body).toEqual({
    items: [
      {
        stream_id: desk.stream,
        device_id: person.deviceId,
        epoch: 1,
        committed: 120,
        put_aside: 0,
        updated_at: expect.any(String),
      },
    ],
  });
});

test("whatever is lost, doubled, put out of order, cut off or killed on the way, the cloud ends with exactly what was told", async () => {
  const { lab, desk } = await desktop();
  let ticket = 0;
  const step = fc.record({
    what: fc.constantFrom("record", "send", "send", "double", "ahead", "swallow", "drop", "kill database", "together"),
    size: fc.integer({ min: 1, max: 60 }),
  });
  await desk.hello();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      for (const { what, size } of steps) {
        if (what === "record") for (let i = 0; i < size; i += 1) desk.record(deal((ticket += 1)));
        const next = desk.hwm + 1;
        if (next > desk.events.length) continue;
        if (what === "send") await take(desk, desk.frame(next, size));
        else if (what === "double")
          await Promise.all([take(desk, desk.frame(next, size)), take(desk, desk.frame(next, size))]);
        else if (what === "ahead") await desk.frame(Math.min(next + size, desk.events.length), size);
        // Committed, and the desktop never hears of it.
        else if (what === "swallow") await desk.frame(next, size);
        else if (what === "drop") {
          void desk.frame(next, size).catch(() => {});
          await desk.hello();
        } else if (what === "together")
          await Promise.all([take(desk, desk.frame(next + size, size)), take(desk, desk.frame(next, size))]);
        else if (what === "kill database") {
          const sent = take(desk, desk.frame(next, size));
          await lab.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'fl_app' and datname = current_database()",
          );
          await sent;
        }
      }
      await desk.hello();
      await desk.drain();
      expect(await kept(lab)).toEqual(told(desk));
      expect(desk.epoch).toBe(1);
    }),
    { numRuns: 8 },
  );
  const [gaps] = await lab.sql<{ n: number }>("select (max(seq) - count(*))::int as n from ingest.events");
  expect(gaps?.n).toBe(0);
});

test("an event that cannot be read is put aside and named, and those after it go on", async () => {
  const { lab, person, desk } = await desktop();
  await desk.hello();
  const bad = [
    { kind: "deal", at: "yesterday", key: "x", body: {} },
    "nonsense",
    { ...deal(7), kind: "password" },
    { ...deal(8), body: { text: "a\u0000b" } },
    { ...deal(9), body: { text: "\ud800" } },
    { ...deal(10), body: { deep: JSON.parse(`${"[".repeat(2_000)}${"]".repeat(2_000)}`) as unknown } },
  ];
  const answer = await desk.emit("sync:frame", {
    stream: desk.stream,
    epoch: 1,
    from: 1,
    events: [deal(1), ...bad, deal(2)],
  });
  expect(answer).toMatchObject({ ok: true, hwm: 8 });
  expect(await kept(lab)).toEqual(["deal:Demo/1/1", "deal:Demo/1/2"]);
  const aside = await lab.sql<{ seq: string; why: string }>("select seq, why from ingest.quarantine order by seq");
  expect(aside.map(({ seq }) => seq)).toEqual(["2", "3", "4", "5", "6", "7"]);
  expect((await person.get("/sync/streams")).body["items"]).toMatchObject([{ committed: 8, put_aside: 6 }]);
});

test("a desktop restored from an old backup begins a new epoch, and no fact is kept twice or lost", async () => {
  const { lab, desk } = await desktop();
  desk.record(...Array.from({ length: 40 }, (_, n) => deal(n + 1)));
  await desk.hello();
  await desk.drain();
  const everything = told(desk);
  // The backup knew 25 of them; then something else happened.
  desk.events = [...desk.events.slice(0, 25), { ...deal(500), kind: "order" }];
  expect((await desk.hello()).streams).toMatchObject([{ epoch: 2, hwm: 0 }]);
  await desk.drain();
  expect(await kept(lab)).toEqual([...everything, "order:Demo/1/500"].toSorted());
  // And a cloud restored from its own: what it lacks is asked for again.
  await lab.sql("delete from ingest.events where epoch = 2 and seq > 20");
  await lab.sql("update ingest.streams set hwm = 20");
  expect((await desk.hello()).streams).toMatchObject([{ epoch: 2, hwm: 20 }]);
  await desk.drain();
  expect(await kept(lab)).toEqual([...everything, "order:Demo/1/500"].toSorted());
});

test("two computers with a copy of one desktop's disk number different facts alike: neither is told that its own are kept when they are not", async () => {
  const { lab, url, person, desk } = await desktop();
  const copy = Object.assign(new SyncDesktop(person, url), { stream: desk.stream });
  desk.record(...[1, 2, 3].map(deal));
  copy.record(...[1, 2, 13, 14].map(deal));
  await desk.hello();
  await copy.hello();
  await desk.drain();
  // The first two are the same facts; the third by this number is another's.
  expect(await copy.frame(1, 2)).toMatchObject({ ok: true, hwm: 3 });
  expect(await copy.frame(1, 4)).toMatchObject({ ok: false, code: "REHELLO" });
  expect(await copy.frame(4, 1)).toMatchObject({ ok: false, code: "REHELLO" });
  await copy.hello();
  expect(copy.epoch).toBeGreaterThan(1);
  await copy.drain();
  expect(await kept(lab)).toEqual([1, 13, 14, 2, 3].map((n) => `deal:Demo/1/${n}`));
});

test("an epoch beyond what there can be is refused by its name, and so are numbers that leave a hole", async () => {
  const { desk } = await desktop();
  await desk.hello();
  const { stream } = desk;
  const greet = (epoch: number) =>
    desk.emit("sync:hello", { protocol: 1, streams: [{ stream, epoch, first: 0, last: 0 }] });
  for (const epoch of [SYNC_LIMITS.epochs + 1, 2 ** 40, Number.MAX_SAFE_INTEGER])
    expect(await greet(epoch)).toMatchObject({ ok: false, code: "MALFORMED" });
  const frame = { stream, epoch: 1, events: [deal(1)] };
  expect(await desk.emit("sync:frame", { ...frame, from: Number.MAX_SAFE_INTEGER })).toMatchObject({ code: "REHELLO" });
  expect(await desk.emit("sync:frame", { ...frame, epoch: 2, from: 1 })).toMatchObject({ code: "REHELLO" });
  expect(await desk.emit("sync:frame", { ...frame, from: 1 })).toMatchObject({ ok: true, hwm: 1 });
  // To the very last there is a next.
  expect(await greet(SYNC_LIMITS.epochs)).toMatchObject({ ok: true, streams: [{ epoch: SYNC_LIMITS.epochs, hwm: 0 }] });
  expect(await greet(1)).toMatchObject({ ok: true, streams: [{ epoch: SYNC_LIMITS.epochs + 1 }] });
});

test("two desktops of one user that saw the same deals tell them once", async () => {
  const { lab, url, person, desk } = await desktop();
  const laptop = new TestDevice("Laptop");
  const grant = await logIn(lab, person.email, laptop);
  const other = new SyncDesktop(
    Object.assign(Object.create(Object.getPrototypeOf(person)) as TestPerson, person, {
      token: String(grant.body["access_token"]),
      device: laptop,
    }),
    url,
  );
  desk.record(...[1, 2, 3, 4].map(deal));
  other.record(...[3, 4, 5, 6].map(deal));
  await Promise.all([desk.hello(), other.hello()]);
  await Promise.all([desk.drain(1), other.drain(1)]);
  expect(await kept(lab)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `deal:Demo/1/${n}`));
});

test("only a signed-in device that proves its own key gets in; pages of a browser, API keys and copied tokens do not", async () => {
  const { lab, url, person } = await desktop();
  const stranger = new TestDevice();
  await expect(connect(url, person.token, stranger)).rejects.toThrow("DEVICE_PROOF_WRONG");
  await expect(connect(url, `${person.token}x`, person.device)).rejects.toThrow("UNAUTHENTICATED");
  await expect(connect(url, person.token, person.device, { origin: "https://evil.example" })).rejects.toThrow();
  const bare = io(url, { transports: ["websocket"], reconnection: false, forceNew: true });
  onTestFinished(() => void bare.disconnect());
  expect(await new Promise((resolve) => bare.once("connect_error", ({ message }) => resolve(message)))).toBe(
    "UNAUTHENTICATED",
  );
  lab.pass(601_000);
  await expect(connect(url, person.token, person.device)).rejects.toThrow("UNAUTHENTICATED");
});

test("a sign-in that is ended loses its socket, and more frames than the credit allows are put off", async () => {
  const { lab, url, person, desk } = await desktop();
  desk.record(...[1, 2, 3].map(deal));
  await desk.hello();
  const answers = await Promise.all(Array.from({ length: 12 }, () => desk.frame(1, 3)));
  expect(answers.filter((answer) => !answer.ok).every((answer) => "code" in answer && answer.code === "BUSY")).toBe(
    true,
  );
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(4);
  expect(await kept(lab)).toHaveLength(3);
  const socket = await connect(url, person.token, person.device);
  const cut = new Promise((resolve) => socket.once("disconnect", resolve));
  await person.post("/users/logout");
  expect(await cut).toBe("io server disconnect");
});

async function take(desk: SyncDesktop, sent: Promise<{ ok: boolean; hwm?: number }>): Promise<void> {
  const answer = await sent;
  if (answer.ok) desk.hwm = Math.max(desk.hwm, answer.hwm ?? 0);
}
