import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NtExecutable, NtExecutableResource } from "resedit";
import { beforeAll, describe, expect, test } from "vitest";
import { makeUpElectron } from "#test/fixtures/packaging/made-up-electron.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { buildShell } from "../../scripts/build/parts.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";
import { checkPackage, type PackedApp } from "../../scripts/packaging/check-package.ts";
import { pack } from "../../scripts/packaging/pack.ts";

beforeAll(() => buildShell(ROOT, () => undefined));

async function packFor(platform: "win32" | "linux"): Promise<PackedApp> {
  const folder = temporaryFolder();
  const electronDist = makeUpElectron(join(folder, "electron"), platform);
  return pack(ROOT, { platform, output: join(folder, "release"), until: "folder", electronDist });
}

describe.runIf(process.platform === "linux" && process.arch === "x64")("the packed app", () => {
  test("for Linux holds what it runs from and nothing else, its natives, its fuses and the EA; what is spoilt is found", async () => {
    const app = await packFor("linux");
    expect(await checkPackage(app)).toEqual([]);

    const native = join(app.resources, "app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node");
    writeFileSync(native, "MZ, but no program");
    rmSync(join(app.resources, "mql5"), { recursive: true });
    // As Electron comes, and from a later version with a fuse that is not known here.
    copyFileSync(
      join(makeUpElectron(join(temporaryFolder(), "plain"), "linux", "1011000110"), "electron"),
      app.program,
    );
    const faults = (await checkPackage(app)).join("\n");
    expect(faults).toContain("A native program file for unknown is packed for linux");
    expect(faults).toContain("The EA's source is not along");
    expect(faults).toContain("Fuse OnlyLoadAppFromAsar is not on.");
    expect(faults).toContain("Fuse RunAsNode is not off.");
    expect(faults).toContain("Nobody has decided about fuse number 9");
  });

  test("for Windows, packed on Linux, lacks nothing but the keychain's program file and MetaTrader's library, and is refused; its archive is sealed in its resources", async () => {
    const app = await packFor("win32");
    expect(await checkPackage(app)).toEqual([
      expect.stringMatching(/^No native program file for win32 matches keyring-win32/),
      expect.stringMatching(/^The programs' library, or its checksum, is not along: fairlead-libzmq-/),
    ]);
    const resources = NtExecutableResource.from(NtExecutable.from(readFileSync(app.program), { ignoreCert: true }));
    const seal = resources.entries.find(({ type, id }) => type === "INTEGRITY" && id === "ELECTRONASAR");
    expect(JSON.parse(Buffer.from(seal?.bin ?? new ArrayBuffer(0)).toString("utf8"))).toEqual([
      { file: "resources\\app.asar", alg: "SHA256", value: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });
});
