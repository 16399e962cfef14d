/* oxlint-disable unicorn/consistent-function-scoping -- the exported function travels as its own source text. */
import type { StructuredCodec } from "../structured-clone.ts";
import type { BridgeValues } from "./bridge-values.ts";
import type { MainFrame, PageFrame } from "./frames.ts";
import type { WorldMessage } from "./main-world.ts";

/** What the isolated world is told when it starts. */
export interface IsolatedWorldOptions {
  readonly binding: string;
  readonly receiver: string;
  readonly toIsolated: string;
  readonly toMain: string;
}

type Preload = (
  module: { exports: object },
  exports: object,
  require: (name: string) => unknown,
  process: object,
) => void;

/**
 * The preload's side of a sandboxed Electron renderer: ipcRenderer, contextBridge, message ports and the few modules a
 * sandboxed preload may require. Sent as source; it refers to nothing outside itself.
 */
export function installIsolatedWorld(
  codec: StructuredCodec,
  values: BridgeValues,
  options: IsolatedWorldOptions,
  preload: Preload | undefined,
): void {
  type Fn = (...args: unknown[]) => unknown;
  type IpcListener = (event: object, ...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, (text: string) => void>;

  const send = (frame: PageFrame) => world[options.binding]?.(codec.encode(frame));

  const guarded = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, property, receiver) {
        if (typeof property === "string" && !(property in target)) {
          throw new Error(`The Electron double does not model ${name}.${property}`);
        }
        return Reflect.get(target, property, receiver);
      },
    });

  // Message ports: each one that crosses is one end of a channel kept here under an id both sides know.
  const ends = new Map<string, MessagePort>();
  let lastPort = 0;
  const hold = (id: string, end: MessagePort): void => {
    ends.set(id, end);
    end.addEventListener("message", ({ data, ports }) =>
      send({ kind: "port-message", port: id, data, ports: ports.map(lend) }),
    );
    end.addEventListener("close", () => {
      if (ends.delete(id)) send({ kind: "port-close", port: id });
    });
    end.start();
  };
  const lend = (port: MessagePort): string => {
    const id = `p${++lastPort}`;
    hold(id, port);
    return id;
  };
  const borrow = (id: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    hold(id, port1);
    return port2;
  };

  // ipcRenderer
  const listeners = new Map<string, IpcListener[]>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastInvoke = 0;
  const remove = (channel: string, listener: IpcListener): void => {
    const all = listeners.get(channel) ?? [];
    const at = all.lastIndexOf(listener);
    if (at >= 0) listeners.set(channel, all.toSpliced(at, 1));
  };
  const ipcRenderer = guarded("ipcRenderer", {
    on(channel: string, listener: IpcListener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: IpcListener) {
      const once: IpcListener = (event, ...args) => {
        remove(channel, once);
        listener(event, ...args);
      };
      return ipcRenderer.on(channel, once);
    },
    off(channel: string, listener: IpcListener) {
      remove(channel, listener);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: IpcListener) {
      return ipcRenderer.off(channel, listener);
    },
    send(channel: string, ...args: unknown[]) {
      send({ kind: "send", channel, args, ports: [] });
    },
    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
      send({ kind: "send", channel, args: [message], ports: transfer.map(lend) });
    },
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = ++lastInvoke;
      const settled = Promise.withResolvers<unknown>();
      waiting.set(id, settled);
      send({ kind: "invoke", id, channel, args });
      return settled.promise;
    },
  });

  world[options.receiver] = (text) => {
    const frame = codec.decode(text) as MainFrame;
    if (frame.kind === "settle") waiting.get(frame.id)?.resolve(frame.value);
    if (frame.kind === "fail") waiting.get(frame.id)?.reject(new Error(frame.message));
    if (frame.kind === "settle" || frame.kind === "fail") waiting.delete(frame.id);
    if (frame.kind === "port-message") ends.get(frame.port)?.postMessage(frame.data, frame.ports.map(borrow));
    if (frame.kind === "port-close") {
      const end = ends.get(frame.port);
      ends.delete(frame.port);
      end?.close();
    }
    if (frame.kind === "deliver") {
      const event = { sender: ipcRenderer, ports: frame.ports.map(borrow) };
      for (const listener of listeners.get(frame.channel) ?? []) listener(event, ...frame.args);
    }
  };

  // contextBridge
  const functions: Fn[] = [];
  const exposed = new Set<string>();
  const keep = (fn: Fn) => functions.push(fn) - 1;
  const tell = (message: WorldMessage) => document.dispatchEvent(new CustomEvent(options.toMain, { detail: message }));
  const callbackOf =
    (target: number): Fn =>
    (...args) => {
      tell({ kind: "callback", target, args: args.map((arg) => values.pack(arg, keep)) });
    };
  const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const contextBridge = guarded("contextBridge", {
    exposeInMainWorld(key: string, api: unknown) {
      if (exposed.has(key)) throw new Error("Cannot bind an API on top of an existing property on the window object");
      exposed.add(key);
      tell({ kind: "expose", key, api: values.pack(api, keep) });
    },
  });

  // What a person presses reaches the main process before anything the page does because of it.
  for (const [name, type] of [
    ["mousedown", "mouseDown"],
    ["keydown", "rawKeyDown"],
  ] as const) {
    globalThis.addEventListener(name, ({ isTrusted }) => isTrusted && send({ kind: "input", type }), { capture: true });
  }

  document.addEventListener(options.toIsolated, (event) => {
    const message = (event as CustomEvent<WorldMessage>).detail;
    if (message.kind === "ask") {
      const { reply, permission } = message;
      const id = ++lastInvoke;
      const settled = Promise.withResolvers<unknown>();
      waiting.set(id, settled);
      void settled.promise.finally(() => tell({ kind: "returned", reply }));
      send({ kind: "permission", id, permission });
      return;
    }
    if (message.kind === "open") {
      const { url, frameName, features } = message;
      send({ kind: "open", url, frameName, features });
      return;
    }
    if (message.kind !== "call") return;
    const { target, args, reply } = message;
    try {
      const value = functions[target]?.(...args.map((arg) => values.unpack(arg, callbackOf, false)));
      if (!(value instanceof Promise)) return void tell({ kind: "returned", reply, value: values.pack(value, keep) });
      tell({ kind: "promised", reply });
      value.then(
        (result) => tell({ kind: "resolved", reply, value: values.pack(result, keep) }),
        (error: unknown) => tell({ kind: "rejected", reply, value: reason(error) }),
      );
    } catch (error) {
      tell({ kind: "threw", reply, value: reason(error) });
    }
  });

  if (!preload || globalThis.top !== globalThis.self) return;
  const modules: Record<string, unknown> = {
    electron: guarded("electron (sandboxed preload)", { ipcRenderer, contextBridge }),
  };
  const require = (name: string): unknown => {
    if (!(name in modules)) throw new Error(`module not found: ${name}`);
    return modules[name];
  };
  const module = { exports: {} };
  const process = guarded("process (sandboxed preload)", {
    type: "renderer",
    sandboxed: true,
    contextIsolated: true,
    platform: "linux",
  });
  try {
    preload(module, module.exports, require, process);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: "preload-error", message, stack: stack ?? "" });
  }
}
