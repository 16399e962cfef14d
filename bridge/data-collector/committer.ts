import type { TerminalLink } from "../ports/terminal-link.ts";
import type { TickFrame, TickStore } from "../ports/tick-store.ts";
import type { StreamFlow } from "./stream-flow.ts";

/** From so many frames on a transaction is worth its while at once; fewer wait for company until `soon`. */
const WORTHWHILE = 24;

export interface CommitterPorts {
  readonly store: Pick<TickStore, "append">;
  /** Runs work after everything that has arrived in this turn was taken. */
  readonly soon: (run: () => void) => void;
  /** Hears each committed frame in order, with how many ticks of its epoch came before it. */
  readonly stored?: ((flow: StreamFlow, frame: TickFrame, before: number) => void) | undefined;
  readonly committed: (link: TerminalLink, flows: ReadonlySet<StreamFlow>, ticks: number) => void;
  /** Nothing of these flows' frames was stored; none was acknowledged. */
  readonly failed: (flows: ReadonlySet<StreamFlow>, error: unknown) => void;
}

interface Batch {
  readonly frames: TickFrame[];
  readonly flows: StreamFlow[];
  readonly links: TerminalLink[];
}

/**
 * The one way from the link into the store: all frames that arrive in a turn are one transaction, and a frame is
 * acknowledged only when its transaction has committed.
 */
export class Committer {
  readonly #ports: CommitterPorts;
  #batch: Batch = { frames: [], flows: [], links: [] };
  #scheduled = false;
  #underWay = 0;
  readonly #idle = new Set<() => void>();

  constructor(ports: CommitterPorts) {
    this.#ports = ports;
  }

  add(frame: TickFrame, flow: StreamFlow, link: TerminalLink): void {
    flow.uncommitted += 1;
    this.#batch.frames.push(frame);
    this.#batch.flows.push(flow);
    this.#batch.links.push(link);
    if (this.#batch.frames.length >= WORTHWHILE) this.#flush();
    else if (!this.#scheduled && this.#underWay === 0) {
      this.#scheduled = true;
      this.#ports.soon(() => {
        this.#scheduled = false;
        this.#flush();
      });
    }
  }

  /** Resolves when everything that was added has been committed or has failed. */
  drained(): Promise<void> {
    this.#flush();
    if (this.#underWay === 0 && this.#batch.frames.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.add(resolve));
  }

  #flush(): void {
    // One transaction at a time: what arrives meanwhile is the next one, and the busier the link the larger they grow.
    if (this.#underWay > 0 || this.#batch.frames.length === 0) return;
    const batch = this.#batch;
    this.#batch = { frames: [], flows: [], links: [] };
    this.#underWay += 1;
    void this.#commit(batch);
  }

  async #commit(batch: Batch): Promise<void> {
    try {
      await this.#ports.store.append(batch.frames);
      this.#acknowledge(batch);
    } catch (error) {
      for (const flow of batch.flows) flow.uncommitted -= 1;
      this.#ports.failed(new Set(batch.flows), error);
    } finally {
      this.#underWay -= 1;
      this.#flush();
      if (this.#underWay === 0 && this.#batch.frames.length === 0) {
        for (const resolve of this.#idle) resolve();
        this.#idle.clear();
      }
    }
  }

  /** One TickAck per link, naming the last frame of each of its streams. */
  #acknowledge({ frames, flows, links }: Batch): void {
    const touched = new Map<TerminalLink, { readonly flows: Set<StreamFlow>; ticks: number }>();
    for (let i = 0; i < frames.length; i++) {
      const [frame, flow, link] = [frames[i], flows[i], links[i]];
      if (frame === undefined || flow === undefined || link === undefined) continue;
      flow.uncommitted -= 1;
      flow.committed = frame;
      const before = flow.stored(frame);
      this.#ports.stored?.(flow, frame, before);
      let done = touched.get(link);
      if (done === undefined) touched.set(link, (done = { flows: new Set(), ticks: 0 }));
      done.flows.add(flow);
      done.ticks += frame.count;
    }
    for (const [link, { flows: done, ticks }] of touched) {
      const items = [...done].flatMap(({ committed }) =>
        committed === null ? [] : [{ stream: committed.stream, epoch: committed.epoch, seq: committed.seq }],
      );
      link.send("TickAck", { fields: {}, items });
      this.#ports.committed(link, done, ticks);
    }
  }
}
