import type { Source } from "#shared/contract/monitor.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { commonName, compareSources, ownNames } from "#shared/market/monitor/sources.ts";
import type { LatestTopic } from "#shared/rpc/latest.ts";
import type { MonitorPorts } from "./monitor-ports.ts";

/** Instruments that several accounts quote, side by side. */
export class SourceBoard {
  readonly #ports: MonitorPorts;
  readonly #topic: LatestTopic<Source>;
  /** When an instrument last ticked, on the clock that never jumps: brokers' own clocks differ. */
  readonly #heardMs = new Map<InstrumentId, number>();
  readonly #told = new Map<string, string>();

  constructor(ports: MonitorPorts, topic: LatestTopic<Source>) {
    this.#ports = ports;
    this.#topic = topic;
  }

  ticked(instrument: InstrumentId): void {
    this.#heardMs.set(instrument, this.#ports.clock.monotonicMs());
  }

  look(): void {
    const { instruments, names } = this.#ports;
    const own = ownNames(names());
    const groups = Map.groupBy(instruments.values(), ({ symbol }) => commonName(symbol, own));
    const seen = new Set<string>();
    for (const [name, group] of groups) {
      if (new Set(group.map(({ accountId }) => accountId)).size < 2) continue;
      seen.add(name);
      const source = this.#compared(name, group);
      const said = JSON.stringify(source);
      if (this.#told.get(name) === said) continue;
      this.#told.set(name, said);
      this.#topic.set(source);
    }
    for (const name of this.#told.keys()) if (!seen.has(name)) this.#forget(name);
  }

  clear(): void {
    this.#heardMs.clear();
    for (const name of this.#told.keys()) this.#forget(name);
  }

  #forget(name: string): void {
    this.#told.delete(name);
    this.#topic.delete(name);
  }

  #compared(name: string, group: readonly { readonly id: InstrumentId; readonly digits: number }[]): Source {
    const { quotes, clock, limits } = this.#ports;
    const { staleMs } = limits();
    const now = clock.monotonicMs();
    const feeds = group.flatMap(({ id }) => {
      const quote = quotes.get(id);
      if (quote === undefined) return [];
      // Rounded: a figure that changes by a ms each second is no news.
      const heard = this.#heardMs.get(id);
      const ageMs = heard === undefined ? staleMs : Math.floor((now - heard) / 1_000) * 1_000;
      return [{ instrumentId: id, bid: quote.bid, ask: quote.ask, ageMs, fresh: ageMs < staleMs }];
    });
    const { best, divergence } = compareSources(feeds, staleMs);
    return {
      name,
      feeds,
      best:
        best === undefined ? null : { ...best, bidAt: best.bidAt as InstrumentId, askAt: best.askAt as InstrumentId },
      divergence: divergence ?? null,
      digits: Math.max(...group.map(({ digits }) => digits)),
    };
  }
}
