import { setTimeout as sleep } from "node:timers/promises";
import { HEADER_BYTES } from "#shared/link/codec.ts";
import { layoutOf } from "#shared/link/layout.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import { CollectingBridge } from "#test/fixtures/collecting-bridge.ts";
import { compileEa, startEa, ZMQ_LIBRARY } from "#test/fixtures/ea-program.ts";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { startMql } from "#test/mql5-host/harness.ts";
import { rawEchoMs } from "./support/raw-link.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * A command's way there and back: bridge -> CURVE -> command service (its own loop) -> bridge, and the same through the
 * EA, whose figure is bound by MT5's timer. Raw: a bare ROUTER/DEALER echo with CURVE, frames of the same size.
 */
const ROUNDS = 5;
const SERVICE_PINGS = 2_000;
const EA_PINGS = 100;

async function pings(bridge: CollectingBridge, terminal: TerminalId, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i++) samples.push(await bridge.link.connector.ping(terminal));
  return samples;
}

const bridge = await CollectingBridge.open();
const commonDir = bridge.link.commonDir;
const dataDir = `${bridge.folder}/terminal`;
const ea = await startEa({ binary: await compileEa(), commonDir, dataDir });
try {
  await bridge.link.openPairing();
  const request = await until(() => bridge.link.pairing?.requests[0], 30_000);
  const terminal = bridge.link.connector.pairing.confirm(request.requestId);
  await until(() => bridge.link.links.get(terminal)?.state === "live", 30_000);

  const eaP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) eaP99.push(percentile(await pings(bridge, terminal, EA_PINGS), 0.99));

  const service = startMql({
    binary: await compileFairlead("commandService"),
    commonDir,
    dataDir,
    libraries: ZMQ_LIBRARY,
    timerResolutionMs: 10,
  });
  while (median(await pings(bridge, terminal, 9)) > median(eaP99) / 2) await sleep(50);
  const serviceP99: number[] = [];
  const rawP99: number[] = [];
  const bytes = HEADER_BYTES + layoutOf(MESSAGES.Ping.fields).size;
  for (let round = 0; round < ROUNDS; round++) {
    rawP99.push(percentile(await rawEchoMs(SERVICE_PINGS, bytes), 0.99));
    serviceP99.push(percentile(await pings(bridge, terminal, SERVICE_PINGS), 0.99));
  }
  await service.kill();
  printRow({ bench: "roundtrip.service", value: median(serviceP99), unit: "p99 ms", raw: median(rawP99) });
  printRow({ bench: "roundtrip.ea", value: median(eaP99), unit: "p99 ms", raw: median(rawP99), timerMs: 10 });
} finally {
  await ea.kill();
  await bridge.close();
}
process.exit(0);
