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

  /** Copies what the bridge copies, item by item; `made` holds the copies, so cycles and shared references survive. */
  const copy = (value: unknown, made: Map<unknown, object>, item: (value: unknown) => unknown): unknown => {
    if (!Array.isArray(value) && !isPlain(value)) return value;
    const known = made.get(value);
    if (known) return known;
    const target: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
    made.set(value, target);
    for (const key of Object.keys(value)) {
      (target as Record<string, unknown>)[key] = item((value as Record<string, unknown>)[key]);
    }
    return target;
  };

  const pack: BridgeValues["pack"] = (value, keep) => {
    const made = new Map<unknown, object>();
    const packed = (item: unknown): unknown =>
      typeof item === "function"
        ? { [TOKEN]: keep(item as (...args: unknown[]) => unknown) }
        : copy(item, made, packed);
    return packed(value);
  };

  const unpack: BridgeValues["unpack"] = (value, call, freeze) => {
    const made = new Map<unknown, object>();
    const unpacked = (item: unknown): unknown =>
      isPlain(item) && typeof item[TOKEN] === "number" ? call(item[TOKEN]) : copy(item, made, unpacked);
    const whole = unpacked(value);
    if (freeze) for (const object of made.values()) Object.freeze(object);
    return whole;
  };

  return { pack, unpack };
}
