import { expect, test } from "vitest";
import { parseOptions } from "#bridge/host/options.ts";
import { defaultProfileFolder } from "#bridge/host/profile-folder.ts";
import { optionsOf, type Places, readShellArguments } from "#electron/arguments.ts";

const PLACES: Places = { platform: "linux", appData: "/home/t/.config", home: "/home/t", xdgDataHome: undefined };

test.each<[NodeJS.Platform, string, Record<string, string>]>([
  ["linux", "/home/t/.config", {}],
  ["linux", "/home/t/.config", { XDG_DATA_HOME: "/data" }],
  ["linux", "/home/t/.config", { XDG_DATA_HOME: "relative" }],
  ["darwin", "/home/t/Library/Application Support", {}],
  ["win32", "/home/t/AppData/Roaming", { APPDATA: "/home/t/AppData/Roaming" }],
])("shell and web host keep the same profile on %s (appData %s, %j)", (platform, appData, env) => {
  const places = { platform, appData, home: "/home/t", xdgDataHome: env["XDG_DATA_HOME"] };
  expect(readShellArguments([], "/", places).profile).toBe(defaultProfileFolder(platform, env, "/home/t"));
});

test("--data counts from where the user typed, and reaches the bridge absolute", () => {
  for (const given of [["--data", "mine"], ["--data=mine"]]) {
    const { profile, bridge } = readShellArguments(["--paper", "off", ...given, "--speed", "max"], "/home/t", PLACES);
    expect(profile).toBe("/home/t/mine");
    expect(bridge).toEqual(["--data", "/home/t/mine", "--paper", "off", "--speed", "max"]);
  }
});

test("every option but Chromium's own reaches the bridge, which reads the same from it", () => {
  const typed = [
    "--inspect=0",
    "--remote-debugging-port=0",
    "--link-port",
    "0",
    "--replay",
    "a.csv",
    "b.csv",
    "--speed",
    "5",
  ];
  const { bridge } = readShellArguments(typed, "/home/t", PLACES);
  expect(parseOptions(bridge, "/home/t")).toMatchObject({
    data: "/home/t/.local/share/fairlead",
    linkPort: 0,
    replay: ["/home/t/a.csv", "/home/t/b.csv"],
    speed: 5,
  });
});

test("a --data without a folder, or given twice, is left for the bridge to refuse", () => {
  for (const typed of [["--data"], ["--data="], ["--data", "a", "--data", "b"]]) {
    const { bridge } = readShellArguments(typed, "/home/t", PLACES);
    expect(() => parseOptions(bridge, "/home/t")).toThrow(/--data|OPTION/);
  }
});

test("the app's path is not an option, whatever stands before it", () => {
  const argv = ["electron", "--no-sandbox", "--inspect=0", "/app/main.js", "--data", "x"];
  expect(optionsOf(argv, true)).toEqual(["--data", "x"]);
  expect(optionsOf(["Fairlead.exe", "--data", "x"], false)).toEqual(["--data", "x"]);
});
