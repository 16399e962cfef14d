import { ModelledEmitter } from "../modelled-emitter.ts";

export type InvokeHandler = (event: object, ...args: unknown[]) => unknown;

type Modelled = Pick<Electron.IpcMain, "removeHandler">;

/** `ipcMain`. Any channel may be listened to: channel names are the app's own. */
export class IpcMain extends ModelledEmitter implements Modelled {
  readonly #handlers = new Map<string, InvokeHandler>();

  constructor() {
    super("ipcMain", []);
  }

  protected override isModelled(): boolean {
    return true;
  }

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers an `ipcRenderer.invoke`. @throws what the handler threw, in Electron's words */
  async invoke(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return await handler(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }
}
