import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HEADER_BYTES, tickBytes } from "#shared/link/codec.ts";
import { layoutOf } from "#shared/link/layout.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import { BridgeProcess } from "#test/fixtures/bridge-process.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { type HostTick, type MqlBinary, writeTickFile } from "#test/mql5-host/harness.ts";
import { rawFramesPerSecond } from "./support/raw-link.ts";
import { median, printRow } from "./support/row.ts";

/**
 * Durable ticks a second: the real EA in the MQL5 host -> CURVE -> connector -> collector -> committed in market.db.
 * Raw: libzmq in C++ -> CURVE -> zeromq.js, frames of the same size, nothing done with them. Interleaved, medians.
 * Both are measured warm: a first round of each is thrown away, which warms raw's receiver, and since each of our rounds
 * starts a bridge anew, its first ticks do not count either. Raw sends more, so that its rounds take about as long as ours.
 */
const ROUNDS = 5;
const RAW_TIMES = 4;
const START_MS = Date.UTC(2026, 10, 16, 10);

interface Shape {
  readonly bench: string;
  readonly ticksPerFrame: number;
  readonly ticks: number;
  /** Ticks before the clock starts. */
  readonly warm: number;
}
const SHAPES: readonly Shape[] = [
  { bench: "link.durable", ticksPerFrame: 64, ticks: 3_800_000, warm: 800_000 },
  { bench: "link.single", ticksPerFrame: 1, ticks: 400_000, warm: 50_000 },
];

/** A market at a tick a millisecond: prices walk on the grid of a five-digit symbol. */
function* market(count: number): Generator<HostTick> {
  let points = 108_345;
  for (let i = 0; i < count; i++) {
    points += ((i * 2_654_435_761) >>> 28) % 3 === 0 ? 1 : i % 2 === 0 ? -1 : 0;
    const bid = points / 100_000;
    yield { msc: START_MS + i, bid, ask: (points + 12) / 100_000, flags: 6 };
  }
}

async function durableTicksPerSecond(binary: MqlBinary, file: string, shape: Shape): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-link-"));
  const bridge = new BridgeProcess(folder);
  const startUtcMs = START_MS + shape.ticks - 2 * 3_600_000;
  try {
    bridge.pair();
    const inputs = { InpTicksPerFrame: String(shape.ticksPerFrame) };
    const ea = await startEa({ binary, commonDir: folder, dataDir: join(folder, "terminal"), startUtcMs, inputs });
    try {
      await until(() => bridge.report.live, 30_000);
      await ea.tickFile("EURUSD", file, 0, 1);
      await until(() => bridge.report.stored === 1, 30_000);
      void ea.tickFile("EURUSD", file, 1);
      const first = await until(() => bridge.report.stored > shape.warm && bridge.report, 60_000);
      const last = await until(() => bridge.report.stored === shape.ticks && bridge.report, 120_000);
      return (last.stored - first.stored) / ((last.atMs - first.atMs) / 1000);
    } finally {
      await ea.kill();
    }
  } finally {
    await bridge.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const frameBytes = (ticks: number): number =>
  HEADER_BYTES + layoutOf(MESSAGES.Ticks.fields).size + ticks * tickBytes("quote");

const binary = await compileEa();
const work = mkdtempSync(join(tmpdir(), "fairlead-link-"));
try {
  for (const shape of SHAPES) {
    const file = join(work, `${shape.bench}.bin`);
    writeTickFile(file, market(shape.ticks), shape.ticks);
    const ours: number[] = [];
    const raw: number[] = [];
    const frames = RAW_TIMES * Math.ceil((shape.ticks - shape.warm) / shape.ticksPerFrame);
    for (let round = 0; round <= ROUNDS; round++) {
      const rawFrames = await rawFramesPerSecond(frames, frameBytes(shape.ticksPerFrame));
      const stored = await durableTicksPerSecond(binary, file, shape);
      if (round === 0) continue;
      raw.push(rawFrames * shape.ticksPerFrame);
      ours.push(stored);
    }
    const ratios = ours.map((value, round) => value / (raw[round] ?? value));
    printRow({
      bench: shape.bench,
      value: median(ours),
      unit: "ticks/s",
      raw: median(raw),
      ticksPerFrame: shape.ticksPerFrame,
      ratioOfRounds: Number(median(ratios).toPrecision(3)),
      rounds: ratios.map((ratio) => ratio.toFixed(2)).join(" "),
    });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(0);
