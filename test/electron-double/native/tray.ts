import { ModelledEmitter } from "../modelled-emitter.ts";
import type { Menu } from "./menu.ts";
import { record } from "./recorder.ts";

const EVENTS = ["click", "double-click", "right-click", "balloon-click"];

/** Icons that are there: specs reach their menus by `globalThis.electronDoubleTrays`. */
const trays: Tray[] = [];
Object.defineProperty(globalThis, "electronDoubleTrays", { value: trays });

/** `Tray`: an icon nobody sees; specs emit its clicks. */
export class Tray extends ModelledEmitter implements Pick<Electron.Tray, "setToolTip" | "destroy" | "isDestroyed"> {
  contextMenu: Menu | null = null;
  #destroyed = false;

  constructor(image: unknown) {
    super("Tray", EVENTS);
    record("Tray", image);
    trays.push(this);
  }

  setToolTip(toolTip: string): void {
    record("Tray.setToolTip", toolTip);
  }

  setImage(image: unknown): void {
    record("Tray.setImage", image);
  }

  setContextMenu(menu: Menu | null): void {
    this.contextMenu = menu;
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
}
