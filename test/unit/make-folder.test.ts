import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockProfile } from "#bridge/host/profile-lock.ts";
import { makeFolder } from "#bridge/make-folder.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";

test("a folder is made with all that is missing above it, and again does no harm", () => {
  const folder = join(temporaryFolder(), "a", "b", "c");
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("a file in the way is the system's error, not a folder", () => {
  const file = join(temporaryFolder(), "occupied");
  writeFileSync(file, "");
  expect(() => makeFolder(file)).toThrow("EEXIST");
  expect(() => makeFolder(join(file, "below"))).toThrow(/EEXIST|ENOTDIR|ENOENT/);
});

test.skipIf(process.platform !== "linux")("a profile where no folder can be made is refused at once", () => {
  expect(() => makeFolder("/proc/fairlead/profile")).toThrow("ENOENT");
  expect(() => lockProfile("/proc/fairlead")).toThrow(expect.objectContaining({ code: "PROFILE_UNUSABLE" }));
});
