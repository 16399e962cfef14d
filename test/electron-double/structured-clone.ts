/* oxlint-disable unicorn/consistent-function-scoping -- the exported function travels as its own source text. */
/** Turns values into text and back as the structured clone algorithm would carry them. */
export interface StructuredCodec {
  /** @throws DOMException `DataCloneError` for what structured clone refuses (functions, symbols, promises, ...). */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** A slot is a JSON primitive, or a tagged array: `["u"]` undefined, `["n", text]` number, `["i", text]` bigint, `["r", node]`. */
type Slot = string | number | boolean | null | readonly [string, ...(string | number)[]];
type Entries = [key: string, value: Slot][];
type Node =
  | ["pending"]
  | ["object", Entries]
  | ["array", length: number, Entries]
  | ["date", Slot]
  | ["regexp", source: string, flags: string]
  | ["map", [Slot, Slot][]]
  | ["set", Slot[]]
  | ["buffer", base64: string]
  | ["view", type: string, buffer: number, offset: number, length: number]
  | ["error", name: string, message: string, stack: string, cause: Slot];

/**
 * Makes a codec for the DevTools pipe, which carries text only.
 *
 * The function is also sent into the page as its own source, so it must not refer to anything outside itself. Values
 * form a table of nodes, so cycles and shared references survive as in a real structured clone.
 */
export function createStructuredCodec(): StructuredCodec {
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

  const toBase64 = (bytes: Uint8Array): string =>
    typeof Buffer === "undefined"
      ? (bytes as unknown as { toBase64(): string }).toBase64()
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

  const fromBase64 = (text: string): ArrayBuffer => {
    const bytes =
      typeof Buffer === "undefined"
        ? (Uint8Array as unknown as { fromBase64(text: string): Uint8Array }).fromBase64(text)
        : Buffer.from(text, "base64");
    return new Uint8Array(bytes).buffer;
  };

  const refuse = (value: unknown): never => {
    throw new DOMException(`${String(value)} could not be cloned.`, "DataCloneError");
  };

  const ERRORS: Record<string, ErrorConstructor> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const VIEWS: Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView> = {
    DataView,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  };

  function encode(root: unknown): string {
    const nodes: Node[] = [];
    const seen = new Map<object, number>();

    const slot = (value: unknown): Slot => {
      switch (typeof value) {
        case "string":
        case "boolean":
          return value;
        case "number":
          return Number.isFinite(value) && !Object.is(value, -0)
            ? value
            : ["n", Object.is(value, -0) ? "-0" : String(value)];
        case "undefined":
          return ["u"];
        case "bigint":
          return ["i", String(value)];
        case "object":
          return value === null ? null : ["r", place(value)];
        default:
          return refuse(value);
      }
    };

    const place = (value: object): number => {
      const known = seen.get(value);
      if (known !== undefined) return known;
      const index = nodes.length;
      seen.set(value, index);
      nodes.push(["pending"]);
      nodes[index] = describe(value);
      return index;
    };

    const properties = (value: object): Entries =>
      Object.keys(value).map((key) => [key, slot((value as Record<string, unknown>)[key])]);

    const describe = (value: object): Node => {
      if (ArrayBuffer.isView(value)) {
        const name = tagOf(value);
        const length = name === "DataView" ? value.byteLength : (value as Uint8Array).length;
        return ["view", name, place(value.buffer), value.byteOffset, length];
      }
      switch (tagOf(value)) {
        case "Array":
          return ["array", (value as unknown[]).length, properties(value)];
        case "Date":
          return ["date", slot((value as Date).getTime())];
        case "RegExp":
          return ["regexp", (value as RegExp).source, (value as RegExp).flags];
        case "Map":
          return ["map", [...(value as Map<unknown, unknown>)].map(([key, item]) => [slot(key), slot(item)])];
        case "Set":
          return ["set", [...(value as Set<unknown>)].map(slot)];
        case "ArrayBuffer":
          return ["buffer", toBase64(new Uint8Array(value as ArrayBuffer))];
        case "Error": {
          const { name, message, stack } = value as Error;
          return ["error", name, message, stack ?? "", "cause" in value ? slot(value.cause) : ["u"]];
        }
        case "Object":
          return ["object", properties(value)];
        default:
          return refuse(`#<${tagOf(value)}>`);
      }
    };

    const rootSlot = slot(root);
    return JSON.stringify([rootSlot, nodes]);
  }

  function decode(text: string): unknown {
    const [rootSlot, nodes] = JSON.parse(text) as [Slot, Node[]];
    const built = new Map<number, object>();

    const value = (from: Slot): unknown => {
      if (!Array.isArray(from)) return from;
      const [kind, item] = from as [string, string | number];
      if (kind === "u") return undefined;
      if (kind === "n") return Number(item);
      if (kind === "i") return BigInt(item);
      return build(item as number);
    };

    const remember = <T extends object>(index: number, made: T): T => {
      built.set(index, made);
      return made;
    };

    const fill = (target: object, entries: Entries): object => {
      for (const [key, item] of entries) {
        Object.defineProperty(target, key, {
          value: value(item),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return target;
    };

    const build = (index: number): object => {
      const existing = built.get(index);
      if (existing) return existing;
      const node = nodes[index] ?? ["pending"];
      switch (node[0]) {
        case "array":
          return fill(remember(index, Object.assign([] as unknown[], { length: node[1] })), node[2]);
        case "object":
          return fill(remember(index, {}), node[1]);
        case "date":
          return remember(index, new Date(value(node[1]) as number));
        case "regexp":
          return remember(index, new RegExp(node[1], node[2]));
        case "map": {
          const map = remember(index, new Map<unknown, unknown>());
          for (const [key, item] of node[1]) map.set(value(key), value(item));
          return map;
        }
        case "set": {
          const set = remember(index, new Set<unknown>());
          for (const item of node[1]) set.add(value(item));
          return set;
        }
        case "buffer":
          return remember(index, fromBase64(node[1]));
        case "view": {
          const [, type, buffer, offset, length] = node;
          const View = VIEWS[type];
          if (!View) throw new TypeError(`No typed array is called ${type}`);
          return remember(index, new View(build(buffer) as ArrayBuffer, offset, length));
        }
        case "error": {
          const [, name, message, stack, cause] = node;
          const Kind = ERRORS[name] ?? Error;
          const error = remember(index, new Kind(message));
          error.stack = stack;
          const reason = value(cause);
          if (reason !== undefined) error.cause = reason;
          return error;
        }
        default:
          throw new TypeError(`Clone node ${index} is missing`);
      }
    };

    return value(rootSlot);
  }

  return { encode, decode };
}
