import { contract } from "#shared/contract/contract.ts";
import type { Backfill, BarOrigin } from "#shared/contract/data.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import { BackfillDesk, type BackfillProgress } from "../data-collector/backfill/backfill-desk.ts";
import type { DataCollector } from "../data-collector/collector.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { BarOrigin as StoredOrigin } from "../store/market/bar-origins.ts";
import type { MarketStore } from "../store/market/market-store.ts";

/** A month of minutes: more is compared in parts. */
const LONGEST_COMPARED_MS = 32 * 86_400_000;
const MOST_DIFFERENCES = 200;
const MOST_GAPS = 200;
/** A terminal that has come takes its streams up first; then its backfills go on. */
const LOOK_EVERY_MS = 1_000;

export interface DataParts {
  readonly store: MarketStore;
  readonly collector: Pick<DataCollector, "past">;
  /** The broker's clock as last heard of an instrument; undefined before its first quote. */
  readonly brokerNow: (instrument: InstrumentId) => number | undefined;
  readonly settings: Pick<Settings, "value">;
  readonly clock: Clock;
  readonly events: EventSink;
}

export interface ComposedData {
  readonly methods: DomainHandlers<typeof contract.data>;
  readonly stop: () => Promise<void>;
}

/** What is stored, and the past that is being fetched. */
export async function composeData(parts: DataParts): Promise<ComposedData> {
  const { store, collector, brokerNow, settings, clock, events } = parts;
  const topic = topicOf(contract.data.backfills);
  const desk = new BackfillDesk({
    store,
    past: (instrument) => collector.past(instrument),
    clock,
    rate: () => settings.value("ticks.backfillRate"),
    changed: (progress) => topic.set(viewOf(progress)),
    gone: (instrument) => topic.delete(instrument),
    trouble: (instrument, why) => events.report(eventNotice("warning", "BACKFILL_STUCK", { instrument, why })),
  });
  await desk.start();
  const stopLooking = clock.every(LOOK_EVERY_MS, () => desk.look());
  // The number of a stored instrument never changes; counting what is stored of all of them takes its time.
  const streams = new Map<string, number>();
  const streamOf = async (instrument: string): Promise<number> => {
    const known = streams.get(instrument);
    if (known !== undefined) return known;
    const found = (await store.inventory()).find((held) => held.instrument === instrument);
    if (found === undefined) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { instrumentId: instrument });
    streams.set(instrument, found.stream);
    return found.stream;
  };
  return {
    stop: () => {
      stopLooking();
      return desk.stop();
    },
    methods: {
      stored: async () => {
        const held = await store.inventory();
        const instruments = await Promise.all(
          held.map(async ({ stream, instrument, digits, ticks, bytes, firstMs, lastMs }) => {
            const gaps = (await store.gaps(stream)).length;
            return { instrument, digits, ticks, bytes, firstMs, lastMs, gaps };
          }),
        );
        return { instruments };
      },
      line: async ({ instrument, fromMs, toMs, buckets }) => {
        if (!(toMs > fromMs)) throw new FairleadError("BAD_REQUEST", "The span ends before it begins.");
        // A replay that was moved back has stored ticks of its future: nobody gets to see those.
        const until = Math.min(toMs, (brokerNow(instrument as InstrumentId) ?? toMs) + 1);
        return store.readThinned(await streamOf(instrument), fromMs, Math.max(until, fromMs + 1), buckets);
      },
      differences: async ({ instrument, fromMs, toMs }) => {
        const from = Math.max(fromMs, toMs - LONGEST_COMPARED_MS);
        const found = await store.compareBars(await streamOf(instrument), from, toMs, MOST_DIFFERENCES);
        return { ...found, minutes: [...found.minutes] };
      },
      gaps: async ({ instrument }) => {
        const found = await store.gaps(await streamOf(instrument));
        const newest = found.slice(-MOST_GAPS).toReversed();
        return { gaps: newest.map(({ fromMs, toMs, reason }) => ({ fromMs, toMs, reason })), all: found.length };
      },
      origin: async ({ instrument, timeframe, timeMs }) => {
        const found = await store.barOrigin(await streamOf(instrument), timeframe, timeMs);
        return { bar: found === undefined ? null : originOf(found) };
      },
      backfills: () => topic,
      backfill: async ({ instrumentId, fromMs }) => {
        const keepDays = settings.value("ticks.keepDays");
        const nowMs = brokerNow(instrumentId) ?? clock.utcMs();
        // What would be let go again is not worth fetching.
        const oldest = keepDays === 0 ? 0 : nowMs - keepDays * 86_400_000;
        await desk.plan(instrumentId, Math.max(fromMs, oldest), nowMs);
        return {};
      },
      pauseBackfill: async ({ instrumentId, paused }) => {
        await desk.pause(instrumentId, paused);
        return {};
      },
      cancelBackfill: async ({ instrumentId }) => {
        await desk.cancel(instrumentId);
        return {};
      },
    },
  };
}

const COMPARED = ["open", "high", "low", "close", "tickVolume"] as const;

function originOf({ origin, minutes, ofTicks, told }: StoredOrigin): BarOrigin {
  const differs =
    ofTicks !== undefined && told !== undefined && COMPARED.some((name) => ofTicks.bar[name] !== told.bar[name]);
  return { origin, minutes: { ...minutes }, ofTicks: ofTicks ?? null, told: told ?? null, differs };
}

function viewOf({
  instrument,
  state,
  running,
  why,
  fromMs,
  toMs,
  reachedMs,
  doneMs,
  ticks,
}: BackfillProgress): Backfill {
  const wanted = toMs - fromMs;
  const share =
    wanted <= 0 || state === "done" || state === "older" ? 1 : Math.min(1, (toMs - reachedMs + doneMs) / wanted);
  return { instrumentId: instrument as InstrumentId, state, running, why, fromMs, toMs, reachedMs, ticks, share };
}
