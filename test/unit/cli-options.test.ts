import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cloudText } from "#bridge/host/cloud-place.ts";
import { HELP, parseDiagnosticsOptions, parseOptions, USUAL_LINK_PORT } from "#bridge/host/options.ts";
import { defaultProfileFolder } from "#bridge/host/profile-folder.ts";
import { FairleadError } from "#shared/contract/errors.ts";

const parse = (...args: string[]) => parseOptions(args, "/home/trader");
const refusal = (...args: string[]): FairleadError => {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof FairleadError) return error;
    throw error;
  }
  throw new Error(`${args.join(" ")} was accepted`);
};

test("without options everything has its usual value", () => {
  expect(parse()).toEqual({
    help: false,
    host: "auto",
    port: undefined,
    open: true,
    data: defaultProfileFolder(),
    paper: "simulated",
    replay: [],
    speed: 1,
    linkPort: undefined,
    pairingDir: undefined,
    cloud: { kind: "embedded", url: undefined },
    entitlements: "local",
  });
});

test("every option is read, in both spellings; folders and files count from where the user is", () => {
  const all = parse(
    "--host",
    "web",
    "--port=0",
    "--no-open",
    "--data",
    "my/profile",
    "--paper",
    "simulated",
    "--replay",
    "a.csv",
    "/b.zst",
    "--replay",
    "c.zip",
    "--speed",
    "max",
    "--link-port",
    "5000",
    "--pairing-dir=p",
    "--cloud",
    "https://cloud.example/fairlead/",
  );
  expect(all).toEqual({
    help: false,
    host: "web",
    port: 0,
    open: false,
    data: resolve("/home/trader", "my/profile"),
    paper: "simulated",
    replay: ["a.csv", "c.zip", "/b.zst"].map((file) => resolve("/home/trader", file)),
    speed: "max",
    linkPort: 5000,
    pairingDir: resolve("/home/trader", "p"),
    cloud: { kind: "url", url: "https://cloud.example/fairlead" },
    entitlements: "local",
  });
});

test.each([
  ["--port", "65536"],
  ["--port", "-1"],
  ["--port", "eighty"],
  ["--port", "1e3"],
  ["--port", ""],
  ["--link-port", "65535"],
  ["--host", "chrome"],
  ["--paper", "on"],
  ["--cloud", "yes"],
  ["--cloud", "http://cloud.example"],
  ["--cloud", "https://me:secret@cloud.example"],
  ["--cloud", "file:///etc/passwd"],
  ["--replay", "a", "--speed", "0"],
  ["--replay", "a", "--speed", "10001"],
  ["--replay", "a", "--speed", "fast"],
  ["--replay", "a", "--paper", "off"],
  ["--replay", "a", "--replay", "./b/../a"],
  ["--speed", "10"],
  ["--data", ""],
  ["--data", "a", "--data", "b"],
  ["--unknown"],
  ["--port"],
  ["--no-open=yes"],
  ["file.csv"],
  ["-x"],
])("%s %s %s %s is refused in one line that names it", (...args) => {
  const error = refusal(...args.filter((arg) => arg !== undefined));
  expect(error.code).toBe("OPTION_INVALID");
  expect(error.message).not.toContain("\n");
  expect(error.message).toMatch(/^[A-Z-].*\.$/);
  const named = args.findLast((arg) => arg.startsWith("-") && !/^-\d/.test(arg)) ?? args[0] ?? "";
  expect(error.message).toContain(named.split("=")[0]);
});

test("a number below zero is a bad value, told with what the option takes", () => {
  expect(refusal("--port", "-1").message).toBe('--port takes a number from 0 (any) to 65535, not "-1".');
  expect(refusal("--replay", "a", "--speed", "-2.5").message).toContain(
    '--speed takes a number from 0.1 to 10000, or max, not "-2.5".',
  );
});

test("diagnostics take a profile and --help, and no option that would do nothing", () => {
  expect(parseDiagnosticsOptions(["--data", "p"], "/home/trader")).toMatchObject({
    data: resolve("/home/trader", "p"),
  });
  expect(parseDiagnosticsOptions(["--help"], "/").help).toBe(true);
  expect(() => parseDiagnosticsOptions(["--port=5"], "/")).toThrow("npm run diagnostics has no option --port.");
  expect(() => parseDiagnosticsOptions(["stray"], "/")).toThrow('There is no option "stray".');
});

test("no command line makes it do anything but answer or refuse", () => {
  const words = fc.constantFrom(
    "--host",
    "--port",
    "--no-open",
    "--data",
    "--replay",
    "--speed",
    "--",
    "-",
    "=",
    "--port=",
    "0",
    "max",
    "web",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 8 }), (args) => {
      try {
        parse(...args);
      } catch (error) {
        expect(error).toMatchObject({ code: "OPTION_INVALID" });
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 1_000 },
  );
});

test("--help names every option and its usual value", () => {
  expect(parse("--help").help).toBe(true);
  for (const option of [
    "--host",
    "--port",
    "--no-open",
    "--data",
    "--paper",
    "--replay",
    "--speed",
    "--link-port",
    "--pairing-dir",
    "--help",
  ]) {
    expect(HELP).toContain(option);
  }
  expect(HELP).toContain(String(USUAL_LINK_PORT));
  for (const line of HELP.split("\n")) expect(line.length).toBeLessThan(121);
});

test("the profile lives where each system keeps such things", () => {
  expect(defaultProfileFolder("win32", { APPDATA: "C:\\Users\\t\\AppData\\Roaming" }, "C:\\Users\\t")).toBe(
    join("C:\\Users\\t\\AppData\\Roaming", "Fairlead"),
  );
  expect(defaultProfileFolder("darwin", {}, "/Users/t")).toBe("/Users/t/Library/Application Support/Fairlead");
  expect(defaultProfileFolder("linux", {}, "/home/t")).toBe("/home/t/.local/share/fairlead");
  expect(defaultProfileFolder("linux", { XDG_DATA_HOME: "/data" }, "/home/t")).toBe("/data/fairlead");
  expect(defaultProfileFolder("linux", { XDG_DATA_HOME: "relative" }, "/home/t")).toBe("/home/t/.local/share/fairlead");
});

test("a cloud of this computer may be plain http, none is off, and what the shell is told reads as it was written", () => {
  expect(parse("--cloud", "http://127.0.0.1:8000/").cloud).toEqual({ kind: "url", url: "http://127.0.0.1:8000" });
  for (const written of ["off", "embedded", "embedded@http://127.0.0.1:47650", "https://cloud.example"]) {
    expect(cloudText(parse("--cloud", written).cloud)).toBe(written);
  }
});
