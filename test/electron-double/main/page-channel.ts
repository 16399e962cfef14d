import type { Session } from "../cdp/connection.ts";
import { BINDING, ISOLATED_WORLD, type MainFrame, type PageFrame, RECEIVER } from "../page/frames.ts";
import type { MessagePortMain } from "../ports/message-port-main.ts";
import { PortBridge } from "../ports/port-bridge.ts";
import { createStructuredCodec } from "../structured-clone.ts";

const codec = createStructuredCodec();

/** Frames that are not about ports: for the owner of the page. */
export type AppFrame = Exclude<PageFrame, { kind: "port-message" | "port-close" }>;

/** One document's isolated world: born with the document, dead with it, and its ports with it. */
export class PageWorld {
  readonly frameId: string;
  readonly #session: Session;
  readonly #context: string;
  readonly #bridge: PortBridge;

  constructor(session: Session, context: string, frameId: string) {
    this.#session = session;
    this.#context = context;
    this.frameId = frameId;
    this.#bridge = new PortBridge("m", (frame) => this.tell(frame));
  }

  /** Sends to the isolated world; a document that is gone meanwhile does not hear it, as in Electron. */
  tell(frame: MainFrame): void {
    const expression = `${RECEIVER}(${JSON.stringify(codec.encode(frame))})`;
    void this.#session.send("Runtime.evaluate", { expression, uniqueContextId: this.#context }).catch(() => {});
  }

  deliver(channel: string, args: unknown[], transfer: readonly MessagePortMain[] = []): void {
    this.tell({ kind: "deliver", channel, args, ports: transfer.map((port) => this.#bridge.lend(port)) });
  }

  borrow(id: string): MessagePortMain {
    return this.#bridge.borrow(id);
  }

  /** @returns the frame, unless it was about a port */
  receive(payload: string): AppFrame | undefined {
    const frame = codec.decode(payload) as PageFrame;
    if (frame.kind !== "port-message" && frame.kind !== "port-close") return frame;
    this.#bridge.receive(frame);
    return undefined;
  }

  die(): void {
    this.#bridge.closeAll();
  }
}

/** The isolated worlds of a page's documents, in all its frames. */
export class PageChannel {
  readonly #worlds = new Map<number, PageWorld>();
  readonly #onFrame: (world: PageWorld, frame: AppFrame) => void;

  constructor(onFrame: (world: PageWorld, frame: AppFrame) => void) {
    this.#onFrame = onFrame;
  }

  async open(session: Session): Promise<void> {
    session.on("Runtime.executionContextCreated", ({ context }) => {
      if (context.name !== ISOLATED_WORLD) return;
      const { frameId } = context.auxData as { frameId: string };
      this.#worlds.set(context.id, new PageWorld(session, context.uniqueId, frameId));
    });
    session.on("Runtime.executionContextDestroyed", ({ executionContextId }) => this.#forget(executionContextId));
    session.on("Runtime.executionContextsCleared", () => this.close());
    session.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      const world = this.#worlds.get(executionContextId);
      const frame = name === BINDING ? world?.receive(payload) : undefined;
      if (world && frame) this.#onFrame(world, frame);
    });
    await session.send("Runtime.addBinding", { name: BINDING, executionContextName: ISOLATED_WORLD });
  }

  /** The world of the document that `frameId` shows now. */
  worldOf(frameId: string): PageWorld | undefined {
    return [...this.#worlds.values()].findLast((world) => world.frameId === frameId);
  }

  close(): void {
    for (const id of Array.from(this.#worlds.keys())) this.#forget(id);
  }

  #forget(id: number): void {
    this.#worlds.get(id)?.die();
    this.#worlds.delete(id);
  }
}
