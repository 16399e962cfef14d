import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { AlertInput } from "#shared/contract/alert-input.ts";
import type { AlertView, FiringView } from "#shared/contract/alerts.ts";
import type { Quote } from "#shared/contract/market.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { type WholeBridge, wholeBridge } from "#test/fixtures/whole-bridge.ts";

/** The newest of each key of a stream, and whatever waits for something to be so. */
function watched<T>(
  subscribe: (sink: { items(batch: readonly T[]): void }) => { close(): void },
  keyOf: (item: T) => unknown,
) {
  const items = new Map<unknown, T>();
  const waiting = new Set<() => void>();
  const { close } = subscribe({
    items(batch) {
      for (const item of batch) items.set(keyOf(item), item);
      for (const look of waiting) look();
    },
  });
  onTestFinished(close);
  return {
    until: (so: (item: T) => boolean): Promise<T> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = [...items.values()].find(so);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

const streams = ({ client }: WholeBridge) => ({
  quotes: watched<Quote>(
    (sink) => client.market.quotes.subscribe({}, sink),
    ({ instrumentId }) => instrumentId,
  ),
  list: watched<AlertView>(
    (sink) => client.alerts.list.subscribe({}, sink),
    ({ alertId }) => alertId,
  ),
  firings: watched<FiringView>(
    (sink) => client.alerts.firings.subscribe({}, sink),
    ({ seq }) => seq,
  ),
});

const onPrice = (quote: Quote, more: Partial<AlertInput> = {}): AlertInput => ({
  name: "Price moves",
  rule: { kind: "price", instrument: quote.instrumentId, price: "bid", direction: "either", level: quote.bid },
  repeat: null,
  expiresMs: null,
  ports: [],
  ...more,
});

/** A receiver of webhooks on this computer. */
async function receiver(statuses: number[]) {
  const heard: { readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[] = [];
  const server = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      heard.push({ headers: request.headers, body });
      answer.writeHead(statuses.shift() ?? 200).end("thanks");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=private-word` };
}

test("an alert fires once on the paper market, without a window, and stays told after a restart", async () => {
  const profile = temporaryFolder();
  const first = await wholeBridge(profile);
  const seen = streams(first);
  const quote = await seen.quotes.until(({ instrumentId }) => instrumentId.endsWith("/EURUSD"));
  // The walk leaves its place by one side or the other.
  for (const [direction, step] of [
    ["up", 0.4],
    ["down", -0.4],
  ] as const) {
    const level = quote.bid + step * 1e-5;
    const rule = { kind: "price", instrument: quote.instrumentId, price: "bid", direction, level } as const;
    const [alertId, alert] = [randomUUID(), onPrice(quote, { rule })];
    const made = await first.client.alerts.create({ alertId, alert });
    expect(made.name).toBe("Price moves");
    expect((await first.client.alerts.create({ alertId, alert })).createdMs).toBe(made.createdMs);
  }
  const firing = await seen.firings.until(() => true);
  const { alertId } = firing;
  expect(firing).toMatchObject({ arming: 1, name: "Price moves", seen: false, test: false });
  await seen.list.until((one) => one.alertId === alertId && one.status === "fired");
  await first.close();

  const second = await wholeBridge(profile);
  const again = streams(second);
  await again.quotes.until(() => true);
  expect(await again.list.until((one) => one.alertId === alertId)).toMatchObject({ status: "fired", firings: 1 });
  const armed = await second.client.alerts.enable({ alertId, on: true });
  expect(armed).toMatchObject({ status: "armed", firings: 1 });
  await second.client.alerts.remove({ alertId });
  await expect(second.client.alerts.snooze({ alertId, untilMs: null })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await second.client.alerts.restore({ alertId })).name).toBe("Price moves");
  const told = await second.client.alerts.history({ beforeSeq: Number.MAX_SAFE_INTEGER, limit: 10 });
  expect(told.filter((one) => one.alertId === alertId && one.arming === 1)).toHaveLength(1);
});

test("what an alert cannot be is refused with its fields, and nothing is made of it", async () => {
  const bridge = await wholeBridge(temporaryFolder());
  const quote = await streams(bridge).quotes.until(() => true);
  const bad = onPrice(quote, {
    name: " ",
    repeat: { cooldownMs: 1 },
    expiresMs: 1 as never,
    rule: { kind: "price", instrument: quote.instrumentId, price: "bid", direction: "up", level: -1 },
  });
  await expect(bridge.client.alerts.create({ alertId: randomUUID(), alert: bad })).rejects.toMatchObject({
    code: "ALERT_INVALID",
    details: {
      fields:
        "name: NAME_EMPTY; cooldownMs: COOLDOWN_OUT_OF_RANGE; expiresMs: EXPIRES_IN_THE_PAST; level: LEVEL_NOT_POSITIVE",
    },
  });
  const nowhere = onPrice({ ...quote, instrumentId: "1@Nobody/NONE" as never });
  await expect(bridge.client.alerts.create({ alertId: randomUUID(), alert: nowhere })).rejects.toMatchObject({
    details: { fields: "instrument: INSTRUMENT_UNKNOWN" },
  });
});

test("a webhook is told with a signature, again after a failure under the same key, and never inside the network unasked", async () => {
  const bridge = await wholeBridge(temporaryFolder());
  const { client } = bridge;
  const seen = streams(bridge);
  const { heard, url } = await receiver([503]);
  const { secret } = await client.alerts.newWebhookSecret({});
  await client.settings.set({ key: "alerts.webhook", value: [url] });
  const quote = await seen.quotes.until(() => true);
  const alertId = randomUUID();
  const far = {
    kind: "price",
    instrument: quote.instrumentId,
    price: "bid",
    direction: "up",
    level: quote.bid * 9,
  } as const;
  await client.alerts.create({ alertId, alert: onPrice(quote, { rule: far, ports: ["webhook"] }) });

  const refused = await client.alerts.test({ alertId });
  const failed = await seen.firings.until(
    ({ seq, deliveries }) => seq === refused.seq && deliveries[0]?.state === "failed",
  );
  expect(failed.deliveries[0]?.told).toBe("not called: the address is not https");
  expect(heard).toEqual([]);

  await client.settings.set({ key: "alerts.webhookPrivate", value: true });
  const { seq } = await client.alerts.test({ alertId });
  const done = await seen.firings.until((one) => one.seq === seq && one.deliveries[0]?.state === "done");
  expect(done.deliveries[0]).toMatchObject({ tries: 2, told: "HTTP 200" });
  expect(heard).toHaveLength(2);
  expect(new Set(heard.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  for (const { headers, body } of heard) {
    const [, seconds = "", mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["fairlead-signature"])) ?? [];
    expect(mac).toBe(createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"));
    expect(JSON.parse(body)).toMatchObject({ version: 1, test: true, alert: { id: alertId, name: "Price moves" } });
    expect(body).not.toContain(secret);
  }
});
