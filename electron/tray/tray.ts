import { app, dialog, Menu, Tray } from "electron";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
import type { BridgeFeed } from "../bridge/bridge-feed.ts";
import type { UpdateDesk } from "../updates/update-desk.ts";
import { type ShellWords, shellWords } from "./shell-words.ts";
import { type TrayVerb, trayModel } from "./tray-model.ts";

interface TrayOptions {
  readonly icon: string;
  readonly feed: BridgeFeed;
  readonly updates: UpdateDesk;
  readonly phase: () => BridgeProcessState["phase"];
  readonly show: () => void;
  readonly newWindow: () => void;
}

/** The icon beside the clock: how the terminal stands, and its kill switch without a window. Held, or it would vanish. */
export class TerminalTray {
  readonly #tray: Tray;
  readonly #options: TrayOptions;
  #drawn = "";

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#tray = new Tray(options.icon);
    this.#tray.on("click", options.show);
    options.feed.onChange(() => this.draw());
    this.draw();
  }

  draw(): void {
    const { feed, updates, phase, show, newWindow } = this.#options;
    const words = shellWords(feed.language(), app.getLocale());
    const state = {
      phase: phase(),
      connected: feed.connected(),
      accounts: feed.accounts(),
      latches: feed.latches(),
      update: updates.state(),
    };
    const model = trayModel(state, words);
    // Accounts change with every tick; a menu that is open must not be taken from under the hand.
    const drawn = JSON.stringify([model, words.show]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#tray.setToolTip(model.toolTip);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: "show", label: words.show, click: show },
        { id: "newWindow", label: words.newWindow, click: newWindow },
        { type: "separator" },
        ...model.items.map(({ verb, label, enabled }) => ({
          id: verb,
          label,
          enabled,
          click: () => void this.#act(verb, words),
        })),
        { type: "separator" },
        // What was still when this was drawn may not be any more: the desk looks again.
        ...(model.update === undefined ? [] : [{ id: "update", ...model.update, click: () => void updates.install() }]),
        { id: "quit", label: words.quit, click: () => app.quit() },
      ]),
    );
  }

  /** Pausing and stopping are one click, as in the window; flattening is asked once more, and says whose money it is. */
  async #act(verb: TrayVerb, words: ShellWords): Promise<void> {
    const { feed } = this.#options;
    if (verb === "flattenAll") {
      const accounts = feed.accounts().map(({ name, login, nature }) => `${name} ${login} (${nature.toUpperCase()})`);
      const { response } = await dialog.showMessageBox({
        type: "warning",
        message: words.flattenTitle,
        detail: [words.flattenOn, ...accounts].join("\n"),
        buttons: [words.cancel, words.flattenSure],
        defaultId: 0,
        cancelId: 0,
      });
      if (response !== 1) return;
    }
    try {
      await feed.client.trading.latch({ accountId: null, verb });
    } catch (fault) {
      dialog.showErrorBox(words.failed, fault instanceof Error ? fault.message : String(fault));
    }
  }
}
