import { setTimeout as sleep } from "node:timers/promises";
import { FEED_EVENTS } from "#shared/sync/feed.ts";
import type { CloudUnderLoad } from "./cloud-under-load.ts";
import type { RawSocket } from "./raw-sockets.ts";

/** Characters of an item, and how many there are: some 9 MB a reader, of which the kernel's own buffers take about 3. */
const [PAYLOAD, ITEMS, WARM_ITEMS] = [2_000, 4_000, 100];
/** Looks at the server's memory while they stall, a second apart: shorter than the gateway waits for a sign of life. */
const LOOKS = 8;

const BAR = 1_048_576;

/**
 * Readers of one user's feed that stop reading while it grows by far more than any buffer holds, and what that costs the
 * server: the most that V8 kept at any look, after collections, beyond what it kept while they read. Then they read on, and
 * must get every item in its order.
 */
export async function stalledBytes(
  cloud: CloudUnderLoad,
  readers: readonly RawSocket[],
  email: string,
): Promise<{ value: number; unit: string; raw: number; readers: number; fedBytes: number }> {
  const heard = readers.map((reader) => {
    const cursors: number[] = [];
    reader.hear((name, body) => {
      if (name === FEED_EVENTS.item) cursors.push((body as { cursor: number }).cursor);
    });
    return cursors;
  });
  const all = async (count: number): Promise<void> => {
    while (!heard.every(({ length }) => length >= count)) {
      if (readers.some(({ isOpen }) => !isOpen)) throw new Error("A reader was cut off before it had read on.");
      await sleep(50);
    }
  };
  await Promise.all(readers.map((reader) => reader.ask(FEED_EVENTS.open, { cursor: null })));
  await grow(WARM_ITEMS);
  await all(WARM_ITEMS);
  const before = await cloud.kept();
  for (const reader of readers) reader.stall();
  await grow(ITEMS);
  let most = 0;
  for (let n = 0; n < LOOKS; n += 1) {
    await sleep(1_000);
    most = Math.max(most, await cloud.kept());
  }
  for (const reader of readers) reader.read();
  await all(WARM_ITEMS + ITEMS);
  for (const cursors of heard) {
    const [first = 0] = cursors;
    if (cursors.some((cursor, n) => cursor !== first + n)) throw new Error("A reader's feed has a hole or a double.");
  }
  const value = Math.max(0, Math.round((most - before) / readers.length));
  return { value, unit: "B", raw: BAR, readers: readers.length, fedBytes: ITEMS * PAYLOAD };

  async function grow(items: number): Promise<void> {
    await cloud.sql(
      `select count(feed.append(m.tenant_id, 'signal', now(), jsonb_build_object('n', n, 'payload', repeat('x', $3))))
       from generate_series(1, $2::int) n, tenancy.memberships m join identity.users u using (user_id) where u.email = $1`,
      [email, items, PAYLOAD],
    );
  }
}
