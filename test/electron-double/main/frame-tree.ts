import type { Session } from "../cdp/connection.ts";
import type { Schemes } from "./schemes.ts";
import { type FrameState, WebFrameMain } from "./web-frame-main.ts";

interface Known {
  readonly state: FrameState;
  readonly frame: WebFrameMain;
}

/** The frames of one page. */
export class FrameTree {
  readonly #schemes: Schemes;
  readonly #processId: number;
  readonly #frames = new Map<string, Known>();
  #mainId = "";
  #lastNumber = 0;

  constructor(schemes: Schemes, processId: number) {
    this.#schemes = schemes;
    this.#processId = processId;
  }

  /** The main frame. Its object changes only if Chromium replaces the frame itself. */
  get main(): WebFrameMain {
    return this.get(this.#mainId) ?? this.#add(this.#mainId, undefined).frame;
  }

  get mainId(): string {
    return this.#mainId;
  }

  get(id: string): WebFrameMain | undefined {
    return this.#frames.get(id)?.frame;
  }

  track(session: Session, mainId: string): void {
    this.#mainId = mainId;
    this.#add(mainId, undefined);
    session.on("Page.frameAttached", ({ frameId, parentFrameId }) => void this.#add(frameId, parentFrameId));
    session.on("Page.frameDetached", ({ frameId, reason }) => {
      if (reason === "remove") this.#remove(frameId);
    });
    session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId === undefined) this.#mainId = frame.id;
      const { state } = this.#frames.get(frame.id) ?? this.#add(frame.id, frame.parentId);
      state.url = this.#schemes.toElectron(frame.url + (frame.urlFragment ?? ""));
      state.name = frame.name ?? "";
    });
    session.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      const known = this.#frames.get(frameId);
      if (known) known.state.url = this.#schemes.toElectron(url);
    });
  }

  #add(id: string, parentId: string | undefined): Known {
    const known = this.#frames.get(id);
    if (known) return known;
    const state: FrameState = { id, parentId, number: ++this.#lastNumber, name: "", url: "about:blank", alive: true };
    const originOf = (url: string) => this.#schemes.originOf(url);
    const added = { state, frame: new WebFrameMain(state, this.#processId, originOf, (other) => this.get(other)) };
    this.#frames.set(id, added);
    return added;
  }

  #remove(id: string): void {
    const known = this.#frames.get(id);
    if (known) known.state.alive = false;
    this.#frames.delete(id);
  }
}
