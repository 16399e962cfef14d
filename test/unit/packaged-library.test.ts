import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { libraryVersion, sha256 } from "#bridge/terminal-installer/library-check.ts";
import { type MadeUpLibrary, makeUpLibrary } from "#test/fixtures/packaging/made-up-library.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";
import { checkLibrary } from "../../scripts/packaging/check-library.ts";
import { readPeFile } from "../../scripts/packaging/pe-file.ts";

const HEADER = readFileSync(join(ROOT, "mql5/Include/Fairlead/Zmq.mqh"), "utf8");
const NAME = /^#import "([^"]+)"/m.exec(HEADER)?.[1] ?? "";
const WANTED = [...HEADER.matchAll(/^(?:void|int|long)\s+(zmq_\w+)\(/gm)].map(([, name]) => name ?? "");
const SOUND: MadeUpLibrary = {
  version: [4, 3, 5],
  imports: ["KERNEL32.dll", "WS2_32.dll", "IPHLPAPI.DLL", "ADVAPI32.dll", "RPCRT4.dll"],
  exports: [...WANTED, "zmq_poll"],
};

let mql5: string;
beforeEach(() => {
  mql5 = temporaryFolder();
  for (const folder of ["Include/Fairlead", "Libraries"]) mkdirSync(join(mql5, folder), { recursive: true });
  copyFileSync(join(ROOT, "mql5/Include/Fairlead/Zmq.mqh"), join(mql5, "Include/Fairlead/Zmq.mqh"));
  for (const licence of ["libzmq-4.3.5", "libsodium-1.0.21"])
    writeFileSync(join(mql5, "Libraries", `${licence}-LICENSE.txt`), "its terms");
});

/** What is said of a library that is made up with these differences from a sound one. */
function judged(change: Partial<MadeUpLibrary>, sum?: string): readonly string[] {
  const bytes = makeUpLibrary({ ...SOUND, ...change });
  writeFileSync(join(mql5, "Libraries", NAME), bytes);
  return checkLibrary(mql5, () => sum ?? `${sha256(bytes)}  ${NAME}\n`);
}

test("a library that has its checksum, version, functions and licences, and needs Windows alone, is fit to ship", () => {
  expect(WANTED.length).toBeGreaterThan(10);
  expect(judged({})).toEqual([]);
});

test("one that would not load on a bare Windows, or not serve the programs, is refused by name", () => {
  expect(judged({ imports: ["KERNEL32.dll", "VCRUNTIME140.dll", "libsodium.dll"] })).toEqual([
    `${NAME} needs vcruntime140.dll to load.`,
    `${NAME} needs libsodium.dll to load.`,
  ]);
  expect(judged({ exports: WANTED.filter((name) => name !== "zmq_curve_keypair") })).toEqual([
    `${NAME} lacks zmq_curve_keypair.`,
  ]);
  expect(judged({ machine: 0x14c })).toEqual([`${NAME} is not for x64.`]);
});

test("one with known holes, without a version, or with another's checksum is refused", () => {
  expect(judged({ version: [4, 3, 2] })).toEqual([`${NAME} is older than 4.3.3.`]);
  expect(judged({}, sha256(Buffer.from("another")))).toEqual([
    `${NAME} does not have the checksum that lies beside it.`,
  ]);
  writeFileSync(join(mql5, "Libraries", NAME), "not a program");
  expect(checkLibrary(mql5, () => sha256(Buffer.from("not a program")))).toEqual([
    `${NAME} bears no version.`,
    `${NAME} cannot be read: no Windows program file.`,
  ]);
});

test("a library that is missing, has no checksum in the seal, or came without a licence is told", () => {
  expect(checkLibrary(mql5, () => "0".repeat(64))).toEqual([expect.stringContaining("is not along")]);
  writeFileSync(join(mql5, "Libraries", NAME), makeUpLibrary(SOUND));
  expect(checkLibrary(mql5, () => undefined)).toEqual([expect.stringContaining("is not along")]);
  rmSync(join(mql5, "Libraries/libsodium-1.0.21-LICENSE.txt"));
  expect(judged({})).toEqual(["The licence of libsodium is not along."]);
});

test("real Windows libraries are read as they are: what they need and what they offer", () => {
  const [zmq = ""] = globSync("node_modules/zeromq/build/win32/x64/node/msvc-115-Release/addon.node", { cwd: ROOT });
  const addon = readPeFile(readFileSync(join(ROOT, zmq)));
  expect(addon.x64).toBe(true);
  expect(addon.imports).toContain("kernel32.dll");
  expect(addon.imports).toContain("node.exe");
  expect(addon.exports).toContain("napi_register_module_v1");
  const sqlite = readPeFile(readFileSync(join(ROOT, "node_modules/better-sqlite3/prebuilds/win32-x64.node")));
  expect(sqlite.imports).toContain("kernel32.dll");
});

test("a file that is cut, changed or no program at all is refused or read, and nothing else happens", () => {
  const whole = makeUpLibrary(SOUND);
  const read = (bytes: Buffer): void => {
    try {
      readPeFile(bytes);
    } catch (fault) {
      expect(fault).toBeInstanceOf(RangeError);
    }
  };
  fc.assert(fc.property(fc.nat(whole.length), (length) => read(whole.subarray(0, length))));
  fc.assert(fc.property(fc.uint8Array(), (bytes) => read(Buffer.from(bytes))));
  const changes = fc.array(fc.tuple(fc.nat(0x800), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(changes, (some) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of some) bytes[at] = value;
      read(bytes);
    }),
  );
});

test("what the workflow builds is the library that the programs name, from sources that are pinned by checksum", () => {
  const pinned = JSON.parse(readFileSync(join(ROOT, "packaging/libzmq/sources.json"), "utf8")) as {
    readonly library: string;
    readonly sources: readonly { readonly [key: string]: string }[];
  };
  expect(pinned.library).toBe(NAME);
  const [zmq, sodium] = pinned.sources;
  expect(pinned.sources.map(({ name }) => name)).toEqual(["libzmq", "libsodium"]);
  expect(NAME).toBe(`fairlead-libzmq-${zmq?.["version"]}.dll`);
  expect(libraryVersion(makeUpLibrary(SOUND))?.join(".")).toBe(zmq?.["version"]);
  for (const source of [zmq, sodium]) {
    expect(source?.["sha256"]).toMatch(/^[0-9a-f]{64}$/);
    expect(source?.["url"]).toMatch(/^https:\/\/github\.com\/(zeromq|jedisct1)\/[^?#]+\.tar\.gz$/);
    expect(source?.["url"]).toContain(source?.["version"]);
  }
});
