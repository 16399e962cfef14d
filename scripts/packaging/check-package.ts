import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { binaryKind } from "./binary-kind.ts";
import { checkLibrary } from "./check-library.ts";
import { FOREIGN, FUSES, MOST_BYTES, NATIVES, type Platform, PROGRAM } from "./shipped.ts";

/** A packed app that is not installed yet, as electron-builder leaves it in `release/*-unpacked`. */
export interface PackedApp {
  readonly platform: Platform;
  /** Holds app.asar. */
  readonly resources: string;
  /** Electron's program under our name. */
  readonly program: string;
}

/**
 * Judges a packed app: everything it runs from is in the archive and nothing else, its natives are for its platform, its
 * fuses are as decided, the EA is along, and it is no larger than it may be.
 *
 * @returns what is wrong, a line each; empty when nothing is.
 */
export async function checkPackage(app: PackedApp): Promise<readonly string[]> {
  const archive = join(app.resources, "app.asar");
  if (!existsSync(archive)) return [`There is no ${archive}: nothing was packed.`];
  return [
    ...faultsOfArchive(archive),
    ...faultsOfNatives(app),
    ...faultsOfSize(app),
    ...(existsSync(join(app.resources, "mql5/Experts/Fairlead/Fairlead.mq5"))
      ? []
      : ["The EA's source is not along (resources/mql5)."]),
    ...faultsOfLibrary(app, archive),
    ...(await faultsOfFuses(app.program)),
  ];
}

function faultsOfArchive(archive: string): string[] {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
  const missing = PROGRAM.filter((file) => !files.includes(file)).map((file) => `Not in the archive: ${file}`);
  const workers = files.filter((file) => /^\/dist\/bridge\/[a-z-]+-worker\.js$/.test(file));
  const foreign = files.filter((file) => FOREIGN.test(file)).map((file) => `Does not belong in the archive: ${file}`);
  return [
    ...missing,
    ...(workers.length === 0 ? ["The bridge's worker threads are not in the archive."] : []),
    ...foreign.slice(0, 20),
  ];
}

/** MetaTrader is a Windows program; its library lies outside the sealed archive, the checksum inside. */
function faultsOfLibrary({ platform, resources }: PackedApp, archive: string): readonly string[] {
  const mql5 = join(resources, "mql5");
  if (platform !== "win32" || !existsSync(mql5)) return [];
  const files = new Set(listPackage(archive, { isPack: false }).map((file) => file.replaceAll("\\", "/")));
  return checkLibrary(mql5, (name) =>
    files.has(`/mql5/Libraries/${name}`) ? extractFile(archive, join("mql5", "Libraries", name)).toString() : undefined,
  );
}

const nativesOf = (resources: string): string[] =>
  globSync("app.asar.unpacked/**/*.node", { cwd: resources }).map((file) => file.replaceAll("\\", "/"));

function faultsOfNatives({ platform, resources }: PackedApp): string[] {
  const natives = nativesOf(resources);
  const missing = NATIVES[platform].filter((wanted) => !natives.some((file) => wanted.test(file)));
  const strange = natives
    .map((file) => [file, binaryKind(join(resources, file))] as const)
    .filter(([, kind]) => !kind.startsWith(`${platform}-`) || kind.endsWith("-other"));
  return [
    ...missing.map((wanted) => `No native program file for ${platform} matches ${wanted.source}: pack on ${platform}.`),
    ...strange.map(([file, kind]) => `A native program file for ${kind} is packed for ${platform}: ${file}`),
  ];
}

function faultsOfSize({ resources }: PackedApp): string[] {
  const files = ["app.asar", ...nativesOf(resources)];
  const bytes = files.reduce((sum, file) => sum + statSync(join(resources, file)).size, 0);
  const mebibytes = (value: number): string => (value / 2 ** 20).toFixed(1);
  return bytes <= MOST_BYTES
    ? []
    : [`Archive and natives are ${mebibytes(bytes)} MiB; at most ${mebibytes(MOST_BYTES)} MiB are allowed.`];
}

async function faultsOfFuses(program: string): Promise<string[]> {
  const { version: _, ...wire } = await getCurrentFuseWire(program);
  const states = Object.entries(wire).filter(([index]) => /^\d+$/.test(index));
  const told = new Map(states.map(([index, state]) => [FuseV1Options[Number(index)] ?? `number ${index}`, state]));
  const wrong = Object.entries(FUSES)
    .filter(([name, on]) => told.get(name) !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([name, on]) => `Fuse ${name} is not ${on ? "on" : "off"}.`);
  const undecided = [...told.keys()].filter((name) => FUSES[name] === undefined);
  return [
    ...wrong,
    ...undecided.map((name) => `Nobody has decided about fuse ${name} (scripts/packaging/shipped.ts).`),
  ];
}
