import type { BridgeValues } from "./bridge-values.ts";

/** Detail of the events between the two worlds of a document. */
export type WorldMessage =
  | { readonly kind: "expose"; readonly key: string; readonly api: unknown }
  | { readonly kind: "call"; readonly target: number; readonly args: unknown[]; readonly reply: number }
  | {
      readonly kind: "returned" | "threw" | "promised" | "resolved" | "rejected";
      readonly reply: number;
      readonly value?: unknown;
    }
  | { readonly kind: "callback"; readonly target: number; readonly args: unknown[] }
  | { readonly kind: "open"; readonly url: string; readonly frameName: string; readonly features: string }
  | { readonly kind: "ask"; readonly permission: string; readonly reply: number };

/**
 * The page's side of contextBridge, in the page's own world. Event details are cloned by Blink when they cross worlds,
 * and events are dispatched synchronously, which is what a synchronous bridge call needs.
 *
 * Sent as source; `toIsolated` and `toMain` are event names that only the two scripts know.
 */
export function installMainWorld(values: BridgeValues, toIsolated: string, toMain: string): void {
  type Fn = (...args: unknown[]) => unknown;
  const callbacks: Fn[] = [];
  const replies = new Map<number, (message: WorldMessage) => void>();
  let last = 0;

  const tell = (message: WorldMessage) => document.dispatchEvent(new CustomEvent(toIsolated, { detail: message }));
  const keep = (fn: Fn) => callbacks.push(fn) - 1;

  const proxyOf =
    (target: number): Fn =>
    (...args) => {
      const reply = ++last;
      let outcome: { value: unknown } | { error: Error } | undefined;
      const settled = Promise.withResolvers<unknown>();
      settled.promise.catch(() => {});
      replies.set(reply, (message) => {
        const value = "value" in message ? message.value : undefined;
        if (message.kind !== "promised") replies.delete(reply);
        if (message.kind === "returned") outcome = { value: unpack(value) };
        if (message.kind === "threw") outcome = { error: new Error(String(value)) };
        if (message.kind === "promised") outcome = { value: settled.promise };
        if (message.kind === "resolved") settled.resolve(unpack(value));
        if (message.kind === "rejected") settled.reject(new Error(String(value)));
      });
      tell({ kind: "call", target, args: args.map((arg) => values.pack(arg, keep)), reply });
      if (!outcome) throw new Error("An object could not be cloned.");
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    };

  const unpack = (value: unknown, freeze = false) => values.unpack(value, proxyOf, freeze);

  document.addEventListener(toMain, (event) => {
    const message = (event as CustomEvent<WorldMessage>).detail;
    if (message.kind === "expose") {
      Object.defineProperty(globalThis, message.key, { value: unpack(message.api, true), enumerable: true });
    } else if (message.kind === "callback") {
      callbacks[message.target]?.(...message.args.map((arg) => unpack(arg)));
    } else if ("reply" in message) {
      replies.get(message.reply)?.(message);
    }
  });

  // What Electron answers when the app denies the window, which is all that the double models.
  globalThis.open = (url = "", frameName = "", features = "") => {
    tell({ kind: "open", url: new URL(url || "about:blank", document.baseURI).href, frameName, features });
    return null;
  };

  const ask = (permission: string): Promise<void> =>
    new Promise((resolve) => {
      const reply = ++last;
      replies.set(reply, () => resolve());
      tell({ kind: "ask", permission, reply });
    });

  /** Lets the session's permission handler decide before the browser's own method runs on that decision. */
  const gate = (owner: object | undefined, method: string, permission: string): void => {
    const original = (owner as Record<string, Fn> | undefined)?.[method];
    if (!owner || !original) return;
    const gated = (...args: unknown[]) => ask(permission).then(() => original.apply(owner, args));
    Object.defineProperty(owner, method, { value: gated, configurable: true, writable: true });
  };
  gate(globalThis.Notification, "requestPermission", "notifications");
  gate(navigator.geolocation, "getCurrentPosition", "geolocation");
  gate(navigator.geolocation, "watchPosition", "geolocation");
  gate(navigator.mediaDevices, "getUserMedia", "media");
  gate(navigator.clipboard, "readText", "clipboard-read");
  gate(navigator.clipboard, "read", "clipboard-read");
  gate(navigator.clipboard, "writeText", "clipboard-sanitized-write");
  gate(navigator.clipboard, "write", "clipboard-sanitized-write");
}
