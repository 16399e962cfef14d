import type { TerminalLink, TerminalLinkListener } from "#bridge/ports/terminal-link.ts";
import type { AnyFrame, Frame } from "#shared/link/frame.ts";
import type { MessageName } from "#shared/link/messages.ts";
import { type PeekedTicks, peekTicks } from "#shared/link/peek-ticks.ts";
import { decodeTickPayload, type TickPayload } from "#shared/link/ticks.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { type PlainTick, plainOf } from "#test/fixtures/plain-ticks.ts";

/** One thing that a terminal sent, in order of arrival. */
export type Heard =
  | { readonly kind: "frame"; readonly frame: AnyFrame }
  | { readonly kind: "ticks"; readonly ticks: PeekedTicks };

/** What a history service is heard of. */
const HISTORY: ReadonlySet<string> = new Set([
  "TailDigest",
  "HistoryTicks",
  "HistoryBars",
  "HistoryEnd",
  "CalendarValues",
  "CalendarEnd",
]);

/** Stands where the collector stands, keeps everything, and says only what a test tells it to. */
export class Probe implements TerminalLinkListener {
  readonly heard: Heard[] = [];
  readonly opened_: TerminalLink[] = [];
  readonly closedBecause: string[] = [];
  lost = 0;
  readonly #services: TerminalLink[] = [];
  readonly #waiting = new Set<() => void>();

  opened(link: TerminalLink): void {
    (link.role === "ea" ? this.opened_ : this.#services).push(link);
    this.#wake();
  }

  closed({ role }: TerminalLink, reason: string): void {
    if (role === "ea") this.closedBecause.push(reason);
    this.#wake();
  }

  framesLost(_: TerminalLink, count: number): void {
    this.lost += count;
  }

  ticks(_: TerminalLink, bytes: Uint8Array): void {
    this.heard.push({ kind: "ticks", ticks: peekTicks(Uint8Array.from(bytes)) });
    this.#wake();
  }

  frame({ role }: TerminalLink, frame: AnyFrame): void {
    if (role !== "ea" && !HISTORY.has(frame.name)) return;
    this.heard.push({ kind: "frame", frame });
    this.#wake();
  }

  get sessions(): number {
    return this.opened_.length;
  }

  /** The link that is open now. */
  get link(): TerminalLink {
    const link = this.opened_.at(-1);
    if (link?.open !== true) throw new Error(`no link is open; closed because ${this.closedBecause.join("; ")}`);
    return link;
  }

  /** Who is asked for history: the terminal's service where it has one. */
  get history(): TerminalLink {
    return this.#services.findLast(({ open }) => open) ?? this.link;
  }

  /** History services that ever connected. */
  get services(): number {
    return this.#services.length;
  }

  frames<N extends MessageName>(name: N): Frame<N>[] {
    return this.heard.flatMap((one) =>
      one.kind === "frame" && one.frame.name === name ? [one.frame as Frame<N>] : [],
    );
  }

  /** Frames of ticks of a stream. */
  tickFrames(stream: number): PeekedTicks[] {
    return this.heard.flatMap((one) => (one.kind === "ticks" && one.ticks.stream === stream ? [one.ticks] : []));
  }

  forget(): void {
    this.heard.length = 0;
  }

  /** Waits until `look` gives something. */
  async until<T>(look: () => T | undefined | false, withinMs = 10_000): Promise<T> {
    const end = performance.now() + withinMs;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      const leftMs = end - performance.now();
      if (leftMs <= 0)
        throw new Error(`waited ${withinMs} ms in vain for ${look.toString()}; heard ${this.#summary()}`);
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, Math.min(leftMs, 50));
        this.#waiting.add(() => {
          clearTimeout(timer);
          resume();
        });
      });
    }
  }

  /** The first message of this name that fits, heard before or yet to come. */
  next<N extends MessageName>(
    name: N,
    fits: (frame: Frame<N>) => boolean = () => true,
    withinMs?: number,
  ): Promise<Frame<N>> {
    return this.until(() => this.frames(name).find(fits), withinMs);
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #summary(): string {
    const names = this.heard.map((one) => (one.kind === "ticks" ? "Ticks" : one.frame.name));
    return [...Map.groupBy(names, (name) => name)].map(([name, all]) => `${name} x${all.length}`).join(", ");
  }
}

/** The ticks of some frames, in order. */
export function ticksOf(frames: readonly (TickPayload | Frame<"HistoryTicks">)[]): PlainTick[] {
  return frames.flatMap((frame) => {
    const part =
      "name" in frame
        ? {
            layout: frame.fields.layout,
            baseMs: frame.fields.baseMs,
            payload: frame.payload,
            count: frame.header.count,
          }
        : frame;
    const columns = emptyTickColumns(part.count);
    decodeTickPayload(part, columns);
    return plainOf(columns);
  });
}
