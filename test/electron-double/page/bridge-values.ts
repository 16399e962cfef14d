/* oxlint-disable unicorn/consistent-function-scoping -- the exported function travels as its own source text. */
/** Turns functions inside values into tokens that survive the cloning of event details between worlds, and back. */
export interface BridgeValues {
  /** @param keep remembers a function of this world and gives it a number */
  pack(value: unknown, keep: (fn: (...args: unknown[]) => unknown) => number): unknown;
  /** @param call stands for a function of the other world */
  unpack(value: unknown, call: (id: number) => (...args: unknown[]) => unknown, freeze: boolean): unknown;
}

/**
 * The value rules of Electron's contextBridge: plain objects and arrays are copied, functions become proxies, anything
 * else is cloned. Sent into both worlds as source, so it refers to nothing outside itself.
 */
export function createBridgeValues(): BridgeValues {
  const TOKEN = "\u0000electron-double:function";

  const isPlain = (value: unknown): value is Record<string, unknown> =>
    Object.prototype.toString.call(value) === "[object Object]";

  const mapped = (value: unknown, item: (value: unknown) => unknown): unknown => {
    if (Array.isArray(value)) return value.map(item);
    if (isPlain(value)) return Object.fromEntries(Object.keys(value).map((key) => [key, item(value[key])]));
    return value;
  };

  const pack: BridgeValues["pack"] = (value, keep) =>
    typeof value === "function"
      ? { [TOKEN]: keep(value as (...args: unknown[]) => unknown) }
      : mapped(value, (item) => pack(item, keep));

  const unpack: BridgeValues["unpack"] = (value, call, freeze) => {
    if (isPlain(value) && typeof value[TOKEN] === "number") return call(value[TOKEN]);
    const made = mapped(value, (item) => unpack(item, call, freeze));
    return freeze && (Array.isArray(made) || isPlain(made)) ? Object.freeze(made) : made;
  };

  return { pack, unpack };
}
