import fc from "fast-check";
import { expect, test } from "vitest";
import { refuseUnknown } from "#test/electron-double/guard.ts";
import { readCommandLine } from "#test/electron-double/launch/command-line.ts";
import { Schemes } from "#test/electron-double/main/schemes.ts";
import { ModelledEmitter } from "#test/electron-double/modelled-emitter.ts";
import { createStructuredCodec } from "#test/electron-double/structured-clone.ts";

const codec = createStructuredCodec();
const carried = <T>(value: T): T => codec.decode(codec.encode(value)) as T;

test("the codec carries whatever structured clone carries, as it carries it", () => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  });
  const same = (given: unknown): void => expect(carried(given)).toStrictEqual(structuredClone(given));
  fc.assert(
    fc.property(value, (given) => void same(given)),
    { numRuns: 1_000 },
  );
});

test("views that share a buffer share it afterwards", () => {
  const buffer = new ArrayBuffer(16);
  const [floats, bytes] = carried([new Float32Array(buffer, 4, 2), new Uint8Array(buffer)] as const);
  expect(floats.buffer).toBe(bytes.buffer);
  expect([floats.byteOffset, floats.length, bytes.length]).toEqual([4, 2, 16]);
});

test("cycles, shared references and errors keep their shape", () => {
  const shared = { n: 1 };
  const given: Record<string, unknown> = { a: shared, b: shared, error: new TypeError("no", { cause: "why" }) };
  given["self"] = given;
  const back = carried(given);
  expect(back["a"]).toBe(back["b"]);
  expect(back["self"]).toBe(back);
  expect(back["error"]).toBeInstanceOf(TypeError);
  expect((back["error"] as Error).cause).toBe("why");
});

test.each([[() => {}], [Symbol("x")], [Promise.resolve()], [new WeakMap()], [{ deep: [() => {}] }]])(
  "what structured clone refuses is refused (%#)",
  (value) => {
    expect(() => structuredClone(value)).toThrow("could not be cloned");
    expect(() => codec.encode(value)).toThrow("could not be cloned");
  },
);

test("a property of Electron that the double lacks is named, not undefined", () => {
  const shell = refuseUnknown("shell", { beep: () => "beep" }) as { beep(): string; trashItem?(): void };
  expect(shell.beep()).toBe("beep");
  expect(() => shell.trashItem).toThrow("The Electron double does not model shell.trashItem.");
});

test("a listener for an event that never comes is refused", () => {
  const app = new ModelledEmitter("app", ["ready"]);
  expect(() => app.on("login", () => {})).toThrow('does not model the event "login" of app');
  expect(() => app.once("login", () => {})).toThrow("login");
  let heard = 0;
  app.once("ready", () => {
    heard += 1;
  });
  app.emit("ready");
  app.emit("ready");
  expect(heard).toBe(1);
});

test("a custom scheme is shown to Chromium as https and back, and nothing else is touched", () => {
  const schemes = new Schemes();
  schemes.registerStandard("app");
  for (const url of ["app://fairlead/", "app://fairlead/a/b.js?x=1#y"]) {
    expect(schemes.toChromium(url)).toMatch(/^https:\/\/fairlead\.app\.test\//);
    expect(schemes.toElectron(schemes.toChromium(url))).toBe(url);
  }
  for (const url of ["https://fairlead.other.test/", "https://example.com/", "about:blank", "data:text/html,x"]) {
    expect(schemes.toElectron(url)).toBe(url);
    expect(schemes.toChromium(url)).toBe(url);
  }
  expect(schemes.originOf("app://fairlead/x")).toBe("app://fairlead");
  expect(schemes.originOf("data:text/html,x")).toBe("null");
});

test("Electron's switches end where the app's path begins", () => {
  expect(readCommandLine(["--no-sandbox", "--inspect=0", "--remote-debugging-port=0", "main.js", "--inspect"])).toEqual(
    {
      appPath: "main.js",
      debuggingPort: "0",
      inspect: true,
      userDataDir: undefined,
    },
  );
  expect(readCommandLine(["app", "--inspect"]).inspect).toBe(false);
  expect(() => readCommandLine(["--inspect"])).toThrow("name the app");
});
