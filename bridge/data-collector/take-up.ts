import type { Clock } from "../ports/clock.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { DigestDesk } from "./digest-desk.ts";
import type { OpenedStream } from "./stream-cursors.ts";
import type { Tail, TailCheck } from "./tail-check.ts";

/** Streams whose tails are compared and which are then subscribed together. */
const AT_ONCE = 8;
/** How much of a new symbol's past the history service reads, so that the EA's own first read finds it loaded. */
const WARM_MS = 60_000;

export interface TakeUpPorts {
  readonly clock: Clock;
  readonly tails: TailCheck;
  readonly digests: DigestDesk;
  readonly open: (symbol: string) => Promise<OpenedStream>;
  readonly subscribe: (streams: readonly OpenedStream[]) => Promise<void>;
  /** The terminal's history service, waited for as long as it may still come; null when it does not. */
  readonly service: (link: TerminalLink) => Promise<TerminalLink | null>;
  /** Where history is asked for now: the service where there is one, else the EA's own link. */
  readonly reader: (link: TerminalLink) => TerminalLink;
  readonly wanted: (link: TerminalLink) => boolean;
}

/**
 * Takes an account's streams up where the store stands. Before a stream is subscribed MT5's history is compared with
 * the stored tail by whoever may wait for MT5: the reading loads the symbol, so that the EA's thread, which has orders
 * and the lease to look after, does not block on it. Where nobody may wait, the comparison is put off.
 */
export class TakeUp {
  readonly #ports: TakeUpPorts;

  constructor(ports: TakeUpPorts) {
    this.#ports = ports;
  }

  async run(link: TerminalLink, symbols: readonly string[]): Promise<void> {
    const { open, subscribe, reader, wanted, tails } = this.#ports;
    let asked: TerminalLink | null = reader(link);
    for (let at = 0; at < symbols.length; at += AT_ONCE) {
      const streams: OpenedStream[] = [];
      const compared: Tail[] = [];
      for (const symbol of symbols.slice(at, at + AT_ONCE)) {
        const stream = await open(symbol);
        streams.push(stream);
        const tail = await tails.read(stream);
        if (tail !== null) compared.push(tail);
        else if (asked?.role === "historyService") this.#warm(asked, stream);
      }
      asked = await this.#compare(link, asked, compared);
      if (!wanted(link)) return;
      await subscribe(streams);
    }
  }

  /** @returns who is to be asked for the next streams; null = nobody may wait for MT5. */
  async #compare(link: TerminalLink, asked: TerminalLink | null, compared: Tail[]): Promise<TerminalLink | null> {
    const { tails, service } = this.#ports;
    if (asked === null) {
      for (const tail of compared) tails.defer(tail);
      return null;
    }
    const answered = await Promise.all(compared.map((tail) => tails.compare(asked, tail)));
    const left = compared.filter((_, i) => answered[i] === false);
    if (left.length === 0) return asked;
    const waiting = await service(link);
    if (waiting !== null) await Promise.all(left.map((tail) => tails.compare(waiting, tail)));
    return waiting;
  }

  /** Sent before the EA is told of the symbol; nobody waits for the answer, the service takes requests in order. */
  #warm(service: TerminalLink, { flow }: OpenedStream): void {
    const toMs = this.#ports.clock.utcMs() + service.utcOffsetS * 1_000;
    const range = { stream: flow.stream, symbol: flow.symbol, fromMs: toMs - WARM_MS, toMs, countAtEnd: 0 };
    this.#ports.digests.ask(service, range).catch(() => undefined);
  }
}
