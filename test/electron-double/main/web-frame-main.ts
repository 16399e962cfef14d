import { Guarded } from "./guarded.ts";

type Modelled = Pick<
  Electron.WebFrameMain,
  "url" | "origin" | "name" | "frameToken" | "processId" | "routingId" | "detached" | "isDestroyed"
>;

/** What is known of a frame; the frame tree keeps it up to date. */
export interface FrameState {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly number: number;
  name: string;
  url: string;
  alive: boolean;
}

/** A frame, as `event.senderFrame` and `webContents.mainFrame`: the same object for as long as the frame lives. */
export class WebFrameMain extends Guarded implements Modelled {
  readonly detached = false;
  readonly processId: number;
  readonly #state: FrameState;
  readonly #originOf: (url: string) => string;
  readonly #frame: (id: string) => WebFrameMain | undefined;

  constructor(
    state: FrameState,
    processId: number,
    originOf: (url: string) => string,
    frame: (id: string) => WebFrameMain | undefined,
  ) {
    super("WebFrameMain");
    this.#state = state;
    this.processId = processId;
    this.#originOf = originOf;
    this.#frame = frame;
  }

  get url(): string {
    return this.#state.url;
  }

  get origin(): string {
    return this.#originOf(this.#state.url);
  }

  get name(): string {
    return this.#state.name;
  }

  get frameToken(): string {
    return this.#state.id;
  }

  get routingId(): number {
    return this.#state.number;
  }

  get parent(): WebFrameMain | null {
    const { parentId } = this.#state;
    return parentId === undefined ? null : (this.#frame(parentId) ?? null);
  }

  get top(): WebFrameMain | null {
    return this.parent?.top ?? this;
  }

  isDestroyed(): boolean {
    return !this.#state.alive;
  }
}
