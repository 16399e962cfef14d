import type { AccountId, TerminalId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";

export interface HistoryServicesPorts {
  readonly clock: Clock;
  readonly events: EventSink;
  readonly account: AccountId;
  /** How long a service may take to connect after its EA. */
  readonly serviceMs: number;
}

/**
 * The history services of an account's terminals: the programs that may wait for MT5's history, which blocks its caller
 * for up to 45 s. A terminal without one is named, once a connection, with what to do.
 */
export class HistoryServices {
  readonly #ports: HistoryServicesPorts;
  readonly #links: TerminalLink[] = [];
  readonly #awaited = new Map<TerminalLink, Promise<TerminalLink | null>>();
  readonly #wake = new Set<() => void>();
  /** Terminals whose service was waited for in vain: their streams do not wait again until it has been seen. */
  readonly #without = new Set<TerminalId>();

  constructor(ports: HistoryServicesPorts) {
    this.#ports = ports;
  }

  /** The history service in the terminal of `link`. */
  of(link: TerminalLink): TerminalLink | undefined {
    return this.#links.find(({ terminal }) => terminal === link.terminal);
  }

  /** The service of a link's terminal, which may still be connecting; null when it does not come in time. */
  awaited(link: TerminalLink): Promise<TerminalLink | null> {
    const here = this.of(link);
    if (here !== undefined) return Promise.resolve(here);
    const known = this.#awaited.get(link);
    if (known !== undefined) return known;
    const coming = this.#coming(link);
    this.#awaited.set(link, coming);
    return coming;
  }

  opened(service: TerminalLink): void {
    this.#links.push(service);
    this.#without.delete(service.terminal);
    for (const wake of this.#wake) wake();
  }

  closed(link: TerminalLink): void {
    if (this.#links.includes(link)) this.#links.splice(this.#links.indexOf(link), 1);
    this.#awaited.delete(link);
    for (const wake of this.#wake) wake();
  }

  #coming(link: TerminalLink): Promise<TerminalLink | null> {
    const { clock, serviceMs } = this.#ports;
    return new Promise((resolve) => {
      const settle = (found: TerminalLink | null): void => {
        cancel();
        this.#wake.delete(look);
        resolve(found);
      };
      const look = (): void => {
        const found = this.of(link);
        if (found !== undefined || !link.open) settle(found ?? null);
      };
      const cancel = clock.after(this.#without.has(link.terminal) ? 0 : serviceMs, () => {
        this.#without.add(link.terminal);
        this.#missing(link);
        settle(null);
      });
      this.#wake.add(look);
    });
  }

  #missing({ terminal, terminalName }: TerminalLink): void {
    const { events, account } = this.#ports;
    events.report(eventNotice("warning", "HISTORY_SERVICE_MISSING", { terminal, account, name: terminalName }));
  }
}
