import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { curveKeyPair } from "zeromq";
import type { TransportHandlers } from "#bridge/metatrader-connector/transport.ts";
import { ZmqTransport } from "#bridge/metatrader-connector/zmq-transport.ts";
import { zmqDialer } from "../fixtures/zmq-dialer.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const DEAF: TransportHandlers = {
  frame: () => undefined,
  gone: () => undefined,
  refused: () => undefined,
  disconnected: () => undefined,
};
const server = curveKeyPair();

async function started(handlers: Partial<TransportHandlers> = {}): Promise<ZmqTransport> {
  const transport = await ZmqTransport.open({
    port: 0,
    serverSecretKey: server.secretKey,
    keyring: { verdict: () => "admit" },
  });
  transport.start({ ...DEAF, ...handlers });
  return transport;
}

test("a link closes although memory is collected before its sockets have told their end", {
  timeout: 30_000,
}, async () => {
  // Several at once: their threads cannot all be done when the collection is.
  const transports = await Promise.all(Array.from({ length: 8 }, () => started()));
  const closing = transports.splice(0).map((transport) => transport.close());
  collect();
  await Promise.all(closing);
});

test("a link closes without a fault in the middle of a burst", { timeout: 30_000 }, async () => {
  for (let after = 508; after <= 518; after += 1) {
    let heard = 0;
    const closed = Promise.withResolvers<void>();
    const transport: ZmqTransport = await started({
      frame: () => {
        heard += 1;
        if (heard === after) queueMicrotask(() => void transport.close().then(closed.resolve, closed.reject));
      },
    });
    const wire = zmqDialer({ ...transport.endpoints, serverKey: server.publicKey, keys: curveKeyPair() }).dial({
      frame: () => undefined,
      closed: () => undefined,
    });
    const frame = new Uint8Array(24);
    while (!wire.send("control", frame)) await setTimeout(1);
    for (let sent = 1; sent < 900; sent += 1) wire.send("control", frame);
    await closed.promise;
    wire.close();
    expect(heard).toBeGreaterThanOrEqual(after);
  }
});
