import { join } from "node:path";
import { Arch, build, type Configuration, Platform as Target } from "electron-builder";
import type { Build } from "#bridge/host/build.ts";
import type { PackedApp } from "./check-package.ts";
import type { Platform } from "./shipped.ts";

const TARGETS: Readonly<Record<Platform, Target>> = {
  win32: Target.WINDOWS,
  linux: Target.LINUX,
  darwin: Target.MAC,
};

export interface Packing {
  readonly platform: Platform;
  /** Where `win-unpacked`, `linux-unpacked` or `mac` come to lie. */
  readonly output: string;
  /** `folder`: the app as it is laid out; `installer`: with what the user downloads. */
  readonly until: "folder" | "installer";
  /** What the build says of itself; absent = the usual, unlocked one. */
  readonly build?: Build;
  /** A folder with Electron's distribution, instead of the one that electron-builder fetches. */
  readonly electronDist?: string;
}

/** Packs `dist/` by electron-builder.yml for x64. The parts must be built before. @returns where the app lies. */
export async function pack(
  root: string,
  { platform, output, until, electronDist, build: says }: Packing,
): Promise<PackedApp> {
  const config: Configuration = {
    extends: join(root, "electron-builder.yml"),
    directories: { output },
    files: nativesOnlyFor(platform),
    // Laid over what electron-builder.yml says of it.
    ...(says === undefined ? {} : { extraMetadata: { fairlead: { ...says } } }),
    ...(electronDist === undefined ? {} : { electronDist }),
  };
  const target = TARGETS[platform];
  await build({
    projectDir: root,
    targets: until === "folder" ? target.createTarget("dir", Arch.x64) : target.createTarget(undefined, Arch.x64),
    config,
    publish: "never",
  });
  return packedApp(platform, output);
}

/** Leaves out every program file that is for another platform: optional packages follow the machine that packs. */
const nativesOnlyFor = (platform: Platform): string[] => [
  `!node_modules/better-sqlite3/prebuilds/!(${platform}-x64.node)`,
  `!node_modules/zeromq/build/!(${platform})/**`,
  `!node_modules/zeromq/build/${platform}/!(x64)/**`,
  "!node_modules/zeromq/build/*/*/node/{64,72,108,115,glibc-72-Release,musl-*,msvc-72-Release}/**",
  `!node_modules/@napi-rs/keyring-!(${platform}-*)/**`,
];

/** Where electron-builder leaves an app of a platform. */
export function packedApp(platform: Platform, output: string): PackedApp {
  if (platform === "darwin") {
    const contents = join(output, "mac/Fairlead.app/Contents");
    return { platform, resources: join(contents, "Resources"), program: join(contents, "MacOS/Fairlead") };
  }
  const folder = join(output, platform === "win32" ? "win-unpacked" : "linux-unpacked");
  return {
    platform,
    resources: join(folder, "resources"),
    program: join(folder, platform === "win32" ? "Fairlead.exe" : "fairlead"),
  };
}
