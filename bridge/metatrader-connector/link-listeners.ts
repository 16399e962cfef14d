import type { AnyFrame } from "#shared/link/frame.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";

/** Hands what happens on the links to every service. A fault in one service neither stops the others nor the link. */
export class LinkListeners implements Required<TerminalLinkListener> {
  readonly #listeners: TerminalLinkListener[] = [];
  readonly #events: EventSink;

  constructor(events: EventSink) {
    this.#events = events;
  }

  add(listener: TerminalLinkListener): void {
    this.#listeners.push(listener);
  }

  opened(link: TerminalLink): void {
    this.#each((listener) => listener.opened?.(link));
  }

  closed(link: TerminalLink, reason: string): void {
    this.#each((listener) => listener.closed?.(link, reason));
  }

  framesLost(link: TerminalLink, count: number): void {
    this.#each((listener) => listener.framesLost?.(link, count));
  }

  ticks(link: TerminalLink, bytes: Uint8Array): void {
    this.#each((listener) => listener.ticks?.(link, bytes));
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    this.#each((listener) => listener.frame?.(link, frame));
  }

  #each(call: (listener: TerminalLinkListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        call(listener);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#events.report(eventNotice("error", "LINK_LISTENER_FAILED", { why }));
      }
    }
  }
}
